import type { Citation } from "../citation.ts";
import type { BindingRow, Source } from "./layers.ts";
import { cleanPhrase } from "./normalise.ts";
import { QUOTE_LIMIT, quoteHash } from "./quote.ts";
import { linesOf, type Section } from "./section.ts";

export type ProblemCode =
  | "unknown-source"
  | "wrong-edition"
  | "unknown-section"
  | "quote-empty"
  | "quote-too-long"
  | "quote-hash-differs"
  | "quote-not-in-section"
  | "lines-differ"
  | "rule-not-bound-here"
  | "anchor-not-in-quote";

export type Problem = { readonly code: ProblemCode; readonly detail: string };

export type Shelf = {
  readonly sources: readonly Source[];
  readonly sectionsAt: (sourceId: string, path: readonly string[]) => readonly Section[];
  readonly rows: readonly BindingRow[];
};

/** Everything that is wrong with a citation, held against the loaded books. */
export function verifyCitation(citation: Citation, shelf: Shelf): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (code: ProblemCode, detail: string) => problems.push({ code, detail });
  const { quote, sourceId, sectionPath } = citation;
  if (quote.trim() === "") add("quote-empty", "the quote is empty");
  if (quote.length > QUOTE_LIMIT) add("quote-too-long", `${quote.length} characters, ${QUOTE_LIMIT} allowed`);
  if (quoteHash(quote) !== citation.quoteSha256)
    add("quote-hash-differs", "the hash is not that of the quote");
  const source = shelf.sources.find((each) => each.sourceId === sourceId);
  if (source === undefined) {
    add("unknown-source", `${sourceId} is not loaded`);
    return problems;
  }
  if (source.edition === "5.2") add("wrong-edition", `${source.name} is of edition ${source.edition}`);
  const sections = shelf.sectionsAt(sourceId, sectionPath);
  if (sections.length === 0) {
    add("unknown-section", `${source.name} has no section ${sectionPath.join(" > ")}`);
    return problems;
  }
  if (!sections.some((section) => standsAt(section, citation))) {
    if (sections.some((section) => section.text.includes(quote)))
      add("lines-differ", `the quote is not at lines ${citation.lineStart} to ${citation.lineEnd}`);
    else add("quote-not-in-section", `${sectionPath.join(" > ")} does not say so`);
  }
  checkBinding(citation, shelf.rows, add);
  return problems;
}

function checkBinding(
  { ruleId, sourceId, sectionPath, quote, role }: Citation,
  rows: readonly BindingRow[],
  add: (code: ProblemCode, detail: string) => void,
): void {
  if (role === "house-rule") return;
  const here = rows.find(
    (row) =>
      row.ruleId === ruleId &&
      row.sourceId === sourceId &&
      row.sectionPath.join("\n") === sectionPath.join("\n"),
  );
  if (here === undefined) add("rule-not-bound-here", `${ruleId} is not stated in ${sectionPath.join(" > ")}`);
  else if (!quote.toLowerCase().includes(cleanPhrase(here.anchor).toLowerCase())) {
    add("anchor-not-in-quote", `the quote lacks the words that state ${ruleId}`);
  }
}

/** Whether the quote is a part of the section at exactly the lines that are named. */
function standsAt(section: Section, { quote, lineStart, lineEnd }: Citation): boolean {
  if (quote === "") return false;
  for (let start = section.text.indexOf(quote); start >= 0; start = section.text.indexOf(quote, start + 1)) {
    const [first, last] = linesOf(section, start, start + quote.length);
    if (first === lineStart && last === lineEnd) return true;
  }
  return false;
}
