import type { Event } from "./event.ts";
import { evolveCreature } from "./evolve-creature.ts";
import { evolveEncounter } from "./evolve-encounter.ts";
import type { SeatId } from "./ids.ts";
import { creatureOf } from "./initial.ts";
import { diceOf } from "./resolve/event-dice.ts";
import { never } from "./result.ts";
import type { DiceState, State } from "./state.ts";

/** An event with its number, as the fold takes it. */
export type Numbered = { readonly sequence: number; readonly event: Event };

/**
 * The next state. Cannot fail on an event that `decide` made for this state. An `undone` event changes nothing
 * here but the number: going back needs the events before it, which `fold` has.
 */
export function evolve(state: State, { sequence, event }: Numbered): State {
  const next = apply(state, event, sequence);
  return { ...next, sequence, dice: countDraws(next.dice, event) };
}

export function countDraws(dice: DiceState, event: Event): DiceState {
  const drawn = { ...dice.drawn };
  let changed = false;
  for (const die of diceOf(event)) {
    if (die.draw === null || die.draw <= drawn[die.stream]) continue;
    drawn[die.stream] = die.draw;
    changed = true;
  }
  return changed ? { ...dice, drawn } : dice;
}

function apply(state: State, event: Event, sequence: number): State {
  switch (event.kind) {
    case "session-started":
      return {
        ...state,
        session: {
          status: "active",
          name: event.name,
          diceMode: event.diceMode,
          mapMode: event.mapMode,
          rulings: event.rulings,
        },
        dice: { ...state.dice, commitment: event.diceCommitment },
      };
    case "session-paused":
      return withStatus(state, "paused");
    case "session-resumed":
      return withStatus(state, "active");
    case "session-ended":
      return withStatus(state, "ended");
    case "seat-taken": {
      const { seat: id, user, name, role } = event;
      return { ...state, seats: { ...state.seats, [id]: { id, user, name, role, left: false } } };
    }
    case "seat-left":
      return withSeatLeft(state, event.seat);
    case "dice-contributed": {
      const contributions = [...state.dice.contributions, { seat: event.seat, entropy: event.entropy }];
      return { ...state, dice: { ...state.dice, contributions } };
    }
    case "said":
    case "narrated":
    case "ruling-carried-out":
      return state;
    case "appeal-made": {
      const { kind: _, ...appeal } = event;
      return { ...state, appeals: [...state.appeals, { sequence, ...appeal }] };
    }
    case "appeal-answered": {
      const witnesses = state.appeals.find((one) => one.sequence === event.appeal)?.witnesses;
      return {
        ...state,
        appeals: state.appeals.filter((one) => one.sequence !== event.appeal),
        decisions: witnesses === undefined ? state.decisions : [...state.decisions, { sequence, witnesses }],
      };
    }
    case "ruling-made":
      return { ...state, decisions: [...state.decisions, { sequence, witnesses: event.witnesses }] };
    case "undone":
      // Going back into the middle of an append leaves frames that nobody was asked about yet: they are dropped.
      return state.requests.length === 0 ? { ...state, stack: [] } : state;
    case "map-set":
      return { ...state, map: event.map };
    case "terrain-changed": {
      if (state.map === null) return state;
      const others = state.map.terrain.filter(({ x, y }) => x !== event.x || y !== event.y);
      const terrain = [...others, { x: event.x, y: event.y, type: event.type }];
      return { ...state, map: { ...state.map, terrain } };
    }
    case "light-changed":
      return state.map === null ? state : { ...state, map: { ...state.map, light: event.light } };
    case "time-passed":
      return { ...state, minutes: state.minutes + event.minutes };
    case "creature-added": {
      const creature = creatureOf(state, event.creature);
      return {
        ...state,
        creatures: { ...state.creatures, [creature.id]: creature },
        roster: [...state.roster, creature.id],
      };
    }
    case "creature-removed": {
      const { [event.creature]: _, ...creatures } = state.creatures;
      return {
        ...state,
        creatures,
        roster: state.roster.filter((id) => id !== event.creature),
        encounter: state.encounter && {
          ...state.encounter,
          order: state.encounter.order.filter((id) => id !== event.creature),
        },
      };
    }
    case "frame-pushed":
      return { ...state, stack: [...state.stack, event.frame] };
    case "frame-stepped":
      return { ...state, stack: [...state.stack.slice(0, -1), event.frame] };
    case "frame-popped":
      return { ...state, stack: state.stack.slice(0, -1) };
    case "request-opened":
      return {
        ...state,
        requests: [...state.requests, event.request],
        nextRequest: state.nextRequest + 1,
      };
    case "request-answered":
    case "dice-entered":
      return { ...state, requests: state.requests.filter(({ id }) => id !== event.request) };
    case "resolution-cancelled":
      return { ...state, stack: [], requests: [] };
    case "initiative-rolled":
    case "encounter-started":
    case "encounter-ended":
    case "turn-started":
    case "turn-ended":
      return evolveEncounter(state, event);
    case "creature-placed":
    case "creature-revealed":
    case "creature-concealed":
    case "creature-noted":
    case "economy-spent":
    case "attacks-granted":
    case "action-granted":
    case "dashed":
    case "disengaged":
    case "dodged":
    case "helped":
    case "hid":
    case "found":
    case "searched":
    case "moved":
    case "movement-stopped":
    case "stood-up":
    case "fell":
    case "attack-declared":
    case "attack-rolled":
    case "damage-rolled":
    case "damage-taken":
    case "healed":
    case "temporary-hit-points-gained":
    case "hit-points-adjusted":
    case "fell-unconscious":
    case "died":
    case "stabilized":
    case "knocked-out":
    case "death-save-rolled":
    case "death-save-failed":
    case "came-to":
    case "condition-gained":
    case "condition-lost":
    case "effect-gained":
    case "effect-ended":
    case "check-rolled":
    case "contest-resolved":
    case "item-equipped":
    case "item-dropped":
    case "item-used":
    case "feature-used":
    case "experience-gained":
    case "rested":
    case "hit-die-spent":
      return evolveCreature(state, event);
    default:
      return never(event, "event");
  }
}

const withStatus = (state: State, status: State["session"]["status"]): State => ({
  ...state,
  session: { ...state.session, status },
});

function withSeatLeft(state: State, id: SeatId): State {
  const seat = state.seats[id];
  return seat === undefined ? state : { ...state, seats: { ...state.seats, [id]: { ...seat, left: true } } };
}
