import type { Event, EventOf } from "./event.ts";
import { addEffect, change, economy, patch, used } from "./evolve-change.ts";
import { evolveHealth, loseCondition } from "./evolve-health.ts";
import { evolveItems } from "./evolve-items.ts";
import type { CreatureId } from "./ids.ts";
import type { Economy, Effect, State } from "./state.ts";

/** Events about one creature; the switch of `evolve` sends nothing else here. */
type CreatureEvent = EventOf<
  Exclude<
    Event["kind"],
    | `session-${string}`
    | `seat-${string}`
    | `frame-${string}`
    | `turn-${string}`
    | `encounter-${string}`
    | "creature-added"
    | "creature-removed"
    | "dice-contributed"
    | "dice-entered"
    | "initiative-rolled"
    | "light-changed"
    | "map-set"
    | "narrated"
    | "request-answered"
    | "request-opened"
    | "resolution-cancelled"
    | "appeal-answered"
    | "appeal-made"
    | "ruling-carried-out"
    | "ruling-made"
    | "said"
    | "terrain-changed"
    | "time-passed"
    | "undone"
  >
>;

export function evolveCreature(state: State, event: CreatureEvent): State {
  switch (event.kind) {
    case "creature-placed":
      return patch(state, event.creature, { at: event.at });
    case "creature-revealed":
      return patch(state, event.creature, { concealed: false });
    case "creature-concealed":
      return patch(state, event.creature, { concealed: true });
    case "creature-noted":
      return patch(state, event.creature, { notes: event.text });
    case "economy-spent":
      return economy(state, event.creature, (now) => spend(now, event));
    case "attacks-granted":
      return economy(state, event.creature, () => ({
        attacksLeft: event.count,
        multiattackLeft: event.multiattack,
      }));
    case "action-granted":
      return economy(state, event.creature, () => ({ action: true }));
    case "dashed":
      return economy(state, event.creature, (now) => ({ dashes: now.dashes + 1 }));
    case "disengaged":
      return addEffect(state, event.creature, effect("disengaged", "end", event.creature, null));
    case "dodged":
      return addEffect(state, event.creature, effect("dodging", "start", event.creature, null));
    case "helped":
      return addEffect(state, event.target, effect("helped", "start", event.creature, event.against));
    case "hid":
      return patch(state, event.creature, { hidden: { stealth: event.roll.total, from: event.from } });
    case "found":
      return change(state, event.creature, ({ hidden }) => {
        if (hidden === null || event.by === null) return { hidden: null };
        const from = hidden.from.filter((id) => id !== event.by);
        return { hidden: from.length === 0 ? null : { ...hidden, from } };
      });
    case "moved": {
      const at = event.path.at(-1);
      const { altitude } = event;
      const risen = altitude === undefined ? state : patch(state, event.creature, { altitude });
      const placed = at === undefined ? risen : patch(risen, event.creature, { at });
      if (event.forced) return placed;
      return useMovement(placed, event.creature, event.costFeet);
    }
    case "stood-up":
      return useMovement(
        loseCondition(state, event.creature, ({ name }) => name === "prone"),
        event.creature,
        event.costFeet,
      );
    case "damage-taken":
    case "healed":
    case "temporary-hit-points-gained":
    case "hit-points-adjusted":
    case "fell-unconscious":
    case "knocked-out":
    case "died":
    case "stabilized":
    case "came-to":
    case "death-save-rolled":
    case "death-save-failed":
    case "condition-gained":
    case "condition-lost":
      return evolveHealth(state, event);
    case "effect-gained":
      return addEffect(state, event.creature, event.effect);
    case "effect-ended":
      return change(state, event.creature, ({ effects }) => ({
        effects: effects.filter(({ id }) => id !== event.effect),
      }));
    case "item-equipped":
    case "item-dropped":
    case "item-used":
      return evolveItems(state, event);
    case "feature-used":
      return change(state, event.creature, ({ resources, economy: now }) => ({
        resources: event.left === null ? resources : { ...resources, [event.feature]: event.left },
        // Outside of a fight there are no turns to count in.
        economy: state.encounter === null ? now : { ...now, ...used(now, event.feature) },
      }));
    case "experience-gained":
      return change(state, event.creature, ({ xp }) => ({ xp: xp + event.amount }));
    case "rested":
      return change(state, event.creature, () => ({
        hp: event.hp,
        ...(event.rest === "long" ? { tempHp: 0, lastLongRest: state.minutes } : {}),
        hitDice: event.hitDice,
        resources: event.resources,
        slots: event.slots,
      }));
    case "hit-die-spent":
      return change(state, event.creature, ({ hitDice }) => {
        const die = `d${event.die.sides}`;
        return { hp: event.hpAfter, hitDice: { ...hitDice, [die]: (hitDice[die] ?? 0) - 1 } };
      });
    case "attack-declared":
      if (event.reaction || state.encounter === null) return state;
      return economy(state, event.attacker, (now) => used(now, `attacked:${event.with}`));
    case "fell":
      return change(state, event.creature, ({ altitude }) => (altitude === undefined ? {} : { altitude: 0 }));
    case "searched":
    case "movement-stopped":
    case "attack-rolled":
    case "damage-rolled":
    case "check-rolled":
    case "contest-resolved":
      return state;
  }
}

function spend(now: Economy, { what, for: why }: EventOf<"economy-spent">): Partial<Economy> {
  switch (what) {
    case "action":
      return { action: false, ...used(now, `action:${why}`) };
    case "bonus-action":
      return { bonusAction: false };
    case "reaction":
      return { reaction: false };
    case "interaction":
      return { interaction: false };
    case "attack":
      if (now.multiattackLeft.length === 0) return { attacksLeft: Math.max(0, now.attacksLeft - 1) };
      return { multiattackLeft: withoutAttack(now.multiattackLeft, why) };
  }
}

/** The compositions that allow this attack, less one of it; those that are used up drop out. */
function withoutAttack(
  compositions: readonly (readonly string[])[],
  name: string,
): readonly (readonly string[])[] {
  const left: (readonly string[])[] = [];
  for (const composition of compositions) {
    const index = composition.findIndex((entry) => entry.toLowerCase() === name.toLowerCase());
    if (index >= 0 && composition.length > 1) left.push(composition.filter((_, at) => at !== index));
  }
  return left;
}

function effect(name: string, edge: "start" | "end", source: CreatureId, target: CreatureId | null): Effect {
  return {
    id: `${name}:${source}`,
    name,
    source,
    target,
    until: { kind: "turn", edge, of: source, turns: 1 },
    values: {},
  };
}

const useMovement = (state: State, id: CreatureId, feet: number): State =>
  state.encounter === null
    ? state
    : economy(state, id, (now) => ({ movementUsedFeet: now.movementUsedFeet + feet }));
