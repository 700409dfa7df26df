import type { Citation } from "../citation.ts";
import { RULE_IDS, type RuleId } from "../rule-ids.ts";
import { type Anchor, findAnchor, indexTitles, type Place } from "./anchor.ts";
import { BookError } from "./book-error.ts";
import { type Edition, mayGovern } from "./edition.ts";
import { slug } from "./normalise.ts";
import { quoteOf, quoteSpan } from "./quote.ts";
import type { ParsedBook, Section } from "./section.ts";
import { SRD_BINDINGS } from "./srd-bindings.ts";

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

export type LayeredBook = {
  readonly layer: Layer;
  readonly book: Pick<ParsedBook, "name" | "sha256" | "sourceId" | "sections">;
  readonly edition: Edition;
  readonly bindings: Readonly<Partial<Record<RuleId, Anchor>>>;
};

/** A binding with the place in the text where its anchor stands. */
export type BoundRow = BindingRow & { readonly place: Place };

/** What is searched of the books. Beside an owner's books only what they do not state of ours, or every answer would come twice. */
export function searchable(layered: readonly LayeredBook[], rows: readonly BindingRow[]): readonly Section[] {
  const all = layered.filter((each) => each.layer !== "house").flatMap((each) => each.book.sections);
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

const LAYERS: readonly Layer[] = ["built-in", "owner", "house"];

/** Every place where a rule is stated, lowest layer first. */
export function bindLayers(layered: readonly LayeredBook[]): readonly BoundRow[] {
  return LAYERS.flatMap((layer) => bindGroup(layered.filter((each) => each.layer === layer)));
}

/** The books of one layer are read as one: a rule is bound in the first of them that holds its anchor. */
function bindGroup(group: readonly LayeredBook[]): readonly BoundRow[] {
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

function toRow(ruleId: RuleId, layer: Layer, anchor: Anchor, place: Place): BoundRow {
  const { lineStart, lineEnd } = quoteOf(place.section, quoteSpan(place));
  const { sourceId, path } = place.section;
  return { ruleId, layer, sourceId, sectionPath: path, anchor: anchor.phrase, lineStart, lineEnd, place };
}

export function citationAt(ruleId: RuleId, place: Place, house: boolean): Citation {
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

export function refuseUnbound(layered: readonly LayeredBook[], rows: readonly BindingRow[]): void {
  const bound = new Set(rows.filter((row) => row.layer === "built-in").map((row) => row.ruleId));
  const missing = RULE_IDS.filter((ruleId) => !bound.has(ruleId));
  if (missing.length === 0) return;
  const book = layered.find((each) => each.layer === "built-in")?.book.name ?? "built-in book";
  throw new BookError("binding-unresolved", book, `no section holds the anchor of ${missing.join(", ")}`);
}

export function unboundInOwnerBooks(
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

export function toSource({ book, edition, layer }: LayeredBook): Source {
  return {
    sourceId: book.sourceId,
    name: book.name,
    sha256: book.sha256,
    edition,
    layer,
    sections: book.sections.length,
  };
}

export function pathKey(sourceId: string, path: readonly string[]): string {
  return `${sourceId}\n${path.map(slug).join("\n")}`;
}
