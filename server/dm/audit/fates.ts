import { DAMAGE_TYPES } from "../../../rules/vocabulary.ts";
import {
  type Clause,
  deadOf,
  downOf,
  everyone,
  type Ids,
  meets,
  nearestBefore,
  objectAt,
  subjectAt,
  subjectMention,
  withCondition,
} from "./clause.ts";
import * as words from "./lexicon.ts";
import { find } from "./outcomes.ts";

/** Whom a verb that takes somebody down speaks of: inside it (`cuts him down`), after it, or before it. */
function felled(clause: Clause, found: { start: number; end: number }): Ids | null {
  const inside = clause.mentions.find((one) => one.start >= found.start && one.end <= found.end);
  if (inside !== undefined) return new Set(inside.ids);
  return objectAt(clause, found.end) ?? nearestBefore(clause, found.start);
}

export function deathsTold(clause: Clause): readonly (Ids | null)[] {
  return [
    ...find(words.DIES, clause.text).map((found) => nearestBefore(clause, found.start)),
    ...find(words.KILLS, clause.text).map((found) => felled(clause, found)),
  ];
}

export function fallsTold(clause: Clause): readonly (Ids | null)[] {
  return find(words.GOES_DOWN, clause.text).map((found) => {
    const verb = clause.text.slice(found.start, found.end);
    return /^(?:cuts?|fells|felled)/i.test(verb) ? felled(clause, found) : nearestBefore(clause, found.start);
  });
}

function deaths(clause: Clause): string | null {
  const dead = deadOf(clause);
  if (deathsTold(clause).some((who) => !meets(who, dead))) return "tells a death that no event shows";
  const low = new Set([...downOf(clause), ...withCondition(clause, "prone")]);
  return fallsTold(clause).some((who) => !meets(who, low)) ? "tells a fall that no event shows" : null;
}

function conditions(clause: Clause): string | null {
  for (const [condition, pattern] of Object.entries(words.CONDITION_WORDS)) {
    for (const found of find(pattern, clause.text)) {
      const proven = withCondition(clause, condition);
      const past = [...clause.ledger.lost].filter(([, names]) => names.has(condition)).map(([id]) => id);
      const who = everyone(clause);
      if (!meets(who, new Set([...proven, ...past])))
        return `tells a condition (${condition}) that no event shows`;
      if (found.end > clause.text.length) return null;
    }
  }
  const prone = withCondition(clause, "prone");
  for (const found of find(words.UPRIGHT, clause.text)) {
    const who = subjectAt(clause, found.start);
    if (who !== null && [...who].every((id) => prone.has(id))) return "lets the prone stand";
  }
  return null;
}

function movement(clause: Clause): string | null {
  for (const found of find(words.MOVES, clause.text)) {
    const mention = subjectMention(clause, found.start);
    if (mention === null || (mention.possessive && clause.mentions.includes(mention))) continue;
    if (/^\s+(?:\w+\s+){1,2}through\b/i.test(clause.text.slice(found.end))) continue;
    if (!meets(new Set(mention.ids), clause.ledger.moved)) return "tells a movement that no event shows";
  }
  return null;
}

function holds(clause: Clause): string | null {
  const grapples = clause.ledger.trials.filter((trial) => trial.for === "grapple" || trial.for === "escape");
  const held = withCondition(clause, "grappled");
  for (const found of find(words.BREAKS_FREE, clause.text)) {
    const who = subjectAt(clause, found.start);
    const freed = [...clause.ledger.lost].some(
      ([id, names]) => names.has("grappled") && (who === null || who.has(id)),
    );
    const evaded = grapples.some(
      (trial) =>
        (trial.for === "escape" &&
          trial.outcome === "success" &&
          (who === null || meets(who, new Set(trial.creature ? [trial.creature] : [])))) ||
        (trial.for === "grapple" &&
          trial.outcome === "failure" &&
          (who === null || meets(who, new Set(trial.target ? [trial.target] : [])))),
    );
    const relevant = grapples.length > 0 || held.size > 0;
    if (relevant && !freed && !evaded) return "breaks a hold that the events keep";
  }
  if (grapples.length > 0 && held.size === 0 && find(words.HOLDS, clause.text).length > 0)
    return "tells a hold that no event shows";
  return null;
}

/** Checks, saves and contests: who made it and who did not. */
function trials(clause: Clause): string | null {
  const known = clause.ledger.trials;
  if (known.length === 0) return null;
  const says = (pattern: RegExp, outcome: "success" | "failure"): boolean =>
    find(pattern, clause.text).every((found) => {
      const who = subjectAt(clause, found.start);
      const theirs = known.filter(
        (trial) => who === null || (trial.creature !== null && who.has(trial.creature)),
      );
      const judged = theirs.length > 0 ? theirs : known;
      return judged.some((trial) => trial.outcome === outcome);
    });
  if (!says(words.SUCCEEDS, "success")) return "tells a success where the check failed";
  if (!says(words.FAILS, "failure")) return "tells a failure where the check succeeded";
  return null;
}

function harm(clause: Clause): string | null {
  const { damage } = clause.ledger;
  const who = everyone(clause);
  const touched = damage.filter(
    (fact) =>
      who === null ||
      (fact.target !== null && who.has(fact.target)) ||
      (fact.source !== null && who.has(fact.source)),
  );
  if (find(words.DAMAGE_WORD, clause.text).length > 0 && touched.length === 0)
    return "tells of damage that no event shows";
  const types = new Set(touched.map((fact) => fact.type).filter((type) => type !== null));
  for (const type of DAMAGE_TYPES) {
    const said = new RegExp(
      `\\b${type}\\s+(?:damage|wounds?|burns?)\\b|\\b(?:points?|damage) of ${type}\\b|\\d\\s+${type}\\b`,
      "i",
    );
    if (said.test(clause.text) && !types.has(type)) return `tells of ${type} damage that no event shows`;
  }
  for (const [pattern, allowed] of words.HARM_VERBS)
    if (find(pattern, clause.text).length > 0 && !allowed.some((type) => types.has(type)))
      return "tells of harm of another kind than the events";
  return null;
}

export const FATES: readonly ((clause: Clause) => string | null)[] = [
  deaths,
  conditions,
  movement,
  holds,
  trials,
  harm,
];
