import type { Die } from "../dice.ts";
import type { Event } from "../event.ts";

/** The dice that an event records. Every die that is drawn stands in exactly one event. */
export function diceOf(event: Event): readonly Die[] {
  switch (event.kind) {
    case "initiative-rolled":
    case "hid":
    case "searched":
    case "attack-rolled":
    case "death-save-rolled":
    case "check-rolled":
      return event.roll.dice;
    case "damage-rolled":
      return event.rolls.flatMap((roll) => roll.dice);
    case "healed":
      return event.dice;
    case "effect-gained":
      return event.effect.dice ?? [];
    case "hit-die-spent":
      return [event.die];
    default:
      return [];
  }
}
