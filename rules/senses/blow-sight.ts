import type { EventOf, Sight } from "../event.ts";
import type { CreatureId } from "../ids.ts";
import type { Audience } from "./audience.ts";

/** Those of the named creatures that the audience sees. */
export function shown<Names extends string>(
  { sees }: Audience,
  ids: Readonly<Record<Names, CreatureId | null>>,
): Partial<Record<Names, CreatureId>> {
  const kept: Partial<Record<Names, CreatureId>> = {};
  for (const name of Object.keys(ids) as Names[]) {
    const id = ids[name];
    if (id !== null && sees(id)) kept[name] = id;
  }
  return kept;
}

/** What an audience may know of a blow and of what it did. */
export function blowSight(
  event: EventOf<
    | "attack-declared"
    | "attack-rolled"
    | "damage-rolled"
    | "damage-taken"
    | "healed"
    | "temporary-hit-points-gained"
  >,
  audience: Audience,
): Sight {
  const { sees, knows } = audience;
  switch (event.kind) {
    case "attack-declared": {
      const who = shown(audience, { attacker: event.attacker, target: event.target });
      if (who.attacker && who.target) return "whole";
      if (who.attacker) return { kind: event.kind, ...who, with: event.with, mode: event.mode };
      return who.target ? { kind: event.kind, ...who } : "nothing";
    }
    case "attack-rolled": {
      const who = shown(audience, { attacker: event.attacker, target: event.target });
      if (!who.attacker && !who.target) return "nothing";
      if (event.target !== null && knows(event.attacker) && knows(event.target)) return "whole";
      const { kind, outcome, roll, against } = event;
      return {
        kind,
        ...who,
        outcome,
        ...(who.attacker ? { with: event.with } : {}),
        ...(knows(event.attacker) ? { roll } : {}),
        ...(event.target !== null && knows(event.target) ? { against } : {}),
      };
    }
    case "damage-rolled": {
      const who = shown(audience, { attacker: event.attacker, target: event.target });
      const mine = event.attacker === null || knows(event.attacker);
      if (!sees(event.target) && (event.attacker === null || !mine)) return "nothing";
      if (mine && who.target) return "whole";
      return { kind: event.kind, ...who, critical: event.critical, ...(mine ? { rolls: event.rolls } : {}) };
    }
    case "damage-taken": {
      if (!sees(event.target)) return "nothing";
      const { kind, target, amount, type, steps, temporary, hpBefore, hpAfter } = event;
      const source = event.source !== null && sees(event.source) ? { source: event.source } : {};
      if (!knows(target)) return { kind, target, ...source, amount, type };
      if (event.source === null || sees(event.source)) return "whole";
      return { kind, target, amount, type, steps, temporary, hpBefore, hpAfter };
    }
    case "healed": {
      if (!sees(event.target)) return "nothing";
      if (knows(event.target) && (event.source === null || sees(event.source))) return "whole";
      const { kind, target, amount } = event;
      return { kind, target, amount, ...shown(audience, { source: event.source }) };
    }
    case "temporary-hit-points-gained":
      if (knows(event.target)) return "whole";
      return sees(event.target) ? { kind: event.kind, target: event.target } : "nothing";
  }
}
