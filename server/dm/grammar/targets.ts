import type { CreatureId } from "../../../rules/ids.ts";
import type { CreatureView, Health } from "../../../rules/view.ts";
import { feetBetween, squareName } from "./distance.ts";

export type Found =
  | { readonly kind: "one"; readonly creature: CreatureView }
  | { readonly kind: "several"; readonly creatures: readonly CreatureView[] }
  | { readonly kind: "none" };

export type Search = {
  readonly self: CreatureView;
  readonly candidates: readonly CreatureView[];
  /** Creatures that would do well here (in reach, hurt ...): they settle what a name leaves open. */
  readonly preferred: ReadonlySet<CreatureId>;
  /** Whom the talk was about last. */
  readonly last: CreatureId | null;
};

const FILLER = new Set(
  "the a an that this those these at on my our your its his her to of with poor ugly damn bloody stupid little big evil nasty creature's over there here up down in front me one ones guy bastard".split(
    " ",
  ),
);
const GENERIC = new Set(
  "enemy enemies foe foes monster monsters creature creatures target opponent opponents thing attacker villain bad baddie".split(
    " ",
  ),
);
const PRONOUNS = new Set("it him her them again same itself he she they".split(" "));
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  "1st": 1,
  second: 2,
  "2nd": 2,
  third: 3,
  "3rd": 3,
  fourth: 4,
  "4th": 4,
  fifth: 5,
  "5th": 5,
};
const NUMBER_WORDS: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
const HURT = new Set("wounded hurt injured bleeding bloodied weak weakened damaged".split(" "));
const RANK: Readonly<Record<Health, number>> = {
  dead: 0,
  stable: 1,
  dying: 1,
  down: 1,
  bloodied: 2,
  wounded: 3,
  unhurt: 4,
};

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/#?[\p{L}\p{N}]+/gu) ?? [];

/** Letters to change between two words, given up beyond 2. */
export function typos(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 3;
}

export function sameWord(said: string, meant: string): boolean {
  if (said === meant || said === `${meant}s` || `${said}s` === meant) return true;
  const allowed = meant.length >= 8 ? 2 : meant.length >= 5 ? 1 : 0;
  return allowed > 0 && said[0] === meant[0] && typos(said, meant) <= allowed;
}

/** The number in a name, so that "goblin two" finds `Goblin 2` and, of `Goblin` and `Goblin 2`, one is first. */
function numberOf(name: string): number {
  const last = wordsOf(name).at(-1) ?? "";
  if (/^\d+$/.test(last)) return Number(last);
  return /^[a-h]$/.test(last) ? last.charCodeAt(0) - 96 : 1;
}

function pickNumber(found: readonly CreatureView[], number: number): readonly CreatureView[] {
  const numbered = found.filter((creature) => numberOf(creature.name) === number);
  if (numbered.length === 1) return numbered;
  const nth = found[number - 1];
  return nth === undefined ? [] : [nth];
}

function best(
  found: readonly CreatureView[],
  cost: (creature: CreatureView) => number,
): readonly CreatureView[] {
  const least = Math.min(...found.map(cost));
  return found.filter((creature) => cost(creature) === least);
}

/** Finds whom a phrase means among those its speaker can perceive. */
export function findCreature(phrase: string, search: Search): Found {
  const words = wordsOf(phrase);
  const said = words.filter((word) => !FILLER.has(word));
  const last = search.candidates.find((creature) => creature.id === search.last);
  if (last !== undefined && words.length > 0 && words.every((word) => PRONOUNS.has(word) || FILLER.has(word)))
    return { kind: "one", creature: last };

  const number = said
    .map((word) => ORDINALS[word] ?? numberWord(word, said))
    .find((value) => value !== undefined);
  const names = said.filter(
    (word) =>
      numberWord(word, said) === undefined &&
      ORDINALS[word] === undefined &&
      !SELECTORS.has(word) &&
      !PRONOUNS.has(word) &&
      !HURT.has(word),
  );
  let found = byName(names, search);
  if (found.length === 0) return { kind: "none" };
  if (said.some((word) => word === "other" || word === "another" || word === "next"))
    found = found.filter((creature) => creature.id !== search.last);
  if (said.some((word) => HURT.has(word))) found = found.filter((creature) => creature.health !== "unhurt");
  if (said.some((word) => /^(?:near|clos)est$/.test(word)))
    found = best(found, (creature) => feetBetween(search.self, creature));
  if (said.some((word) => /^f[au]rthest$/.test(word)))
    found = best(found, (creature) => -feetBetween(search.self, creature));
  if (said.includes("weakest")) found = best(found, (creature) => RANK[creature.health]);
  if (number !== undefined) found = pickNumber(found, number);
  return settle(found, search, names.join(" "));
}

const SELECTORS = new Set(
  "other another next nearest closest furthest farthest weakest number no".split(" "),
);

function numberWord(word: string, said: readonly string[]): number | undefined {
  const digits = /^#?(\d{1,2})$/.exec(word);
  if (digits !== null) return Number(digits[1]);
  if (/^[b-h]$/.test(word) && said.length > 1) return word.charCodeAt(0) - 96;
  return said.length > 1 ? NUMBER_WORDS[word] : undefined;
}

function byName(names: readonly string[], search: Search): readonly CreatureView[] {
  const foes = search.candidates.filter(
    (creature) => creature.side !== search.self.side && creature.health !== "dead",
  );
  if (names.length === 0 || names.every((word) => GENERIC.has(word))) return foes;
  const scored = search.candidates.map((creature) => {
    const parts = wordsOf(creature.name).filter((part) => !/^\d+$/.test(part));
    return { creature, score: names.filter((word) => parts.some((part) => sameWord(word, part))).length };
  });
  const top = Math.max(0, ...scored.map(({ score }) => score));
  return top === 0 ? [] : scored.filter(({ score }) => score === top).map(({ creature }) => creature);
}

/** Whoever does best here; of equals the one just spoken of, then the one of exactly that name. */
function settle(found: readonly CreatureView[], search: Search, said: string): Found {
  const alive = found.filter((creature) => creature.health !== "dead");
  const pool = alive.length > 0 ? alive : found;
  const liked = pool.filter((creature) => search.preferred.has(creature.id));
  const chosen = liked.length > 0 ? liked : pool;
  const sharper = [
    chosen,
    chosen.filter((creature) => creature.id === search.last),
    chosen.filter((creature) => creature.name.toLowerCase() === said),
  ];
  const [only] = sharper.find((few) => few.length === 1) ?? [];
  if (only !== undefined) return { kind: "one", creature: only };
  return chosen.length === 0 ? { kind: "none" } : { kind: "several", creatures: chosen };
}

/** Tells several apart for a question: by name, by where they stand, by how they look. */
export function describe(creature: CreatureView, self: CreatureView): string {
  const parts = [
    creature.x >= 0 ? `at ${squareName([creature.x, creature.y])}` : "",
    creature.x >= 0 && self.x >= 0 ? `${feetBetween(self, creature)} feet away` : "",
    creature.health === "unhurt" ? "" : creature.health,
  ].filter((part) => part !== "");
  return parts.length === 0 ? creature.name : `${creature.name} (${parts.join(", ")})`;
}
