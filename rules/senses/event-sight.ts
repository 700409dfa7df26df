import type { Event, EventOf, Sight } from "../event.ts";
import type { CreatureId } from "../ids.ts";
import type { Square } from "../map.ts";
import { never } from "../result.ts";
import type { State } from "../state.ts";
import type { Audience } from "./audience.ts";
import { blowSight, shown } from "./blow-sight.ts";

/**
 * What one audience may know of an event. Built up: a kind that is not named here does not compile, and a field
 * that is not named in a glimpse stays with the DM. Never shown to others: a foe's armor class, exact hit
 * points, bonuses and stat block; hidden rolls; notes; the machine's own bookkeeping.
 */
export function sightOfEvent(event: Event, audience: Audience, state: State): Sight {
  const { sees, knows, owns } = audience;
  const ifSeen = (id: CreatureId): Sight => (sees(id) ? "whole" : "nothing");
  const ifKnown = (id: CreatureId): Sight => (knows(id) ? "whole" : "nothing");
  switch (event.kind) {
    case "session-started":
    case "session-paused":
    case "session-resumed":
    case "session-ended":
    case "seat-taken":
    case "seat-left":
    case "dice-contributed":
    case "undone":
    case "map-set":
    case "terrain-changed":
    case "light-changed":
    case "time-passed":
    case "encounter-ended":
    case "resolution-cancelled":
      return "whole";
    // These say themselves who heard them.
    case "said":
    case "narrated":
      return "whole";
    case "appeal-made":
    case "appeal-answered":
    case "ruling-made":
    case "ruling-carried-out":
      return "nothing";
    case "frame-pushed":
    case "frame-stepped":
    case "frame-popped":
    case "creature-noted":
      return "nothing";
    case "request-opened":
      return owns(event.request.creature) ? "whole" : "nothing";
    case "request-answered":
      return "nothing";
    case "dice-entered":
      return ifKnown(event.creature);
    case "creature-added":
      return addedSight(event, audience);
    case "creature-removed":
    case "creature-revealed":
    case "creature-concealed":
    case "turn-ended":
    case "economy-spent":
    case "action-granted":
    case "dashed":
    case "disengaged":
    case "dodged":
    case "stood-up":
    case "fell":
    case "movement-stopped":
    case "fell-unconscious":
    case "died":
    case "came-to":
    case "death-save-failed":
    case "item-equipped":
    case "item-dropped":
    case "item-used":
      return ifSeen(event.creature);
    case "turn-started": {
      const { kind, creature, round } = event;
      if (!sees(creature)) return "nothing";
      return event.passed.every(sees) ? "whole" : { kind, creature, round };
    }
    case "attacks-granted":
    case "hit-die-spent":
    case "experience-gained":
    case "effect-ended":
      return ifKnown(event.creature);
    case "effect-gained":
      return effectSight(event, audience);
    case "hit-points-adjusted":
      return ifKnown(event.target);
    case "initiative-rolled": {
      const group = event.group.filter(sees);
      if (knows(event.creature) && group.length === event.group.length) return "whole";
      const [first] = group;
      return first === undefined ? "nothing" : { kind: event.kind, creature: first, group };
    }
    case "encounter-started":
      return encounterSight(event, audience);
    case "helped":
      if (!sees(event.creature) && !sees(event.target)) return "nothing";
      return [event.creature, event.target, event.against].every((id) => id === null || sees(id))
        ? "whole"
        : { kind: event.kind, ...shown(audience, { creature: event.creature, target: event.target }) };
    case "hid":
      if (owns(event.creature)) return event.from.every(sees) ? "whole" : partHide(event, audience);
      return sees(event.creature) ? { kind: event.kind, creature: event.creature } : "nothing";
    case "found":
      return sees(event.creature) && (event.by === null || sees(event.by)) ? "whole" : "nothing";
    case "searched":
      if (knows(event.creature)) return event.found.every(sees) ? "whole" : partSearch(event, audience);
      return sees(event.creature) ? { kind: event.kind, creature: event.creature } : "nothing";
    case "creature-placed":
      if (audience.seesAt(event.creature, event.at, state)) return "whole";
      return sees(event.creature) ? { kind: event.kind, creature: event.creature } : "nothing";
    case "moved":
      return movedSight(event, audience, state);
    case "attack-declared":
    case "attack-rolled":
    case "damage-rolled":
    case "damage-taken":
    case "healed":
    case "temporary-hit-points-gained":
      return blowSight(event, audience);
    case "stabilized":
    case "knocked-out":
      if (!sees(event.creature)) return "nothing";
      return event.by === null || sees(event.by) ? "whole" : { kind: event.kind, creature: event.creature };
    case "death-save-rolled":
      if (knows(event.creature)) return "whole";
      if (!sees(event.creature)) return "nothing";
      return { kind: event.kind, creature: event.creature, outcome: event.outcome };
    case "condition-gained":
      if (!sees(event.creature)) return "nothing";
      if (event.source === null || sees(event.source)) return "whole";
      return { kind: event.kind, creature: event.creature, name: event.name };
    case "condition-lost":
      if (!sees(event.creature)) return "nothing";
      if (event.source === null || sees(event.source)) return "whole";
      return { kind: event.kind, creature: event.creature, name: event.name };
    case "check-rolled": {
      if (event.roll.dice.some((die) => die.stream === "hidden")) return "nothing";
      if (knows(event.creature)) return "whole";
      if (!sees(event.creature)) return "nothing";
      const { kind, creature, purpose, ability, skill, outcome } = event;
      return { kind, creature, purpose, ability, skill, outcome };
    }
    case "contest-resolved": {
      const { kind, creature, target, for: what, outcome } = event;
      if (knows(creature) && knows(target)) return "whole";
      if (!sees(creature) && !sees(target)) return "nothing";
      return { kind, ...shown(audience, { creature, target }), for: what, outcome };
    }
    case "feature-used":
      if (knows(event.creature)) return "whole";
      if (!sees(event.creature)) return "nothing";
      return { kind: event.kind, creature: event.creature, feature: event.feature };
    case "rested":
      if (knows(event.creature)) return "whole";
      if (!sees(event.creature)) return "nothing";
      return { kind: event.kind, creature: event.creature, rest: event.rest };
    default:
      return never(event, "event");
  }
}

