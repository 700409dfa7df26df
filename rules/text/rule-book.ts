import type { Citation, CitationRole } from "../citation.ts";
import { RULE_IDS, type RuleId } from "../rule-ids.ts";
import { type Anchor, findAnchor, indexTitles, type Place } from "./anchor.ts";
import { BUILT_IN_BINDINGS } from "./bindings.ts";
import { BookError } from "./book-error.ts";
import { BUILT_IN_PATHS, listBookFiles, readBookFile } from "./book-files.ts";
import { type Edition, editionOf, mayGovern } from "./edition.ts";
import { slug } from "./normalise.ts";
import { parseBook } from "./parse.ts";
import { pdfReader } from "./pdf-files.ts";
import { quoteOf, quoteSpan } from "./quote.ts";
import { buildSearch, type Search, type SearchAnswer, type SearchOptions } from "./search/search.ts";
import type { ParsedBook, Section } from "./section.ts";
import { SRD_BINDINGS } from "./srd-bindings.ts";
import { type Problem, verifyCitation } from "./verify.ts";

/** Books lie over one another: a rule is quoted from the highest layer that states it. */
export type Layer = "built-in" | "owner" | "house";

export type Source = {
  readonly sourceId: string;
  readonly name: string;
  readonly sha256: string;
  readonly edition: Edition;
  readonly layer: Layer;
  readonly sections: number;
};

/** Something about a loaded book that an operator should know; none of it stops the table. */
export type BookProblem = { readonly code: string; readonly book: string; readonly detail: string };

export type BindingRow = {
  readonly ruleId: RuleId;
  readonly layer: Layer;
  readonly sourceId: string;
  readonly sectionPath: readonly string[];
  readonly anchor: string;
  readonly lineStart: number;
  readonly lineEnd: number;
};

/** A book above the others, made of sections rather than a file: the house rules of a campaign. */
export type HouseLayer = {
  readonly name: string;
  readonly sha256: string;
  readonly sections: readonly Section[];
  readonly bindings?: Readonly<Partial<Record<RuleId, Anchor>>>;
};

export type RuleBookPaths = {
  /** Files of the lowest layer; Skald's own book by default. A fault in them is thrown. */
  readonly builtIn?: readonly string[];
  /** Files or folders of the owner's books. A fault in them is reported in `problems`, and the built-in book stands. */
  readonly books?: readonly string[];
};

/** The loaded rule books of a table: what the engine cites and people search. */
export type RuleBook = {
  readonly sources: readonly Source[];
  readonly problems: readonly BookProblem[];
  readonly sections: readonly Section[];
  /**
   * The quote that governs a rule, made once when the books were loaded. House text is quoted for the role `house-rule`
   * alone: the engine does not resolve it.
   */
  cite(ruleId: RuleId, role?: CitationRole): Citation;
  section(sourceId: string, path: readonly string[]): Section | undefined;
  sectionById(id: string): Section | undefined;
  /** What is wrong with a citation; nothing when it is true to the loaded books. */
  verify(citation: Citation): readonly Problem[];
  /** The sections that answer a question as it is asked at a table, or none when the books do not say. */
  search(query: string, options?: SearchOptions): SearchAnswer;
  /** Every place where a rule is stated, lowest layer first. */
  bindings(): readonly BindingRow[];
  /** The same books with one more layer on top. */
  withLayer(layer: HouseLayer): RuleBook;
};

type LayeredBook = {
  readonly layer: Layer;
  readonly book: Pick<ParsedBook, "name" | "sha256" | "sourceId" | "sections">;
  readonly edition: Edition;
  readonly bindings: Readonly<Partial<Record<RuleId, Anchor>>>;
};

/**
 * Reads and parses the books and binds every rule to its quote.
 * Throws {@link BookError} when the built-in book is broken or leaves a rule without its words.
 */
export function loadRuleBook(paths: RuleBookPaths = {}): RuleBook {
  return load(paths, parseBook);
}

