import type { Die } from "../dice.ts";
import type { D20Roll, DamageRoll, Event, NewEvent } from "../event.ts";
import type { Request } from "../request.ts";
import type { RuleId } from "../rule-ids.ts";
import type { ShownRequest, ShownRoll } from "./document.ts";

/** Every roll of an append, in the order it fell. */
export function showRolls(events: readonly NewEvent[]): readonly ShownRoll[] {
  return events.flatMap(({ event }) => rollsOf(event));
}

function rollsOf(event: Event): readonly ShownRoll[] {
  switch (event.kind) {
    case "attack-rolled":
      return [
        d20("attack", event.attacker, event.roll, {
          against: { ac: event.against.ac },
          outcome: event.outcome,
          ...(event.target === null ? {} : { target: event.target }),
        }),
      ];
    case "damage-rolled":
      return event.rolls.map((roll) => damage(roll, event.attacker, event.target));
    case "check-rolled":
      return [
        d20(event.purpose, event.creature, event.roll, {
          ...(event.against === null ? {} : { against: event.against }),
          ...(event.outcome === null ? {} : { outcome: event.outcome }),
        }),
      ];
    case "initiative-rolled":
      return [d20("initiative", event.creature, event.roll, {})];
    case "hid":
    case "searched":
      return [d20("check", event.creature, event.roll, {})];
    case "death-save-rolled":
      return [
        d20("death-save", event.creature, event.roll, {
          against: { dc: 10 },
          outcome: event.outcome === "success" || event.outcome === "revived" ? "success" : "failure",
        }),
      ];
    case "hit-die-spent":
      return [
        {
          purpose: "hit-dice",
          by: event.creature,
          dice: dice([event.die]),
          modifier: event.healed - event.die.face,
          total: event.healed,
        },
      ];
    case "healed":
      return event.dice.length === 0
        ? []
        : [
            {
              purpose: "healing",
              by: event.source ?? event.target,
              dice: dice(event.dice),
              modifier: event.amount - sum(event.dice),
              total: event.amount,
              target: event.target,
            },
          ];
    default:
      return [];
  }
}

function d20(
  purpose: string,
  by: string,
  roll: D20Roll,
  more: Pick<ShownRoll, "against" | "outcome" | "target">,
): ShownRoll {
  return {
    purpose,
    by,
    dice: dice(roll.dice),
    modifier: roll.modifier,
    total: roll.total,
    ...more,
    advantage: roll.advantage,
    disadvantage: roll.disadvantage,
    parts: roll.parts,
  };
}

function damage(roll: DamageRoll, by: string | null, target: string): ShownRoll {
  return {
    purpose: "damage",
    by,
    dice: dice(roll.dice),
    modifier: roll.bonus,
    total: roll.amount,
    type: roll.type,
    why: roll.why,
    ...(roll.parts === undefined ? {} : { parts: roll.parts.filter(({ value }) => value !== 0) }),
    target,
  };
}

const dice = (fallen: readonly Die[]) => fallen.map(({ sides, face, kept }) => ({ sides, face, kept }));
const sum = (fallen: readonly Die[]) => fallen.reduce((total, die) => total + (die.kept ? die.face : 0), 0);

/** The machine's own bookkeeping is left out; everything that happened is in. */
export function showEvents(events: readonly NewEvent[]): readonly Readonly<Record<string, unknown>>[] {
  return events.map(({ event }) => event).filter((event) => !/^(frame|request)-/.test(event.kind));
}

export function showCitations(
  events: readonly NewEvent[],
  sectionOf: (rule: RuleId) => string,
): readonly { readonly rule: string; readonly section: string }[] {
  const rules = new Set(events.flatMap((one) => one.rules));
  return [...rules].map((rule) => ({ rule, section: sectionOf(rule) }));
}

export function showRequests(requests: readonly Request[]): readonly ShownRequest[] {
  return requests.map((request) => ({
    id: request.id,
    to: request.creature,
    kind: request.kind,
    trigger: request.trigger,
    about: request.about,
    options: request.options.map((option) => option.choice),
  }));
}
