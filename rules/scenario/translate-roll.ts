import type { Command } from "../command.ts";
import { idOf } from "../creatures/names.ts";
import type { CreatureId } from "../ids.ts";
import type { Request } from "../request.ts";
import { SKILLS } from "../vocabulary.ts";
import { type Fields, given } from "./fields.ts";

/** Checks, saves and contests; a skill brings its own ability. */
export function rollOf(fields: Fields, what: "check" | "save" | "contest", by: CreatureId): Command {
  const skill = fields.skill("skill");
  const ability = !fields.has("ability") && skill !== undefined ? SKILLS[skill] : fields.ability("ability");
  if (what === "save") {
    return {
      do: "save",
      by,
      ability,
      dc: fields.whole("dc"),
      ...given({ magical: fields.flagOr("magical") }),
      ...fields.advantage(),
    };
  }
  if (what === "check") {
    const dc = fields.wholeOr("dc");
    const sense = fields.oneOf("sense", ["sight", "hearing"] as const);
    return { do: "check", by, ability, ...given({ skill, dc, sense }), ...fields.advantage() };
  }
  const targetSkill = fields.skill("targetSkill");
  return {
    do: "contest",
    by,
    ability,
    target: fields.creature("target"),
    targetAbility:
      !fields.has("targetAbility") && targetSkill !== undefined
        ? SKILLS[targetSkill]
        : fields.ability("targetAbility"),
    ...given({ skill, targetSkill }),
  };
}

/** The choice in the words of the request that waits, whatever case and hyphens the file uses. */
export function answerOf(
  fields: Fields,
  what: "react" | "decline",
  by: CreatureId,
  pending: readonly Request[],
): Command {
  if (what === "decline") return { do: "decline", by };
  const choice = fields.text("choice");
  const options = pending.filter((one) => one.creature === by).flatMap((one) => one.options);
  const known = options.find((option) => idOf(option.choice) === idOf(choice));
  return {
    do: "react",
    by,
    choice: known?.choice ?? choice,
    ...given({
      with: fields.textOr("with"),
      target: fields.creatureOr("target"),
    }),
    ...fields.use(),
  };
}
