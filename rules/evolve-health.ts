import { parseDuration } from "./conditions/duration.ts";
import type { EventOf } from "./event.ts";
import { change, patch } from "./evolve-change.ts";
import type { CreatureId } from "./ids.ts";
import { lasting, maximumFactor } from "./initial.ts";
import { never } from "./result.ts";
import type { Condition, Creature, State } from "./state.ts";

type HealthEvent = EventOf<
  | "damage-taken"
  | "healed"
  | "temporary-hit-points-gained"
  | "hit-points-adjusted"
  | "fell-unconscious"
  | "knocked-out"
  | "died"
  | "stabilized"
  | "came-to"
  | "death-save-rolled"
  | "death-save-failed"
  | "condition-gained"
  | "condition-lost"
>;

/** Hit points, dying, conditions. */
export function evolveHealth(state: State, event: HealthEvent): State {
  switch (event.kind) {
    case "damage-taken":
      return change(state, event.target, ({ tempHp, stable, hp }) => ({
        tempHp: Math.max(0, tempHp - event.temporary),
        hp: event.hpAfter,
        stable: stable && hp > 0,
      }));
    case "healed":
      return patch(state, event.target, { hp: event.hpAfter });
    case "temporary-hit-points-gained":
      return patch(state, event.target, { tempHp: event.amount });
    case "hit-points-adjusted":
      return patch(state, event.target, event.hp > 0 ? { hp: event.hp, dead: false } : { hp: 0 });
    case "fell-unconscious":
      return change(state, event.creature, (creature) => ({ ...downed(creature), stable: false }));
    case "knocked-out":
      return change(state, event.creature, (creature) => ({
        ...downed(creature),
        ...unrecovered(creature),
        hp: 0,
        stable: true,
      }));
    case "died":
      return patch(state, event.creature, {
        dead: true,
        stable: false,
        hp: 0,
        tempHp: 0,
        conditions: [],
        effects: [],
        hidden: null,
        deathSaves: NO_DEATH_SAVES,
      });
    case "stabilized":
      return change(state, event.creature, (creature) => ({
        ...unrecovered(creature),
        stable: true,
        deathSaves: NO_DEATH_SAVES,
      }));
    case "came-to":
      return loseCondition(
        change(state, event.creature, (creature) => ({
          ...unrecovered(creature),
          stable: false,
          deathSaves: NO_DEATH_SAVES,
        })),
        event.creature,
        ({ name, source }) => name === "unconscious" && source === null,
      );
    case "death-save-rolled":
      return change(state, event.creature, ({ deathSaves }) => deathSave(deathSaves, event.outcome));
    case "death-save-failed":
      return change(state, event.creature, ({ deathSaves }) => ({
        stable: false,
        deathSaves: { ...deathSaves, failures: Math.min(3, deathSaves.failures + event.failures) },
      }));
    case "condition-gained": {
      const until = parseDuration(state, event.until);
      const { name, source, level } = event;
      return change(state, event.creature, (creature) =>
        withConditions(creature, [
          ...creature.conditions.filter(other(name, source)),
          { name, source, until, level },
        ]),
      );
    }
    case "condition-lost":
      return loseCondition(
        state,
        event.creature,
        ({ name, source }) => name === event.name && source === event.source,
      );
    default:
      return never(event, "event");
  }
}

const NO_DEATH_SAVES = { successes: 0, failures: 0 };

/** Instances of a condition stand apart by their source; exhaustion has one instance with a level. */
const other =
  (name: Condition["name"], source: CreatureId | null) =>
  (condition: Condition): boolean =>
    condition.name !== name || (name !== "exhaustion" && condition.source !== source);

export const loseCondition = (state: State, id: CreatureId, lost: (condition: Condition) => boolean): State =>
  change(state, id, (creature) =>
    withConditions(
      creature,
      creature.conditions.filter((condition) => !lost(condition)),
    ),
  );

/** The fourth level of exhaustion halves the hit point maximum for as long as it lasts. */
function withConditions(creature: Creature, conditions: readonly Condition[]): Partial<Creature> {
  const before = maximumFactor(creature.conditions);
  const now = maximumFactor(conditions);
  if (before === now) return { conditions };
  const maxHp = now === 2 ? Math.floor(creature.maxHp / 2) : creature.block.maxHp;
  return { conditions, maxHp, hp: Math.min(creature.hp, maxHp) };
}

function downed({ conditions }: Creature): Partial<Creature> {
  const kept = conditions.filter(({ name, source }) => source !== null || !DOWN.includes(name));
  return {
    conditions: [...kept, ...DOWN.map((name) => lasting(name, 1))],
    deathSaves: NO_DEATH_SAVES,
    hidden: null,
  };
}

/** Hours of an earlier spell of unconsciousness do not count for this one. */
const unrecovered = ({ effects }: Creature): Partial<Creature> => ({
  effects: effects.filter(({ name }) => name !== "recovering"),
});

const DOWN: readonly Condition["name"][] = ["unconscious", "prone"];

function deathSave(
  { successes, failures }: Creature["deathSaves"],
  outcome: EventOf<"death-save-rolled">["outcome"],
): Partial<Creature> {
  switch (outcome) {
    case "success":
      return { deathSaves: { successes: Math.min(3, successes + 1), failures } };
    case "failure":
      return { deathSaves: { successes, failures: Math.min(3, failures + 1) } };
    case "two-failures":
      return { deathSaves: { successes, failures: Math.min(3, failures + 2) } };
    case "revived":
      return { hp: 1, deathSaves: NO_DEATH_SAVES };
  }
}
