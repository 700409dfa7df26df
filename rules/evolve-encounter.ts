import { tick } from "./conditions/duration.ts";
import type { EventOf } from "./event.ts";
import type { CreatureId } from "./ids.ts";
import { FRESH_ECONOMY } from "./initial.ts";
import { never } from "./result.ts";
import type { Creature, State } from "./state.ts";

type EncounterEvent = EventOf<
  "initiative-rolled" | "encounter-started" | "encounter-ended" | "turn-started" | "turn-ended"
>;

export function evolveEncounter(state: State, event: EncounterEvent): State {
  switch (event.kind) {
    case "initiative-rolled":
      return state;
    case "encounter-started":
      return {
        ...state,
        encounter: {
          round: event.round,
          order: event.order,
          turn: event.turn,
          surprised: event.surprised,
          initiative: event.initiative,
        },
      };
    case "encounter-ended":
      return { ...state, encounter: null, creatures: mapCreatures(state, withoutTurn) };
    case "turn-started": {
      const { encounter } = state;
      if (encounter === null) return state;
      const ticked = mapCreatures(state, (creature) => {
        const passed = event.passed.reduce(
          (now, of) => tickAll(tickAll(now, "start", of), "end", of),
          creature,
        );
        return tickAll(passed, "start", event.creature);
      });
      const creature = ticked[event.creature];
      return {
        ...state,
        encounter: { ...encounter, turn: event.creature, round: event.round },
        creatures: creature
          ? { ...ticked, [event.creature]: { ...legendaryAgain(creature), economy: FRESH_ECONOMY } }
          : ticked,
      };
    }
    case "turn-ended": {
      const { encounter } = state;
      if (encounter === null) return state;
      return {
        ...state,
        encounter: {
          ...encounter,
          surprised: encounter.surprised.filter((id) => id !== event.creature),
        },
        creatures: mapCreatures(state, (creature) => endTurn(creature, event.creature)),
      };
    }
    default:
      return never(event, "event");
  }
}

/** A legendary creature has its actions again when its own turn starts. */
function legendaryAgain(creature: Creature): Creature {
  const uses = creature.features.find(({ id }) => id === "legendary-actions")?.values.uses;
  if (uses === undefined) return creature;
  return { ...creature, resources: { ...creature.resources, "legendary-actions": uses } };
}

function endTurn(creature: Creature, ended: CreatureId): Creature {
  // Features used once a turn are free again on anybody's next turn.
  const rested =
    creature.economy.usedThisTurn.length === 0
      ? creature
      : { ...creature, economy: { ...creature.economy, usedThisTurn: [] } };
  const ticked = tickAll(rested, "end", ended);
  if (creature.id !== ended) return ticked;
  return { ...ticked, economy: { ...ticked.economy, attacksLeft: 0, multiattackLeft: [] } };
}

function withoutTurn(creature: Creature): Creature {
  return { ...creature, economy: FRESH_ECONOMY };
}

function tickAll(creature: Creature, edge: "start" | "end", of: CreatureId): Creature {
  if (creature.conditions.length === 0 && creature.effects.length === 0) return creature;
  return {
    ...creature,
    conditions: creature.conditions.map((condition) => ({
      ...condition,
      until: tick(condition.until, edge, of),
    })),
    effects: creature.effects.map((effect) => ({ ...effect, until: tick(effect.until, edge, of) })),
  };
}

function mapCreatures(state: State, change: (creature: Creature) => Creature): State["creatures"] {
  const next: Record<CreatureId, Creature> = {};
  for (const id of state.roster) {
    const creature = state.creatures[id];
    if (creature) next[id] = change(creature);
  }
  return next;
}
