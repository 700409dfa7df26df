import type { Citation, CitationRole } from "../citation.ts";
import type { RuleId } from "../rule-ids.ts";
import { BUILT_IN_BINDINGS } from "./bindings.ts";
import { BookError } from "./book-error.ts";
import { BUILT_IN_PATHS, listBookFiles, readBookFile } from "./book-files.ts";
import { editionOf, mayGovern } from "./edition.ts";
import {
  type BindingRow,
  type BookProblem,
  bindLayers,
  citationAt,
  type HouseLayer,
  type LayeredBook,
  pathKey,
  refuseUnbound,
  type Source,
  searchable,
  toSource,
  unboundInOwnerBooks,
} from "./layers.ts";
import { parseBook } from "./parse.ts";
import { pdfReader } from "./pdf-files.ts";
import {
  buildShelf,
  type SearchAnswer,
  type SearchOptions,
  type Shelf,
  searchShelves,
} from "./search/search.ts";
import type { Section } from "./section.ts";
import { SRD_BINDINGS } from "./srd-bindings.ts";
import { type Problem, verifyCitation } from "./verify.ts";

export type { BindingRow, BookProblem, HouseLayer, Layer, Source } from "./layers.ts";

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

function assemble(
  layered: readonly LayeredBook[],
  problems: readonly BookProblem[],
  booksShelf?: () => Shelf,
): RuleBook {
  const rows = bindLayers(layered);
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
  const byPath = Map.groupBy(sections, (section) => pathKey(section.sourceId, section.path));
  // Text exports print some titles more than once in a chapter.
  const sectionsAt = (sourceId: string, path: readonly string[]) => byPath.get(pathKey(sourceId, path)) ?? [];
  const sources = layered.map(toSource);
  // Campaigns differ in their house rules alone, so the index of the books is shared by all that are made from them.
  const shelf = booksShelf ?? once(() => buildShelf(searchable(layered, rows)));
  const search = once(() => {
    const house = layered.filter((each) => each.layer === "house").flatMap((each) => each.book.sections);
    return searchShelves(house.length === 0 ? [shelf()] : [shelf(), buildShelf(house, shelf())]);
  });
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
    section: (sourceId, path) => sectionsAt(sourceId, path)[0],
    sectionById: (id) => byId.get(id),
    verify: (citation) => verifyCitation(citation, { sources, sectionsAt, rows }),
    search: (query, options) => search()(query, options),
    bindings: () => rows.map(({ place: _, ...row }) => row),
    withLayer(layer) {
      const { bindings = {}, ...rest } = layer;
      const sourceId = layer.sections[0]?.sourceId ?? `${layer.name}@${layer.sha256.slice(0, 12)}`;
      return assemble(
        [...layered, { layer: "house", book: { ...rest, sourceId }, edition: "house", bindings }],
        problems,
        shelf,
      );
    },
  };
  return book;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
