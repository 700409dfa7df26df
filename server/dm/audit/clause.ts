import type { CreatureId } from "../../../rules/ids.ts";
import type { Scene } from "../scene.ts";
import type { Ledger } from "./ledger.ts";
import type { Mention } from "./mentions.ts";

/** One statement of a text, with whom it speaks of and what the text has told before it. */
export type Clause = {
  readonly text: string;
  readonly scene: Scene;
  readonly ledger: Ledger;
  readonly mentions: readonly Mention[];
  /** Whom the sentence spoke of before this clause, null at its start. */
  readonly carried: Mention | null;
  /** Whose death or fall the text has already told. */
  readonly toldDown: ReadonlySet<CreatureId>;
};

export type Ids = ReadonlySet<CreatureId>;

const ids = (mention: Mention | null | undefined): Ids | null =>
  mention === null || mention === undefined ? null : new Set(mention.ids);

/** "the scimitar bites": a thing does it, whose it is stands elsewhere. */
const THING_DOES_IT = /^(?:so|because|where|when|and|as)?\s*(?:the|an?|one|this|that|another)\s+\p{L}+/iu;

/** Who does what the word at `position` says; the one the sentence spoke of, when the clause names nobody. */
export function subjectMention(clause: Clause, position: number): Mention | null {
  const named = clause.mentions.find((mention) => mention.end <= position);
  return named ?? (THING_DOES_IT.test(clause.text.slice(0, position)) ? null : clause.carried);
}
export const subjectAt = (clause: Clause, position: number): Ids | null =>
  ids(subjectMention(clause, position));

/** The mention closest before the word: whom `dies` or `is stunned` is said of. */
export function nearestBefore(clause: Clause, position: number): Ids | null {
  return ids(clause.mentions.findLast((mention) => mention.end <= position) ?? clause.carried);
}

export function objectAt(clause: Clause, position: number): Ids | null {
  return ids(clause.mentions.find((mention) => mention.start >= position));
}

export function everyone(clause: Clause): Ids | null {
  const all = new Set(clause.mentions.flatMap((mention) => mention.ids));
  if (all.size > 0) return all;
  return ids(clause.carried);
}

export const meets = (some: Ids | null, others: Ids): boolean =>
  some === null ? others.size > 0 : [...some].some((id) => others.has(id));

export function deadOf(clause: Clause): Ids {
  return new Set([
    ...clause.ledger.died,
    ...clause.scene.figures.filter((figure) => figure.health === "dead").map((figure) => figure.id),
  ]);
}

/** Down in any way: dead, dying, stable or knocked out. */
export function downOf(clause: Clause): Ids {
  const down = clause.scene.figures.filter((figure) =>
    ["down", "dying", "stable", "dead"].includes(figure.health),
  );
  return new Set([...clause.ledger.died, ...clause.ledger.downed, ...down.map((figure) => figure.id)]);
}

export function withCondition(clause: Clause, condition: string): Ids {
  const found = new Set<CreatureId>();
  for (const [creature, names] of clause.ledger.gained) if (names.has(condition)) found.add(creature);
  for (const figure of clause.scene.figures)
    if (figure.conditions.some((name) => name === condition)) found.add(figure.id);
  if (condition === "prone" || condition === "unconscious") for (const id of downOf(clause)) found.add(id);
  return found;
}
