import type { CreatureId } from "../../../rules/ids.ts";
import { called, listOf, possessive } from "../names.ts";
import type { Moment, Scene } from "../scene.ts";
import { type Kind, oneOf } from "./wording.ts";

/** What a hit did, gathered from the moments after the attack roll. */
export type Aftermath = { readonly words: string; readonly used: readonly number[] };

export function harmTo(rest: readonly Moment[], target: CreatureId | null | undefined): Aftermath {
  const amounts: string[] = [];
  const used: number[] = [];
  for (const moment of rest) {
    const { glimpse } = moment;
    if (glimpse.kind === "attack-rolled" || glimpse.kind === "turn-ended") break;
    if (glimpse.kind !== "damage-taken" || glimpse.target !== target) continue;
    used.push(moment.sequence);
    if (glimpse.amount !== undefined) amounts.push([glimpse.amount, glimpse.type].filter(Boolean).join(" "));
  }
  const words = amounts.length === 0 ? "" : ` for ${listOf(amounts.map((amount) => `${amount} damage`))}`;
  return { words, used };
}

/** Nobody knows who struck, so nobody knows with what. */
function unseenAttackText(target: string, outcome: Kind<"attack-rolled">["outcome"], harm: string): string {
  switch (outcome) {
    case "critical":
      return `An attack from somewhere unseen strikes ${target}, a critical hit${harm}.`;
    case "hit":
      return `An attack from somewhere unseen hits ${target}${harm}.`;
    case "miss":
      return `An attack from somewhere unseen misses ${target}.`;
    default:
      return `Something unseen attacks ${target}.`;
  }
}

export function attackText(
  scene: Scene,
  moment: Moment,
  glimpse: Kind<"attack-rolled">,
  harm: string,
): string {
  const target = called(scene, glimpse.target);
  if (!glimpse.attacker) return unseenAttackText(target, glimpse.outcome, harm);
  const attacker = called(scene, glimpse.attacker);
  const weapon = glimpse.with === undefined ? "an attack" : `the ${glimpse.with.toLowerCase()}`;
  switch (glimpse.outcome) {
    case "critical":
      return oneOf(
        moment,
        `A critical hit: ${attacker} strikes ${target} with ${weapon}${harm}.`,
        `${attacker} hits ${target} with ${weapon}, a critical hit${harm}.`,
      );
    case "hit":
      return oneOf(
        moment,
        `${attacker} hits ${target} with ${weapon}${harm}.`,
        `With ${weapon}, ${attacker} strikes ${target}${harm}.`,
        `${possessive(attacker)} attack with ${weapon} hits ${target}${harm}.`,
        `${attacker} finds an opening, and ${weapon} hits ${target}${harm}.`,
        `${target} is too slow: ${attacker} hits with ${weapon}${harm}.`,
      );
    case "miss":
      return oneOf(
        moment,
        `${attacker} attacks ${target} with ${weapon} and misses.`,
        `${possessive(attacker)} attack with ${weapon} misses ${target}.`,
        `${attacker} goes for ${target} with ${weapon}, but the attack misses.`,
        `${target} is quicker: ${possessive(attacker)} attack with ${weapon} misses.`,
        `${attacker} tries ${weapon} against ${target} and misses.`,
      );
    default:
      return `${attacker} attacks ${target} with ${weapon}.`;
  }
}
