import type { TitleIndex } from "../anchor.ts";
import { slug } from "../normalise.ts";
import type { Section } from "../section.ts";
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

/** Gives each section what people say for it, by its title and what it lies below. */
export function aliasesOf(index: TitleIndex): Aliases {
  const found = new Map<Section, string[]>();
  for (const { titles, phrases } of ENTRIES) {
    const own = titles.at(-1) ?? "";
    for (const section of matching(index.get(own) ?? [], titles.slice(0, -1))) {
      found.set(section, [...(found.get(section) ?? []), ...phrases]);
    }
  }
  return found;
}

/** Those that lie below the named titles; of several depths, the least deep, which is the general rule. */
function matching(candidates: readonly Section[], above: readonly string[]): readonly Section[] {
  if (above.length === 0) return candidates;
  const below = candidates.filter((section) => liesBelow(ancestors(section), above));
  const least = Math.min(...below.map((section) => section.path.length));
  return below.filter((section) => section.path.length === least);
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
      if (!phrase.title) worth *= phrase.stems.length === 1 ? 0.6 : 1;
      const best = worths.get(phrase.document) ?? 0;
      worths.set(phrase.document, Math.max(best, worth) + 0.15 * Math.min(best, worth));
    }
    return worths;
  }
}
