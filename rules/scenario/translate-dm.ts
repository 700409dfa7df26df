import type { Command } from "../command.ts";
import { creatureId } from "../ids.ts";
import type { State } from "../state.ts";
import { CONDITIONS, type ConditionName } from "../vocabulary.ts";
import type { ScenarioCommand } from "./document.ts";
import { FieldError, type Fields, given } from "./fields.ts";

/** What the DM says; null for what is nobody's command. */
export function dmCommandOf(fields: Fields, command: ScenarioCommand, state: State): Command | null {
  switch (command.do) {
    case "roll-initiative":
      return {
        do: "roll-initiative",
        ...given({ surprised: fields.has("surprised") ? fields.creatures("surprised") : undefined }),
      };
    case "start-combat":
      return {
        do: "start-combat",
        order: fields.has("order") ? fields.creatures("order") : state.roster,
        ...given({
          turn: fields.creatureOr("turn"),
          round: fields.wholeOr("round"),
          surprised: fields.has("surprised") ? fields.creatures("surprised") : undefined,
        }),
      };
    case "end-combat":
      return { do: "end-combat" };
    case "damage":
      return {
        do: "damage",
        target: fields.creature("target"),
        amount: fields.whole("amount"),
        type: fields.damageType("type"),
        ...given({
          magical: fields.flagOr("magical"),
          critical: fields.flagOr("critical"),
        }),
      };
    case "heal":
      return {
        do: "heal",
        target: fields.creature("target"),
        amount: fields.whole("amount"),
        ...given({ temporary: fields.flagOr("temporary") }),
      };
    case "condition":
      return conditionOf(fields);
    case "place":
      return {
        do: "place",
        creature: fields.creatureOr("creature") ?? fields.creature("target"),
        at: fields.square("at"),
      };
    case "fall":
      return { do: "fall", target: fields.creature("target"), feet: fields.whole("feet") };
    case "environment":
      return environmentOf(fields);
    case "rest":
      return {
        do: "rest",
        kind: fields.oneOf("kind", ["short", "long"] as const) ?? "short",
        ...(command.by === "dm" ? {} : { by: creatureId(command.by) }),
        ...given({ hitDice: hitDiceOf(fields, command.by, state) }),
      };
    case "award-xp":
      return { do: "award-xp", amount: fields.whole("amount"), to: fields.creatures("to") };
    case "adjust":
      return {
        do: "adjust",
        target: fields.creature("target"),
        reason: fields.textOr("reason") ?? "",
        ...given({ hp: fields.wholeOr("hp") }),
      };
    case "cancel-resolution":
    case "cancel":
      return { do: "cancel-resolution", reason: fields.textOr("reason") ?? "" };
    default:
      return null;
  }
}

/** `{"d10": 2}`, or a number of the dice that the creature has. */
function hitDiceOf(fields: Fields, by: string, state: State): Readonly<Record<string, number>> | undefined {
  const given = fields.raw("hitDice");
  if (typeof given !== "number") return given as Readonly<Record<string, number>> | undefined;
  const [die] = Object.keys(state.creatures[creatureId(by)]?.hitDice ?? {});
  return die === undefined ? undefined : { [die]: given };
}

/** `{add: "prone"}`, `{add: true, name: "prone"}` and `{change: "add", name: "prone"}` say the same. */
function conditionOf(fields: Fields): Command {
  const change = fields.textOr("change") ?? (fields.has("remove") ? "remove" : "add");
  const named = fields.raw(change);
  const name = typeof named === "string" && named !== "" ? named : fields.text("name");
  const known: ConditionName | undefined = CONDITIONS.find((one) => one === name.toLowerCase());
  if (known === undefined) throw new FieldError("name: a condition");
  return {
    do: "condition",
    target: fields.creature("target"),
    change: change === "remove" ? "remove" : "add",
    name: known,
    ...given({
      source: fields.creatureOr("source"),
      until: fields.textOr("until"),
    }),
  };
}

function environmentOf(fields: Fields): Command {
  const light = fields.oneOf("light", ["bright", "dim", "darkness"] as const);
  const pass = fields.textOr("pass");
  const span = /^(\d+) (minute|hour|day)s?$/.exec(pass ?? "");
  if (pass !== undefined && span === null) throw new FieldError("pass: minutes, hours or days");
  const unit = { minute: 1, hour: 60, day: 1440 }[span?.[2] ?? ""] ?? 0;
  return {
    do: "environment",
    ...given({ light, passMinutes: span === null ? undefined : Number(span[1]) * unit }),
  };
}
