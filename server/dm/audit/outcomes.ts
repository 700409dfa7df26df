import type { CreatureId } from "../../../rules/ids.ts";
import {
  type Clause,
  deadOf,
  downOf,
  type Ids,
  meets,
  nearestBefore,
  objectAt,
  subjectAt,
  withCondition,
} from "./clause.ts";
import * as words from "./lexicon.ts";

/** A claim's place in its clause. */
type Found = { readonly start: number; readonly end: number };

export function find(pattern: RegExp, text: string): readonly Found[] {
  const all = new RegExp(pattern.source, "giu");
  return [...text.matchAll(all)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
    .filter((found) => !words.UNMADE.test(text.slice(0, found.start)));
}

type Blow = { readonly attacker: CreatureId | null; readonly target: CreatureId | null };

const has = (some: Ids | null, id: CreatureId | null): boolean =>
  some === null || id === null || some.has(id);

/** Whether some blow fits who is said to do it to whom; with one side unsaid, either side may be meant. */
function fits(blows: readonly Blow[], doer: Ids | null, sufferer: Ids | null, eitherWay: boolean): boolean {
  return blows.some((blow) => {
    const straight = has(doer, blow.attacker) && has(sufferer, blow.target);
    const turned = has(doer, blow.target) && has(sufferer, blow.attacker);
    if (doer === null || sufferer === null || eitherWay) return straight || turned;
    return straight;
  });
}

const PASSIVE = /\b(?:is|are|was|were|gets?|got|being|been)\b[^,;]{0,25}$/i;
const TURNED = /^[^,;]{0,25}\b(?:under|beneath|by|from|to|on|against)\b/i;

function blowsThatLanded(clause: Clause): readonly Blow[] {
  return [
    ...clause.ledger.attacks.filter((attack) => attack.outcome !== "miss"),
    ...clause.ledger.damage.map((fact) => ({ attacker: fact.source, target: fact.target })),
    // A shove that went home is told as a blow; what it did is another claim.
    ...clause.ledger.trials
      .filter((trial) => trial.for.startsWith("shove") && trial.outcome === "success")
      .map((trial) => ({ attacker: trial.creature, target: trial.target })),
  ];
}

function hits(clause: Clause): string | null {
  for (const found of find(words.HIT, clause.text)) {
    const after = clause.text.slice(found.end);
    const stopped = after.slice(0, 40).search(words.DEAD_END) >= 0;
    const doer = subjectAt(clause, found.start);
    if (stopped) {
      const fallen = new Set([...downOf(clause), ...withCondition(clause, "prone")]);
      if (doer !== null && meets(doer, fallen)) continue;
      if (!missFits(clause, found)) return "tells a miss that no event shows";
      continue;
    }
    const sufferer = objectAt(clause, found.end);
    const eitherWay = PASSIVE.test(clause.text.slice(0, found.start)) || TURNED.test(after);
    if (!fits(blowsThatLanded(clause), doer, sufferer, eitherWay)) return "tells a hit that no event shows";
  }
  return null;
}

function missFits(clause: Clause, found: Found): boolean {
  const missed = clause.ledger.attacks.filter((attack) => attack.outcome === "miss");
  const doer = subjectAt(clause, found.start);
  const sufferer = objectAt(clause, found.end);
  if (fits(missed, doer, sufferer, true)) return true;
  // A saving throw made, or a hold evaded, is told in the same words.
  return clause.ledger.trials.some(
    (trial) =>
      (trial.outcome === "success" && trial.for === "save" && has(doer, trial.creature)) ||
      (trial.outcome === "failure" && trial.target !== null && has(doer, trial.target)),
  );
}

function misses(clause: Clause): string | null {
  for (const found of find(words.MISS, clause.text))
    if (!missFits(clause, found)) return "tells a miss that no event shows";
  return null;
}

function critical(clause: Clause): string | null {
  if (find(words.CRITICAL, clause.text).length === 0) return null;
  const proven = clause.ledger.attacks.some(
    (attack) => attack.outcome === "critical" || attack.numbers.includes(20),
  );
  return proven ? null : "tells a critical hit that no event shows";
}

function unhurt(clause: Clause): string | null {
  for (const found of find(words.UNHURT, clause.text)) {
    const who = subjectAt(clause, found.start);
    const hurt = clause.ledger.damage.some(
      (fact) => has(who, fact.target) && (fact.amounts[0] ?? 0) > fact.temporary,
    );
    if (hurt) return "tells of no harm where damage was taken";
  }
  return null;
}

/** Harm shows only on those who were harmed, now or before. */
function hurt(clause: Clause): string | null {
  const harmed = new Set(
    clause.scene.figures.filter(({ health }) => health !== "unhurt").map(({ id }) => id),
  );
  for (const blow of blowsThatLanded(clause)) if (blow.target !== null) harmed.add(blow.target);
  for (const found of find(words.HURT, clause.text)) {
    const who = nearestBefore(clause, found.start) ?? objectAt(clause, found.end);
    if (!meets(who, harmed)) return "tells of harm that no event shows";
  }
  return null;
}

function healed(clause: Clause): string | null {
  const proven = new Set([...clause.ledger.healed, ...clause.ledger.roused]);
  for (const found of find(words.HEALS, clause.text)) {
    if (
      /^\s+(?:his|her|its|their) (?:footing|balance|breath|stance|grip)/i.test(clause.text.slice(found.end))
    )
      continue;
    const who = subjectAt(clause, found.start);
    const whom = objectAt(clause, found.end);
    if (!meets(whom ?? who, proven) && !meets(who, proven)) return "tells a healing that no event shows";
  }
  for (const found of find(words.WAKES, clause.text)) {
    const who = subjectAt(clause, found.start);
    const awake = clause.scene.figures.filter((figure) => !downOf(clause).has(figure.id));
    if (!meets(who, new Set([...proven, ...awake.map((figure) => figure.id)])))
      return "wakes somebody who lies down";
  }
  return null;
}

/** Somebody whom the events have laid low does what only the living, or only the standing, do. */
function lives(clause: Clause): string | null {
  const dead = deadOf(clause);
  return acts(clause, words.LIVES, dead) ?? acts(clause, words.ACTS, new Set([...dead, ...downOf(clause)]));
}

function acts(clause: Clause, pattern: RegExp, fallen: Ids): string | null {
  for (const found of find(pattern, clause.text)) {
    const mention = clause.mentions.find((one) => one.end <= found.start) ?? clause.carried;
    if (mention === null || (mention.possessive && !mention.pronoun && clause.carried !== mention)) continue;
    const lying = mention.ids.filter((id) => fallen.has(id));
    if (lying.length === 0 || lying.length < mention.ids.length) continue;
    const actedFirst = lying.some((id) => clause.ledger.acted.has(id) && !clause.toldDown.has(id));
    if (!actedFirst) return "lets the fallen act";
  }
  return null;
}

export const OUTCOMES: readonly ((clause: Clause) => string | null)[] = [
  hits,
  misses,
  critical,
  unhurt,
  hurt,
  healed,
  lives,
];
