import { RULE_IDS, type RuleId } from "../rule-ids.ts";
import { findAnchor, indexTitles } from "./anchor.ts";
import { BookError } from "./book-error.ts";
import { listBookFiles, readBookFile } from "./book-files.ts";
import { isPdf } from "./parse.ts";
import { pdfReader } from "./pdf-files.ts";
import { type BindingRow, loadRuleBook, type RuleBook } from "./rule-book.ts";
import { buildSearch, type Search } from "./search/search.ts";
import type { DoubtedHeading, Furniture, LineText, ParsedBook, Section } from "./section.ts";
import { decodeBook, sourceLines } from "./source-lines.ts";
import { SRD_BINDINGS } from "./srd-bindings.ts";

export type SectionRow = {
  readonly source: string;
  readonly path: readonly string[];
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly page: number | null;
};

type InBook<T> = T & { readonly source: string };

export type CheckSummary = {
  readonly summary: true;
  readonly books: readonly {
    readonly source: string;
    readonly sha256: string;
    readonly sections: number;
    readonly tables: number;
  }[];
  readonly sections: number;
  readonly tables: number;
  /** Every letter of the files, by where it went; `lost` is what went nowhere, below zero what went twice. */
  readonly letters: LetterCount;
  readonly furniture: readonly InBook<Furniture>[];
  /** Lines with text that stand before the first heading. */
  readonly unowned: readonly InBook<LineText>[];
  readonly doubted: readonly InBook<DoubtedHeading>[];
  /** Rules that SRD 5.1 states and these books do not: they are quoted from the built-in book. */
  readonly unbound: readonly RuleId[];
  readonly errors: readonly { readonly source: string; readonly code: string; readonly detail: string }[];
};

export type LetterCount = {
  readonly inFiles: number;
  readonly inSections: number;
  readonly inFurniture: number;
  readonly unowned: number;
  readonly lost: number;
};

export type BookCheck = { readonly rows: readonly SectionRow[]; readonly summary: CheckSummary };

/** Parses books and says what became of every line. Broken files are listed in the summary. */
export async function checkBooks(paths: readonly string[]): Promise<BookCheck> {
  const parse = await pdfReader(paths);
  const errors: CheckSummary["errors"][number][] = [];
  const books: ParsedBook[] = [];
  let letters: LetterCount = { inFiles: 0, inSections: 0, inFurniture: 0, unowned: 0, lost: 0 };
  for (const path of paths) {
    for (const file of attempt(path, errors, () => listBookFiles(path)) ?? []) {
      attempt(file.name, errors, () => {
        const bytes = readBookFile(file.path);
        const book = parse(file.name, bytes);
        // The letters of a PDF have no lines to be counted in.
        if (!isPdf(bytes)) letters = addLetters(letters, countLetters(book, decodeBook(file.name, bytes)));
        books.push(book);
      });
    }
  }
  const within = <T extends object>(pick: (book: ParsedBook) => readonly T[]): readonly InBook<T>[] =>
    books.flatMap((book) => pick(book).map((each) => ({ source: book.name, ...each })));
  const sections = books.flatMap((book) => book.sections);
  const index = indexTitles(sections);
  return {
    rows: sections.map(toRow),
    summary: {
      summary: true,
      books: books.map((book) => ({
        source: book.name,
        sha256: book.sha256,
        sections: book.sections.length,
        tables: book.sections.reduce((sum, section) => sum + section.tables.length, 0),
      })),
      sections: sections.length,
      tables: sections.reduce((sum, section) => sum + section.tables.length, 0),
      letters,
      furniture: within((book) => book.furniture),
      unowned: within((book) => book.unowned),
      doubted: within((book) => book.doubted),
      unbound: RULE_IDS.filter((ruleId) => {
        const anchor = SRD_BINDINGS[ruleId];
        return anchor !== undefined && findAnchor(index, anchor) === undefined;
      }),
      errors,
    },
  };
}

function attempt<T>(source: string, errors: CheckSummary["errors"][number][], run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof BookError)) throw error;
    errors.push({ source, code: error.code, detail: error.message });
    return undefined;
  }
}