/** The stat block and the notes stay with the DM, and with whoever plays it if there are no notes. */
function addedSight(event: EventOf<"creature-added">, { sees, owns }: Audience): Sight {
  if (!sees(event.id)) return "nothing";
  if (owns(event.id) && event.creature.notes === "") return "whole";
  return { kind: event.kind, id: event.id, name: event.name, at: event.at };
}

/** What is readied stays with whoever readied it, and may name somebody its friends do not know. */
function effectSight(event: EventOf<"effect-gained">, { knows, owns, sees }: Audience): Sight {
  const { kind, creature, effect } = event;
  if (!knows(creature)) return "nothing";
  const { readied, ...plain } = effect;
  const named = [
    effect.source,
    effect.target,
    readied && "target" in readied.action ? readied.action.target : null,
  ];
  if (named.every((id) => id === null || id === undefined || sees(id)) && (owns(creature) || !readied))
    return "whole";
  if (![effect.source, effect.target].every((id) => id === null || sees(id))) return { kind, creature };
  return { kind, creature, effect: plain };
}

function encounterSight(event: EventOf<"encounter-started">, { sees }: Audience): Sight {
  if (event.order.every(sees)) return "whole";
  const initiative = Object.fromEntries(
    event.order.filter(sees).map((id) => [id, event.initiative[id] ?? 0] as const),
  );
  return {
    kind: event.kind,
    order: event.order.filter(sees),
    surprised: event.surprised.filter(sees),
    round: event.round,
    initiative,
    ...(sees(event.turn) ? { turn: event.turn } : {}),
  };
}

/** Whoever hides is not told of watchers it does not know. */
function partHide({ kind, creature, roll, from }: EventOf<"hid">, { sees }: Audience): Sight {
  return { kind, creature, roll, from: from.filter(sees) };
}

function partSearch({ kind, creature, roll, found }: EventOf<"searched">, { sees }: Audience): Sight {
  return { kind, creature, roll, found: found.filter(sees) };
}

/** Of somebody else's path, the squares where one would have seen it. */
function movedSight(event: EventOf<"moved">, audience: Audience, state: State): Sight {
  if (audience.knows(event.creature)) return "whole";
  const path = event.path.filter((square) => audience.seesAt(event.creature, square, state));
  if (path.length === event.path.length) return "whole";
  if (path.length === 0) return "nothing";
  const { kind, creature, mode, forced } = event;
  return { kind, creature, mode, forced, path: path as readonly Square[] };
}
