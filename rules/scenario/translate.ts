import type { AttackMode, Command, CreatureCommand, MoveMode } from "../command.ts";
import { type CreatureId, creatureId } from "../ids.ts";
import { DIRECTIONS } from "../movement/areas.ts";
import { ok, type Result, reject } from "../result.ts";
import type { State } from "../state.ts";
import type { ScenarioCommand } from "./document.ts";
import { FieldError, Fields, given } from "./fields.ts";
import { dmCommandOf } from "./translate-dm.ts";
import { answerOf, rollOf } from "./translate-roll.ts";

/** A command of a file as the table would send it; a field that cannot be read is `malformed`. */
export function translate(command: ScenarioCommand, state: State): Result<Command> {
  try {
    const made = commandOf(new Fields(command), command, state);
    return made === null
      ? reject("not-implemented", `${command.do} is not played by this version`)
      : ok(made);
  } catch (error) {
    if (error instanceof FieldError) return reject("malformed", `${command.do}: ${error.message}`);
    throw error;
  }
}

const MODES: readonly AttackMode[] = ["melee", "ranged", "thrown", "two-handed", "off-hand"];
const MOVES: readonly MoveMode[] = ["walk", "fly", "climb", "swim", "burrow", "jump", "crawl"];

function commandOf(fields: Fields, command: ScenarioCommand, state: State): Command | null {
  const by = creatureId(command.by);
  switch (command.do) {
    case "attack":
      if (!fields.has("target")) {
        if (!fields.has("at")) return null;
        const mode = fields.oneOf("mode", MODES);
        return {
          do: "attack-at",
          by,
          with: fields.text("with"),
          at: fields.square("at"),
          ...given({ mode }),
        };
      }
      return {
        do: "attack",
        by,
        with: fields.text("with"),
        target: fields.creature("target"),
        ...given({
          mode: fields.oneOf("mode", MODES),
          ability: fields.has("ability") ? fields.ability("ability") : undefined,
          nonlethal: fields.flagOr("nonlethal"),
        }),
        ...fields.use(),
      };
    case "move": {
      const mode = given({
        mode: fields.oneOf("mode", MOVES),
        drag: fields.has("drag") ? fields.creatures("drag") : undefined,
      });
      if (fields.has("altitude") && !fields.has("path") && !fields.has("to")) {
        const up = fields.textOr("mode") === "jump" ? "jump" : "fly";
        return { do: "move", by, path: [], mode: up, altitude: fields.whole("altitude") };
      }
      if (fields.has("path")) return { do: "move", by, path: fields.path("path"), ...mode };
      if (fields.has("to")) return { do: "move-to", by, to: fields.square("to"), ...mode };
      return null;
    }
    case "dash":
    case "disengage":
    case "hide":
      return { do: command.do, by, ...fields.use() };
    case "ready":
      return readyOf(fields, command, by, state);
    case "dodge":
    case "search":
    case "stand":
    case "drop-prone":
    case "end-turn":
      return { do: command.do, by };
    case "help":
      return {
        do: "help",
        by,
        target: fields.creature("target"),
        ...given({ against: fields.creatureOr("against") }),
      };
    case "grapple":
    case "stabilize":
      return { do: command.do, by, target: fields.creature("target") };
    case "shove":
      return {
        do: "shove",
        by,
        target: fields.creature("target"),
        effect: fields.oneOf("effect", ["prone", "push"] as const) ?? "prone",
      };
    case "escape":
      return { do: "escape", by, from: fields.creature("from") };
    case "equip":
    case "drop":
      return { do: command.do, by, item: fields.text("item") };
    case "interact":
      return fields.has("at") ? { do: "interact", by, at: fields.square("at") } : null;
    case "use-object":
      return {
        do: "use",
        by,
        feature: fields.text("item"),
        ...given({ target: fields.creatureOr("target") }),
      };
    case "end-concentration":
      return { do: "use", by, feature: "End Concentration" };
    case "use":
      return {
        do: "use",
        by,
        feature: fields.text("feature"),
        ...given({
          target: fields.creatureOr("target"),
          option: typeof fields.raw("option") === "string" ? fields.text("option") : undefined,
          amount: fields.wholeOr("amount"),
          direction: fields.oneOf("direction", DIRECTIONS),
          at: fields.has("at") ? fields.square("at") : undefined,
        }),
      };
    case "check":
    case "save":
    case "contest":
      return rollOf(fields, command.do, by, state);
    case "react":
    case "decline":
      return answerOf(fields, command.do, by, state.requests);
    default:
      return dmCommandOf(fields, command, state);
  }
}

/** What is readied is written as a command of its own, by the same creature. */
function readyOf(fields: Fields, command: ScenarioCommand, by: CreatureId, state: State): Command | null {
  const raw = fields.raw("then");
  if (typeof raw !== "object" || raw === null) throw new FieldError("then: a command");
  const inner = { ...raw, by: command.by } as ScenarioCommand;
  const action = commandOf(new Fields(inner), inner, state);
  if (action === null || !("by" in action) || action.by === undefined) return null;
  return { do: "ready", by, trigger: fields.text("trigger"), action: action as CreatureCommand };
}