/** As {@link loadRuleBook}, and PDFs among the owner's books are read too. */
export async function openRuleBook(paths: RuleBookPaths = {}): Promise<RuleBook> {
  return load(paths, await pdfReader(paths.books ?? []));
}

type Parse = typeof parseBook;

function load(paths: RuleBookPaths, parse: Parse): RuleBook {
  const problems: BookProblem[] = [];
  const layered: LayeredBook[] = (paths.builtIn ?? BUILT_IN_PATHS).flatMap(listBookFiles).map((file) => ({
    layer: "built-in",
    book: parseBook(file.name, readBookFile(file.path)),
    edition: "skald",
    bindings: BUILT_IN_BINDINGS,
  }));
  for (const path of paths.books ?? []) layered.push(...readOwnerBooks(path, parse, problems));
  return assemble(layered, problems);
}

function readOwnerBooks(path: string, parse: Parse, problems: BookProblem[]): readonly LayeredBook[] {
  const guarded = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BookError)) throw error;
      problems.push({ code: error.code, book: error.book, detail: error.message });
      return undefined;
    }
  };
  const books: LayeredBook[] = [];
  for (const file of guarded(() => listBookFiles(path)) ?? []) {
    const bytes = guarded(() => readBookFile(file.path));
    const book = bytes && guarded(() => parse(file.name, bytes));
    if (bytes === undefined || book === undefined) continue;
    const edition = editionOf([...book.sections, ...book.furniture].map((each) => each.text));
    if (!mayGovern(edition)) {
      const detail = `this book is of edition ${edition}; it can be searched but is not quoted for a ruling`;
      problems.push({ code: "edition-mismatch", book: file.name, detail });
    }
    books.push({ layer: "owner", book, edition, bindings: SRD_BINDINGS });
  }
  return books;
}

function assemble(layered: readonly LayeredBook[], problems: readonly BookProblem[]): RuleBook {
  const rows: (BindingRow & { readonly place: Place })[] = [];
  const layers: readonly Layer[] = ["built-in", "owner", "house"];
  for (const layer of layers) rows.push(...bindGroup(layered.filter((each) => each.layer === layer)));
  const citations = new Map<RuleId, Citation>();
  const houseCitations = new Map<RuleId, Citation>();
  for (const row of rows) {
    const house = row.layer === "house";
    (house ? houseCitations : citations).set(row.ruleId, citationAt(row.ruleId, row.place, house));
  }
  refuseUnbound(layered, rows);
  const reported = [...problems, ...unboundInOwnerBooks(layered, rows)];
  const sections = layered.flatMap((each) => each.book.sections);
  const byId = new Map(sections.map((section) => [section.id, section]));
  const byPath = new Map(sections.map((section) => [pathKey(section.sourceId, section.path), section]));
  const sources = layered.map(toSource);
  let search: Search | undefined;
  const book: RuleBook = {
    sources,
    problems: reported,
    sections,
    cite(ruleId, role = "applied") {
      const citation =
        (role === "house-rule" ? houseCitations.get(ruleId) : undefined) ?? citations.get(ruleId);
      if (citation === undefined)
        throw new BookError("binding-unresolved", "rule book", `no section states ${ruleId}`);
      return role === citation.role ? citation : { ...citation, role };
    },
    section: (sourceId, path) => byPath.get(pathKey(sourceId, path)),
    sectionById: (id) => byId.get(id),
    verify: (citation) => verifyCitation(citation, { sources, section: book.section, rows }),
    search(query, options) {
      search ??= buildSearch(searchable(layered, rows));
      return search(query, options);
    },
    bindings: () => rows.map(({ place: _, ...row }) => row),
    withLayer(layer) {
      const { bindings = {}, ...rest } = layer;
      const sourceId = layer.sections[0]?.sourceId ?? `${layer.name}@${layer.sha256.slice(0, 12)}`;
      return assemble(
        [...layered, { layer: "house", book: { ...rest, sourceId }, edition: "house", bindings }],
        problems,
      );
    },
  };
  return book;
}