function toRow({ source, path, lineStart, lineEnd, page }: Section): SectionRow {
  return { source, path, lineStart, lineEnd, page: page ?? null };
}

const lettersIn = (text: string) => text.match(/\p{L}/gu)?.length ?? 0;

/** Ligatures count as the letters they are made of, since the sections spell them out. */
function countLetters(book: ParsedBook, text: string): LetterCount {
  const lines = sourceLines(text);
  const at = (line: number) => lettersIn(lines[line - 1]?.text ?? "");
  const inFiles = lines.reduce((sum, line) => sum + lettersIn(line.text), 0);
  const inSections = book.sections.reduce(
    (sum, section) => sum + lettersIn(section.text) + at(section.lineStart),
    0,
  );
  const inFurniture = book.furniture.reduce((sum, each) => sum + lettersIn(each.text) * each.count, 0);
  const unowned = book.unowned.reduce((sum, each) => sum + at(each.line), 0);
  return { inFiles, inSections, inFurniture, unowned, lost: inFiles - inSections - inFurniture - unowned };
}

function addLetters(a: LetterCount, b: LetterCount): LetterCount {
  return {
    inFiles: a.inFiles + b.inFiles,
    inSections: a.inSections + b.inSections,
    inFurniture: a.inFurniture + b.inFurniture,
    unowned: a.unowned + b.unowned,
    lost: a.lost + b.lost,
  };
}

export type Question = { readonly id: string; readonly question: string };

export type AnswerRow = {
  readonly id: string;
  readonly question: string;
  readonly abstain: boolean;
  readonly results: readonly {
    readonly file: string;
    readonly heading_path: readonly string[];
    /** The section's lines, or the passage's where the section is longer than a page or two. */
    readonly lines: readonly [number, number];
    readonly span: readonly [number, number];
    readonly quote: string;
    readonly score: number;
  }[];
};

const LONG_SECTION = 140;

/** A search over the named books alone, or over the built-in one. Broken books are reported to `onProblem`. */
export async function openSearch(
  paths: readonly string[],
  onProblem: (line: string) => void,
): Promise<Search> {
  const parse = await pdfReader(paths);
  if (paths.length === 0) return buildSearch(loadRuleBook().sections);
  const sections = paths.flatMap((path) =>
    listBookFiles(path).flatMap((file) => {
      try {
        return parse(file.name, readBookFile(file.path)).sections;
      } catch (error) {
        if (!(error instanceof BookError)) throw error;
        onProblem(error.message);
        return [];
      }
    }),
  );
  return buildSearch(sections);
}

/** Answers questions in the shape in which retrievers are compared. */
export function searchQuestions(
  search: Search,
  questions: readonly Question[],
  limit = 5,
): readonly AnswerRow[] {
  return questions.map(({ id, question }) => {
    const { abstain, hits } = search(question, { limit });
    return {
      id,
      question,
      abstain,
      results: hits.map(({ section, quote, score, lineStart, lineEnd }) => ({
        file: section.source,
        heading_path: section.path,
        lines:
          section.lineEnd - section.lineStart > LONG_SECTION
            ? [lineStart, lineEnd]
            : [section.lineStart, section.lineEnd],
        span: [lineStart, lineEnd],
        quote,
        score: Math.round(score * 100) / 100,
      })),
    };
  });
}

export type BindingList = {
  readonly rows: readonly BindingRow[];
  /** Anchors that two rules share in one place, and rules that a loaded book does not state. */
  readonly faults: readonly string[];
  readonly notes: readonly string[];
};

/** Every rule with its section and anchor in each layer, and what is wrong with the bindings. */
export function listBindings(book: RuleBook): BindingList {
  const rows = book.bindings();
  const places = new Map<string, RuleId>();
  const faults: string[] = [];
  for (const row of rows) {
    const place = `${row.sourceId} ${row.sectionPath.join(" > ")}: "${row.anchor}"`;
    const other = places.get(place);
    if (other !== undefined) faults.push(`${row.ruleId} and ${other} share the anchor ${place}`);
    else places.set(place, row.ruleId);
  }
  return { rows, faults, notes: book.problems.map((problem) => `${problem.book}: ${problem.detail}`) };
}
