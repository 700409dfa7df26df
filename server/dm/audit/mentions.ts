import type { CreatureId } from "../../../rules/ids.ts";
import type { Figure } from "../scene.ts";

/** Words of a text that point at creatures; several ids where the words fit several. */
export type Mention = {
  readonly ids: readonly CreatureId[];
  readonly start: number;
  readonly end: number;
  /** True for `Kara's`, which speaks of what is hers or what she does. */
  readonly possessive: boolean;
  readonly pronoun: boolean;
};

const SMALL_WORDS = new Set(["the", "of", "and", "a", "an", "von", "van", "de", "la"]);
const EPITHET =
  /\b(?:creatures?|beasts?|brutes?|things?|foes?|enem(?:y|ies)|monsters?|attackers?|wretch(?:es)?|assailants?|opponents?|adversar(?:y|ies)|victims?|target)\b/gi;
const PRONOUN =
  /\b(?:it|its|itself|he|she|they|him|her|hers|them|his|their|theirs|himself|herself|themselves|you|your)\b/gi;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Words of a name by which a telling may call its bearer: `captain` for `Bandit Captain`. */
export function callWords(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter((word) => word.length >= 3 && !SMALL_WORDS.has(word));
}

/** Direct mentions by name, the longest fit first, so that `Goblin 2` is not also `Goblin`. */
export function namesIn(text: string, figures: readonly Figure[]): readonly Mention[] {
  const calls = new Map<string, Set<CreatureId>>();
  const call = (words: string, id: CreatureId): void => {
    calls.set(words, (calls.get(words) ?? new Set<CreatureId>()).add(id));
  };
  for (const figure of figures) {
    call(figure.name.toLowerCase(), figure.id);
    for (const word of callWords(figure.name)) call(word, figure.id);
  }
  const taken: Mention[] = [];
  for (const [words, ids] of [...calls].sort((a, b) => b[0].length - a[0].length)) {
    if (words === "") continue;
    const pattern = new RegExp(
      `(?<![\\p{L}\\p{N}])${escaped(words)}(['’]s|s['’]?)?(?![\\p{L}\\p{N}])`,
      "giu",
    );
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (taken.some((other) => start < other.end && end > other.start)) continue;
      const possessive = /['’]/.test(match[1] ?? "");
      taken.push({ ids: [...ids], start, end, possessive, pronoun: false });
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

/**
 * All mentions of a clause, pronouns and epithets resolved towards what was named lately; without anything
 * named, they may be anybody of the right kind.
 */
export function mentionsIn(
  text: string,
  figures: readonly Figure[],
  recent: readonly Mention[],
): readonly Mention[] {
  const named = namesIn(text, figures);
  const players = new Set(figures.filter((figure) => figure.player).map((figure) => figure.id));
  const found: Mention[] = [...named];
  const lookBack = (start: number, fits: (id: CreatureId) => boolean): readonly CreatureId[] => {
    const earlier = [...recent, ...named.filter((mention) => mention.end <= start)].reverse();
    const last = earlier.filter((mention) => mention.ids.some(fits)).slice(0, 2);
    const ids = last.flatMap((mention) => mention.ids.filter(fits));
    return ids.length > 0 ? ids : figures.map((figure) => figure.id).filter(fits);
  };
  const refer = (pattern: RegExp, fitsFor: (word: string) => (id: CreatureId) => boolean): void => {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const word = match[0].toLowerCase();
      const possessive = /^(?:its|his|her|their|your)$/.test(word);
      found.push({ ids: lookBack(start, fitsFor(word)), start, end, possessive, pronoun: true });
    }
  };
  refer(EPITHET, () => (id) => !players.has(id));
  refer(PRONOUN, (word) => {
    if (word.startsWith("it")) return (id) => !players.has(id);
    if (word.startsWith("you")) return (id) => players.has(id);
    return () => true;
  });
  return found.sort((a, b) => a.start - b.start);
}
