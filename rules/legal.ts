import type { CreatureId } from "./ids.ts";
import type { Square } from "./map.ts";
import { FEET_PER_SQUARE, gap } from "./movement/geometry.ts";
import type { AttackView, CreatureView, SeatView } from "./view.ts";

/**
 * One thing that a seat may try now, computed from its view and never from the state, so that the list tells
 * nothing the seat may not know. `why` says why a known option is closed; null when it is open.
 */
export type LegalChoice =
  | {
      readonly do: "attack";
      readonly by: CreatureId;
      readonly with: string;
      readonly targets: readonly { readonly target: CreatureId; readonly why: string | null }[];
      readonly why: string | null;
    }
  | {
      readonly do: "move";
      readonly by: CreatureId;
      readonly reach: readonly { readonly to: Square; readonly costFeet: number }[];
      readonly why: string | null;
    }
  | {
      readonly do:
        | "dash"
        | "disengage"
        | "dodge"
        | "hide"
        | "search"
        | "stand"
        | "drop-prone"
        | "end-turn"
        | "help"
        | "use"
        | "grapple"
        | "shove"
        | "stabilize";
      readonly by: CreatureId;
      readonly option: string | null;
      readonly why: string | null;
    };

/**
 * What a seat may try with its creatures now. Only the creature whose turn it is has choices; while something
 * waits nobody has.
 */
export function legalChoices(view: SeatView): readonly LegalChoice[] {
  if (view.session.status !== "active" || view.waiting || Object.keys(view.requests).length > 0) return [];
  const mine = Object.values(view.creatures).filter(({ mine, health }) => mine && health !== "dead");
  const acting = view.encounter === null ? mine : mine.filter(({ id }) => id === view.encounter?.turn);
  return acting.flatMap((creature) => choicesOf(view, creature));
}

function choicesOf(view: SeatView, creature: CreatureView): readonly LegalChoice[] {
  const by = creature.id;
  const down = creature.hp === 0;
  const ended: readonly LegalChoice[] =
    view.encounter === null ? [] : [{ do: "end-turn", by, option: null, why: null }];
  if (down) return ended;
  const spent = view.encounter !== null && !creature.action;
  const why = spent && creature.attacksLeft <= 0 ? "no action left" : null;
  return [...creature.attacks.map((attack) => attackChoice(view, creature, attack, why)), ...ended];
}

function attackChoice(
  view: SeatView,
  creature: CreatureView,
  attack: AttackView,
  why: string | null,
): LegalChoice {
  const foes = Object.values(view.creatures).filter(
    ({ side, health }) => side !== creature.side && health !== "dead",
  );
  const reach = Math.max(attack.reachFeet, attack.longFeet);
  const targets = foes.map((foe) => ({
    target: foe.id,
    why: feetBetween(creature, foe) <= reach ? null : "out of range",
  }));
  return { do: "attack", by: creature.id, with: attack.name, targets, why };
}

function feetBetween(one: CreatureView, other: CreatureView): number {
  if (one.x < 0 || other.x < 0) return 5;
  const from = { x: one.x, y: one.y, side: one.squares };
  return gap(from, { x: other.x, y: other.y, side: other.squares }) * FEET_PER_SQUARE;
}
