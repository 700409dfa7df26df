import { RULE_IDS } from "../../rule-ids.ts";
import { findAnchor, indexTitles, type TitleIndex } from "../anchor.ts";
import { BUILT_IN_BINDINGS } from "../bindings.ts";
import { slug } from "../normalise.ts";
import type { Section } from "../section.ts";
import { SRD_BINDINGS } from "../srd-bindings.ts";
import { CHARACTER_ALIASES } from "./lexicon/characters.ts";
import { MONSTER_ALIASES } from "./lexicon/monsters.ts";
import { RULE_ALIASES } from "./lexicon/rules.ts";
import { SPELL_ALIASES } from "./lexicon/spells.ts";
import { TREASURE_ALIASES } from "./lexicon/treasure.ts";

/** What people say for a section: its place in the list of sections and the phrases. */
export type Aliases = ReadonlyMap<Section, readonly string[]>;

type Entry = { readonly titles: readonly string[]; readonly phrases: readonly string[] };

const ENTRIES: readonly Entry[] = [
  RULE_ALIASES,
  CHARACTER_ALIASES,
  SPELL_ALIASES,
  TREASURE_ALIASES,
  MONSTER_ALIASES,
].flatMap(parseAliases);

function parseAliases(text: string): readonly Entry[] {
  return text
    .split("\n")
    .filter((line) => line.includes(" = "))
    .map((line) => {
      const [titles = "", phrases = ""] = line.split(" = ");
      return {
        titles: titles.split(" > ").map(slug),
        phrases: phrases
          .split(";")
          .map((phrase) => phrase.trim())
          .filter((phrase) => phrase !== ""),
      };
    });
}

/**
 * Gives each section what people say for it, by its title and what it lies below. The sayings are listed under the
 * titles of SRD 5.1; a section of the built-in book gets those of the SRD sections that state the same rules.
 */
export function aliasesOf(sections: readonly Section[]): Aliases {
  const found = new Map<Section, string[]>();
  const index = indexTitles(sections);
  const order = new Map(sections.map((section, at) => [section, at]));
  const builtIn = builtInByTitle(index);
  for (const { titles, phrases } of ENTRIES) {
    const own = titles.at(-1) ?? "";
    const general = titles.slice(0, -1).every((title) => GENERAL_CHAPTERS.has(title));
    const meant = new Set(matching(index.get(own) ?? [], titles.slice(0, -1)));
    if (meant.size === 0) {
      for (const section of following(index.get(own) ?? [], titles.at(-2), index, order)) meant.add(section);
    }
    for (const section of general ? (builtIn.get(own) ?? []) : []) meant.add(section);
    for (const section of meant) found.set(section, [...(found.get(section) ?? []), ...phrases]);
  }
  return found;
}

/** Chapters of the SRD whose rules the built-in book states too. */
const GENERAL_CHAPTERS = new Set(["abilities", "actions-in-combat", "adventuring", "combat", "conditions"]);

/** Sections of the built-in book by the slug of the SRD title under which the same rule stands. */
function builtInByTitle(index: TitleIndex): ReadonlyMap<string, ReadonlySet<Section>> {
  const sections = new Map<string, Set<Section>>();
  for (const ruleId of RULE_IDS) {
    const title = SRD_BINDINGS[ruleId]?.titles.at(-1);
    const place = title === undefined ? undefined : findAnchor(index, BUILT_IN_BINDINGS[ruleId]);
    if (title === undefined || place === undefined) continue;
    const key = slug(title);
    sections.set(key, (sections.get(key) ?? new Set()).add(place.section));
  }
  return sections;
}

/** Those that lie below the named titles; of several depths, the least deep, which is the general rule. */
function matching(candidates: readonly Section[], above: readonly string[]): readonly Section[] {
  if (above.length === 0) return candidates;
  const below = candidates.filter((section) => liesBelow(ancestors(section), above));
  const least = Math.min(...below.map((section) => section.path.length));
  return below.filter((section) => section.path.length === least);
}

/** How many headings a text export may put between a heading and what lay below it in print. */
const NEAR = 40;

/** Text exports lose how deep bare headings lie: what stood below a title then stands soon after it. */
function following(
  candidates: readonly Section[],
  above: string | undefined,
  index: TitleIndex,
  order: ReadonlyMap<Section, number>,
): readonly Section[] {
  if (above === undefined) return [];
  const heads = index.get(above) ?? [];
  return candidates.filter((section) => {
    const at = order.get(section) ?? 0;
    return heads.some((head) => {
      const distance = at - (order.get(head) ?? 0);
      return head.source === section.source && distance > 0 && distance <= NEAR;
    });
  });
}

/** The file's own name counts as a title above the first, since many exports hold a chapter to a file. */
function ancestors(section: Section): readonly string[] {
  const folders = section.source.replace(/\.[^.]+$/u, "").split("/");
  return [...folders, ...section.path.slice(0, -1)].map(slug);
}

function liesBelow(path: readonly string[], above: readonly string[]): boolean {
  let from = 0;
  for (const title of above) {
    const found = path.findIndex(
      (each, at) => at >= from && (each === title || each.startsWith(`${title}-`)),
    );
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}

/** A phrase by its stems, of the document that it speaks of. */
type Phrase = { readonly document: number; readonly stems: readonly string[]; readonly title: boolean };

/** What a phrase said in one piece is worth beside its words said apart. */
const IN_ONE_PIECE = 1.5;
const IN_THE_TITLE = 1.25;
/** A saying of one word is often said of other things too. */
const SINGLE_WORD = 0.6;

/** Finds the phrases that a question holds whole. */
export class PhraseIndex {
  readonly #phrases: Phrase[] = [];
  readonly #byStem = new Map<string, number[]>();

  add(document: number, stems: readonly string[], title: boolean): void {
    const distinct = [...new Set(stems)];
    if (distinct.length === 0) return;
    const at = this.#phrases.push({ document, stems: distinct, title }) - 1;
    for (const stem of distinct) {
      const list = this.#byStem.get(stem);
      if (list === undefined) this.#byStem.set(stem, [at]);
      else list.push(at);
    }
  }

  /**
   * By document, what the phrases held whole are worth: the rarity of their words, the best phrase in full and the
   * others in part. `present` gives how surely each stem is in the question.
   */
  match(
    present: ReadonlyMap<string, number>,
    said: string,
    rarity: (stem: string) => number,
  ): ReadonlyMap<number, number> {
    const counts = new Map<number, number>();
    for (const stem of present.keys()) {
      for (const at of this.#byStem.get(stem) ?? []) counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    const worths = new Map<number, number>();
    for (const [at, count] of counts) {
      const phrase = this.#phrases[at];
      if (phrase === undefined || count < phrase.stems.length) continue;
      let worth = 0;
      for (const stem of phrase.stems) worth += rarity(stem) * (present.get(stem) ?? 0);
      if (phrase.stems.length > 1 && said.includes(` ${phrase.stems.join(" ")} `)) worth *= IN_ONE_PIECE;
      if (phrase.title) worth *= IN_THE_TITLE;
      else if (phrase.stems.length === 1) worth *= SINGLE_WORD;
      const best = worths.get(phrase.document) ?? 0;
      worths.set(phrase.document, Math.max(best, worth) + 0.15 * Math.min(best, worth));
    }
    return worths;
  }
}
