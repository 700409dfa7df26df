import type { D20Roll, Glimpse } from "../../../rules/event.ts";
import type { DamageFact, Draft } from "./ledger.ts";

type Kind<K extends Glimpse["kind"]> = Extract<Glimpse, { readonly kind: K }>;

const ofRoll = (roll: D20Roll | undefined): readonly number[] =>
  roll === undefined ? [] : [roll.total, Math.abs(roll.modifier), ...roll.dice.map((die) => die.face)];

/** Attacks and the damage they do. */
export function readBlow(draft: Draft, glimpse: Glimpse): void {
  switch (glimpse.kind) {
    case "attack-declared":
      readSwing(draft, glimpse);
      return;
    case "attack-rolled":
      readSwing(draft, glimpse);
      if (glimpse.against) draft.armorClasses.add(glimpse.against.ac);
      if (glimpse.outcome !== undefined)
        draft.attacks.push({
          attacker: glimpse.attacker ?? null,
          target: glimpse.target ?? null,
          outcome: glimpse.outcome,
          numbers: ofRoll(glimpse.roll),
        });
      return;
    case "damage-rolled":
      readDamageRoll(draft, glimpse);
      return;
    case "damage-taken":
      draft.damage.push(damageFact(glimpse));
      return;
    default:
      return;
  }
}

function readSwing(draft: Draft, glimpse: Kind<"attack-declared"> | Kind<"attack-rolled">): void {
  if (glimpse.attacker) draft.acted.add(glimpse.attacker);
  if (glimpse.with) draft.things.add(glimpse.with.toLowerCase());
}

function readDamageRoll(draft: Draft, glimpse: Kind<"damage-rolled">): void {
  const rolls = glimpse.rolls ?? [];
  const total = rolls.reduce((sum, roll) => sum + roll.amount, 0);
  for (const roll of rolls) for (const die of roll.dice) draft.diceSizes.add(die.sides);
  if (!glimpse.target) return;
  const known = draft.rolledFor.get(glimpse.target) ?? [];
  draft.rolledFor.set(glimpse.target, [...known, ...rolls.map((roll) => roll.amount), total]);
}

function damageFact(glimpse: Kind<"damage-taken">): DamageFact {
  const { amount, temporary } = glimpse;
  const split = temporary === undefined ? [] : [temporary, (amount ?? 0) - temporary];
  const steps = (glimpse.steps ?? []).flatMap((step) => [step.before, step.after]);
  return {
    target: glimpse.target ?? null,
    source: glimpse.source ?? null,
    type: glimpse.type ?? null,
    amounts: [amount ?? -1, ...split, ...steps],
    before: glimpse.hpBefore ?? null,
    after: glimpse.hpAfter ?? null,
    temporary: temporary ?? 0,
  };
}