/** What is searched. Beside an owner's books only what they do not state of ours, or every answer would come twice. */
function searchable(layered: readonly LayeredBook[], rows: readonly BindingRow[]): readonly Section[] {
  const all = layered.flatMap((each) => each.book.sections);
  if (!layered.some((each) => each.layer === "owner")) return all;
  const owned = new Set(rows.filter((row) => row.layer === "owner").map((row) => row.ruleId));
  const oursAlone = new Set(
    rows
      .filter((row) => row.layer === "built-in" && !owned.has(row.ruleId))
      .map((row) => pathKey(row.sourceId, row.sectionPath)),
  );
  const builtIn = new Set(
    layered.filter((each) => each.layer === "built-in").map((each) => each.book.sourceId),
  );
  return all.filter(
    (section) => !builtIn.has(section.sourceId) || oursAlone.has(pathKey(section.sourceId, section.path)),
  );
}

/** The books of one layer are read as one: a rule is bound in the first of them that holds its anchor. */
function bindGroup(group: readonly LayeredBook[]): readonly (BindingRow & { readonly place: Place })[] {
  const indexes = group
    .filter((each) => mayGovern(each.edition))
    .map((each) => ({ each, index: indexTitles(each.book.sections) }));
  return RULE_IDS.flatMap((ruleId) => {
    for (const { each, index } of indexes) {
      const anchor = each.bindings[ruleId];
      const place = anchor && findAnchor(index, anchor);
      if (anchor !== undefined && place !== undefined) return [toRow(ruleId, each.layer, anchor, place)];
    }
    return [];
  });
}

function toRow(
  ruleId: RuleId,
  layer: Layer,
  anchor: Anchor,
  place: Place,
): BindingRow & { readonly place: Place } {
  const { lineStart, lineEnd } = quoteOf(place.section, quoteSpan(place));
  const { sourceId, path } = place.section;
  return { ruleId, layer, sourceId, sectionPath: path, anchor: anchor.phrase, lineStart, lineEnd, place };
}

function citationAt(ruleId: RuleId, place: Place, house: boolean): Citation {
  const { section } = place;
  const quoted = quoteOf(section, quoteSpan(place));
  return {
    ruleId,
    sourceId: section.sourceId,
    sectionPath: section.path,
    ...quoted,
    role: house ? "house-rule" : "applied",
  };
}

function refuseUnbound(layered: readonly LayeredBook[], rows: readonly BindingRow[]): void {
  const bound = new Set(rows.filter((row) => row.layer === "built-in").map((row) => row.ruleId));
  const missing = RULE_IDS.filter((ruleId) => !bound.has(ruleId));
  if (missing.length === 0) return;
  const book = layered.find((each) => each.layer === "built-in")?.book.name ?? "built-in book";
  throw new BookError("binding-unresolved", book, `no section holds the anchor of ${missing.join(", ")}`);
}

function unboundInOwnerBooks(
  layered: readonly LayeredBook[],
  rows: readonly BindingRow[],
): readonly BookProblem[] {
  const owned = layered.filter((each) => each.layer === "owner");
  if (owned.length === 0) return [];
  const bound = new Set(rows.filter((row) => row.layer === "owner").map((row) => row.ruleId));
  const book = owned.map((each) => each.book.name).join(", ");
  return RULE_IDS.filter((ruleId) => SRD_BINDINGS[ruleId] !== undefined && !bound.has(ruleId)).map(
    (ruleId) => ({
      code: "binding-unresolved",
      book: owned.length > 3 ? `${owned.length} books` : book,
      detail: `${ruleId} is quoted from the built-in book`,
    }),
  );
}

function toSource({ book, edition, layer }: LayeredBook): Source {
  return {
    sourceId: book.sourceId,
    name: book.name,
    sha256: book.sha256,
    edition,
    layer,
    sections: book.sections.length,
  };
}

function pathKey(sourceId: string, path: readonly string[]): string {
  return `${sourceId}\n${path.map(slug).join("\n")}`;
}
