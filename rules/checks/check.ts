import type { CreatureCommand } from "../command.ts";
import { actingAs, type Context, type Decision } from "../resolve/context.ts";
import { ok, reject } from "../result.ts";
import type { CheckFrame } from "../state.ts";

type Of<Name extends CreatureCommand["do"]> = Extract<CreatureCommand, { readonly do: Name }>;

/** A check that the table calls for, at any time; it decides nothing by itself. @rule abilities.checks */
export function check(context: Context, command: Of<"check">): Decision {
  const found = actingAs(context, command.by);
  if (!found.ok) return found;
  if (found.value.dead) return reject("dead", `${found.value.name} is dead`);
  if (command.hidden === true && !context.isDm) {
    return reject("not-allowed", "only the DM rolls in secret");
  }
  const { by, ability, skill = null, dc = null, advantage, hidden = false, sense } = command;
  const relies = sense === undefined ? {} : { sense };
  return rolled({ creature: by, purpose: "check", ability, skill, dc, hidden, ...relies }, advantage);
}

/** @rule abilities.saving-throws */
export function save(context: Context, command: Of<"save">): Decision {
  const found = actingAs(context, command.by);
  if (!found.ok) return found;
  if (found.value.dead) return reject("dead", `${found.value.name} is dead`);
  const { by, ability, dc, advantage, magical } = command;
  const against = magical === undefined ? {} : { magical };
  return rolled(
    { creature: by, purpose: "save", ability, skill: null, dc, hidden: false, ...against },
    advantage,
  );
}

function rolled(
  roll: Pick<
    CheckFrame,
    "creature" | "purpose" | "ability" | "skill" | "dc" | "hidden" | "sense" | "magical"
  >,
  given: "advantage" | "disadvantage" | undefined,
): Decision {
  if (roll.dc !== null && (!Number.isInteger(roll.dc) || roll.dc < 1 || roll.dc > 50)) {
    return reject("malformed", "a DC goes from 1 to 50");
  }
  return ok((run) =>
    run.push({
      kind: "check",
      step: "roll",
      entered: null,
      ...roll,
      advantage: given === "advantage" ? ["granted"] : [],
      disadvantage: given === "disadvantage" ? ["imposed"] : [],
      for: { kind: "none", data: {} },
    }),
  );
}
