import { DAMAGE_TYPES } from "../../../rules/vocabulary.ts";
import { type Clause, everyone } from "./clause.ts";
import { type FoundNumber, numbersOf } from "./text.ts";

const TYPES = DAMAGE_TYPES.join("|");
const DAMAGE_AFTER = new RegExp(
  `^\\s*(?:more\\s+)?(?:points?(?!\\s+left)\\b|damage\\b|(?:${TYPES})\\b|of it\\b)`,
  "i",
);
const DAMAGE_BEFORE =
  /\b(?:takes?|took|taken|taking|suffer(?:s|ed|ing)?|los(?:es|t|ing)|nurs(?:es|ing)|deals?|dealt|inflict(?:s|ed)|for|damage of)\s+(?:(?:the|a|an|full|only|just|another|all|mere|whole|some)\s+)*$/i;
const HIT_POINTS_AFTER = /^\s*(?:hit points?|hps?)\b/i;
const ARMOR_BEFORE = /\b(?:ac|armou?r class)(?:\s+(?:of|is))?\s*$/i;
const DIFFICULTY_BEFORE = /\b(?:dc|difficulty(?: class)?)(?:\s+(?:of|is))?\s*$/i;
const FEET_AFTER = /^[\s-]*(?:feet|foot|ft\b|squares?|paces?|yards?)/i;
const ROUND_BEFORE = /\bround\s*$/i;
const COUNTED =
  /^\s*(?:gold|silver|copper|platinum|electrum|gp|sp|cp|coins?|rounds?|minutes?|hours?|spell slots?|slots?|xp|experience|charges?|uses?)\b/i;
const DICE = /\b(\d*)d(\d+)\b/gi;

/** Small numbers in words are how people talk: "two pins, one more than the brute had left". */
const TALK_LIMIT = 3;

type Told = "damage" | "hit-points" | "armor-class" | "difficulty" | "feet" | "round" | "counted" | "any";

function readingOf(text: string, number: FoundNumber): Told {
  const [before, after] = [text.slice(0, number.start), text.slice(number.end)];
  if (ARMOR_BEFORE.test(before)) return "armor-class";
  if (DIFFICULTY_BEFORE.test(before)) return "difficulty";
  if (ROUND_BEFORE.test(before)) return "round";
  if (HIT_POINTS_AFTER.test(after)) return "hit-points";
  if (FEET_AFTER.test(after)) return "feet";
  if (COUNTED.test(after)) return "counted";
  if (DAMAGE_AFTER.test(after)) return "damage";
  // "eight gashes for it" is talk; "takes 8" is damage.
  if (DAMAGE_BEFORE.test(before) && !(number.spelt && number.value <= TALK_LIMIT)) return "damage";
  return "any";
}

function damageSupported(clause: Clause, value: number): boolean {
  const who = everyone(clause);
  const { damage } = clause.ledger;
  const theirs = damage.filter(
    (fact) =>
      who === null ||
      (fact.target !== null && who.has(fact.target)) ||
      (fact.source !== null && who.has(fact.source)),
  );
  const totals = new Map<string, number>();
  for (const fact of theirs)
    totals.set(fact.target ?? "", (totals.get(fact.target ?? "") ?? 0) + (fact.amounts[0] ?? 0));
  return theirs.some((fact) => fact.amounts.includes(value)) || [...totals.values()].includes(value);
}

function hitPointsSupported(clause: Clause, value: number): boolean {
  const who = everyone(clause);
  const about = clause.ledger.damage.filter(
    (fact) => who === null || (fact.target !== null && who.has(fact.target)),
  );
  const shown = clause.scene.figures.filter(
    (figure) => figure.hp >= 0 && (who === null || who.has(figure.id)),
  );
  return (
    about.some((fact) => fact.after === value || fact.before === value || fact.amounts.includes(value)) ||
    shown.some((figure) => figure.hp === value || figure.maxHp === value) ||
    (clause.ledger.healed.size > 0 && clause.ledger.numbers.has(value))
  );
}

function supported(clause: Clause, number: FoundNumber, told: Told): boolean {
  const { ledger } = clause;
  switch (told) {
    case "damage":
      return damageSupported(clause, number.value) || healedBy(clause, number.value);
    case "hit-points":
      return hitPointsSupported(clause, number.value);
    case "armor-class":
      return ledger.armorClasses.has(number.value);
    case "difficulty":
      return ledger.difficulties.has(number.value);
    case "feet":
      return ledger.feet.has(number.value);
    case "round":
      return ledger.rounds.has(number.value);
    case "counted":
      return ledger.numbers.has(number.value) && !/gold|silver|copper|platinum|coin/i.test(clause.text);
    case "any":
      if (number.spelt && number.value <= TALK_LIMIT) return true;
      return (
        ledger.numbers.has(number.value) ||
        ledger.armorClasses.has(number.value) ||
        ledger.damage.some((fact) => fact.amounts.includes(number.value))
      );
  }
}

function healedBy(clause: Clause, value: number): boolean {
  return (
    clause.ledger.healed.size > 0 && clause.ledger.damage.length === 0 && clause.ledger.numbers.has(value)
  );
}

/** The clause with every name blanked, so that `Goblin 2` brings no number along. */
function withoutNames(clause: Clause): string {
  let text = clause.text;
  for (const mention of clause.mentions)
    if (!mention.pronoun)
      text = text.slice(0, mention.start) + " ".repeat(mention.end - mention.start) + text.slice(mention.end);
  return text;
}

export function numbers(clause: Clause): string | null {
  let text = withoutNames(clause);
  for (const dice of text.matchAll(DICE))
    if (!clause.ledger.diceSizes.has(Number(dice[2]))) return "speaks of dice that did not fall";
  text = text.replace(DICE, (dice) => " ".repeat(dice.length));
  for (const number of numbersOf(text)) {
    const told = readingOf(text, number);
    if (!supported(clause, number, told)) return `a number (${told}) that no event shows`;
  }
  return null;
}
