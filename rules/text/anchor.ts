import { cleanPhrase, slug } from "./normalise.ts";
import type { Section } from "./section.ts";

/** A place in a book: titles from some chapter down to the section, and a phrase that must stand in its text. */
export type Anchor = {
  readonly titles: readonly string[];
  readonly phrase: string;
};

/** An anchor from its titles, parted by ` > `, and its phrase. */
export function at(titles: string, phrase: string): Anchor {
  return { titles: titles.split(" > "), phrase };
}

/** A section and where in its text the phrase stands. */
export type Place = { readonly section: Section; readonly start: number; readonly end: number };

/** Sections by the slug of their own title. */
export type TitleIndex = ReadonlyMap<string, readonly Section[]>;

export function indexTitles(sections: readonly Section[]): TitleIndex {
  const index = new Map<string, Section[]>();
  for (const section of sections) {
    const key = slug(section.title);
    const list = index.get(key) ?? [];
    list.push(section);
    index.set(key, list);
  }
  return index;
}

/**
 * The first section with the anchor's own title that lies below the titles before it and holds its phrase. Exports of
 * one book differ in their chapters, so titles in between may be missing from the anchor.
 */
export function findAnchor(index: TitleIndex, anchor: Anchor): Place | undefined {
  const own = anchor.titles.at(-1);
  if (own === undefined) return undefined;
  const above = anchor.titles.slice(0, -1).map(slug);
  const phrase = cleanPhrase(anchor.phrase).toLowerCase();
  for (const section of index.get(slug(own)) ?? []) {
    if (!liesBelow(section.path.slice(0, -1).map(slug), above)) continue;
    const start = section.text.toLowerCase().indexOf(phrase);
    if (start >= 0) return { section, start, end: start + phrase.length };
  }
  return undefined;
}

function liesBelow(path: readonly string[], above: readonly string[]): boolean {
  let from = 0;
  for (const title of above) {
    const found = path.indexOf(title, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}
