import type { Command } from "../command.ts";
import { idOf } from "../creatures/names.ts";
import type { CreatureId } from "../ids.ts";
import type { Request } from "../request.ts";
import type { State } from "../state.ts";
import { SKILLS, type Skill } from "../vocabulary.ts";
import { type Fields, given } from "./fields.ts";

/** Checks, saves and contests; a skill brings its own ability. */
export function rollOf(
  fields: Fields,
  what: "check" | "save" | "contest",
  by: CreatureId,
  state: State,
): Command {
  const skill = fields.skill("skill");
  const ability = !fields.has("ability") && skill !== undefined ? SKILLS[skill] : fields.ability("ability");
  if (what === "save") {
    const magical = fields.flagOr("magical");
    return { do: "save", by, ability, dc: fields.whole("dc"), ...given({ magical }), ...fields.advantage() };
  }
  if (what === "check") {
    const dc = fields.wholeOr("dc") ?? passiveOf(fields, skill, state);
    const sense = fields.oneOf("sense", ["sight", "hearing"] as const);
    return { do: "check", by, ability, ...given({ skill, dc, sense }), ...fields.advantage() };
  }
  const against = { ability, ...given({ skill }) };
  const targetSkill = fields.skill("targetSkill") ?? fields.skill("againstSkill");
  const targetAbility = fields.abilityOr("targetAbility") ?? fields.abilityOr("againstAbility");
  const target = fields.creatureOr("target") ?? fields.creature("against");
  if (targetSkill === undefined && targetAbility === undefined) {
    // The other side answers with the same unless the file says otherwise.
    return {
      do: "contest",
      by,
      ...against,
      target,
      targetAbility: ability,
      ...given({ targetSkill: skill }),
    };
  }
  return {
    do: "contest",
    by,
    ...against,
    target,
    targetAbility: targetAbility ?? SKILLS[targetSkill ?? "athletics"],
    ...given({ targetSkill }),
  };
}

/** `against` a creature is against its passive score: Insight for a lie, Perception for the rest. */
function passiveOf(fields: Fields, skill: Skill | undefined, state: State): number | undefined {
  const against = fields.creatureOr("against");
  const block = against === undefined ? undefined : state.creatures[against]?.block;
  if (block === undefined) return undefined;
  return skill === "deception" ? 10 + block.skills.insight : block.passivePerception;
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
