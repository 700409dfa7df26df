import type { AttackMode, Command, CreatureCommand, MoveMode } from "../command.ts";
import { idOf } from "../creatures/names.ts";
import { type CreatureId, creatureId } from "../ids.ts";
import type { Square } from "../map.ts";
import type { Request } from "../request.ts";
import { ok, type Result, reject } from "../result.ts";
import {
  ABILITIES,
  type Ability,
  CONDITIONS,
  type ConditionName,
  DAMAGE_TYPES,
  type DamageType,
  SKILLS,
  type Skill,
} from "../vocabulary.ts";
import type { ScenarioCommand } from "./document.ts";

/** The fields of one command of a file, read by kind; a wrong one throws its name. */
class Fields {
  readonly #of: ScenarioCommand;

  constructor(of: ScenarioCommand) {
    this.#of = of;
  }

  has(name: string): boolean {
    return this.#of[name] !== undefined && this.#of[name] !== null;
  }

  raw(name: string): unknown {
    return this.#of[name];
  }

  text(name: string): string {
    const value = this.#of[name];
    if (typeof value !== "string") throw new FieldError(`${name}: text`);
    return value;
  }

  textOr(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  whole(name: string): number {
    const value = this.#of[name];
    if (!Number.isSafeInteger(value)) throw new FieldError(`${name}: a whole number`);
    return value as number;
  }

  creature(name: string): CreatureId {
    return creatureId(this.text(name));
  }

  square(name: string): Square {
    return squareOf(this.#of[name], name);
  }

  path(name: string): readonly Square[] {
    const value = this.#of[name];
    if (!Array.isArray(value)) throw new FieldError(`${name}: a list of squares`);
    return value.map((entry) => squareOf(entry, name));
  }

  creatures(name: string): readonly CreatureId[] {
    const value = this.#of[name];
    if (typeof value === "string") return [creatureId(value)];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
      throw new FieldError(`${name}: a list of creatures`);
    }
    return value.map(creatureId);
  }

  ability(name: string): Ability {
    const wanted = this.text(name).toLowerCase();
    const found = ABILITIES.find((one) => wanted === one || wanted.startsWith(one));
    if (found === undefined) throw new FieldError(`${name}: an ability`);
    return found;
  }

  skill(name: string): Skill | undefined {
    const wanted = this.textOr(name)?.toLowerCase();
    if (wanted === undefined) return undefined;
    if (!(wanted in SKILLS)) throw new FieldError(`${name}: a skill`);
    return wanted as Skill;
  }

  damageType(name: string): DamageType {
    const wanted = this.text(name).toLowerCase();
    const found = DAMAGE_TYPES.find((one) => one === wanted);
    if (found === undefined) throw new FieldError(`${name}: a damage type`);
    return found;
  }

  advantage(): { readonly advantage?: "advantage" | "disadvantage" } {
    const value = this.#of.advantage;
    if (value === undefined || value === null || value === false || value === "none") return {};
    if (value === true || value === "advantage") return { advantage: "advantage" };
    if (value === "disadvantage") return { advantage: "disadvantage" };
    throw new FieldError("advantage: advantage or disadvantage");
  }

  /** `use` may name a feature, or say more of it in an object. */
  use(): { readonly use?: readonly string[] } {
    const value = this.#of.use;
    if (value === undefined) return {};
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return {
      use: list.map((entry) => {
        const name =
          typeof entry === "object" && entry !== null && "feature" in entry ? entry.feature : entry;
        if (typeof name !== "string") throw new FieldError("use: names of features");
        return name;
      }),
    };
  }
}

class FieldError extends Error {}

function squareOf(value: unknown, name: string): Square {
  if (Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger)) {
    return [Number(value[0]), Number(value[1])];
  }
  throw new FieldError(`${name}: a square [x, y]`);
}

/** A command of a file as the table would send it; a field that cannot be read is `malformed`. */
export function translate(command: ScenarioCommand, pending: readonly Request[]): Result<Command> {
  try {
    const made = commandOf(new Fields(command), command, pending);
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

function oneOf<Value extends string>(
  fields: Fields,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const wanted = fields.textOr(name);
  if (wanted === undefined) return undefined;
  const found = values.find((one) => one === wanted.toLowerCase());
  if (found === undefined) throw new FieldError(`${name}: one of ${values.join(", ")}`);
  return found;
}

/** Leaves out what is undefined, as exact optional properties ask. */
function given<Value extends object>(value: Value): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const kept = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(kept) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}

function commandOf(fields: Fields, command: ScenarioCommand, pending: readonly Request[]): Command | null {
  const by = creatureId(command.by);
  switch (command.do) {
    case "attack":
      if (!fields.has("target")) return null;
      return {
        do: "attack",
        by,
        with: fields.text("with"),
        target: fields.creature("target"),
        ...given({
          mode: oneOf(fields, "mode", MODES),
          ability: fields.has("ability") ? fields.ability("ability") : undefined,
          nonlethal: fields.has("nonlethal") ? fields.raw("nonlethal") === true : undefined,
        }),
        ...fields.use(),
      };
    case "move": {
      const mode = given({ mode: oneOf(fields, "mode", MOVES) });
      if (fields.has("path")) return { do: "move", by, path: fields.path("path"), ...mode };
      if (fields.has("to")) return { do: "move-to", by, to: fields.square("to"), ...mode };
      return null;
    }
    case "dash":
    case "disengage":
    case "hide":
      return { do: command.do, by, ...fields.use() };
    case "ready":
      return readyOf(fields, command, by, pending);
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
        ...given({ against: fields.has("against") ? fields.creature("against") : undefined }),
      };
    case "grapple":
    case "stabilize":
      return { do: command.do, by, target: fields.creature("target") };
    case "shove":
      return {
        do: "shove",
        by,
        target: fields.creature("target"),
        effect: oneOf(fields, "effect", ["prone", "push"] as const) ?? "prone",
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
        ...given({ target: fields.has("target") ? fields.creature("target") : undefined }),
      };
    case "end-concentration":
      return { do: "use", by, feature: "End Concentration" };
    case "use":
      return {
        do: "use",
        by,
        feature: fields.text("feature"),
        ...given({
          target: fields.has("target") ? fields.creature("target") : undefined,
          option: typeof fields.raw("option") === "string" ? fields.text("option") : undefined,
          amount: fields.has("amount") ? fields.whole("amount") : undefined,
        }),
      };
    case "check":
    case "save":
    case "contest":
      return rollOf(fields, command.do, by);
    case "react":
    case "decline":
      return answerOf(fields, command.do, by, pending);
    default:
      return dmCommandOf(fields, command);
  }
}

/** What is readied is written as a command of its own, by the same creature. */
function readyOf(
  fields: Fields,
  command: ScenarioCommand,
  by: CreatureId,
  pending: readonly Request[],
): Command | null {
  const raw = fields.raw("then");
  if (typeof raw !== "object" || raw === null) throw new FieldError("then: a command");
  const inner = { ...raw, by: command.by } as ScenarioCommand;
  const action = commandOf(new Fields(inner), inner, pending);
  if (action === null || !("by" in action) || action.by === undefined) return null;
  return { do: "ready", by, trigger: fields.text("trigger"), action: action as CreatureCommand };
}

function rollOf(fields: Fields, what: "check" | "save" | "contest", by: CreatureId): Command {
  const skill = fields.skill("skill");
  const ability = !fields.has("ability") && skill !== undefined ? SKILLS[skill] : fields.ability("ability");
  if (what === "save") {
    return { do: "save", by, ability, dc: fields.whole("dc"), ...fields.advantage() };
  }
  if (what === "check") {
    const dc = fields.has("dc") ? fields.whole("dc") : undefined;
    const sense = oneOf(fields, "sense", ["sight", "hearing"] as const);
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
function answerOf(
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
      target: fields.has("target") ? fields.creature("target") : undefined,
    }),
    ...fields.use(),
  };
}

function dmCommandOf(fields: Fields, command: ScenarioCommand): Command | null {
  switch (command.do) {
    case "roll-initiative":
      return {
        do: "roll-initiative",
        ...given({ surprised: fields.has("surprised") ? fields.creatures("surprised") : undefined }),
      };
    case "start-combat":
      return {
        do: "start-combat",
        order: fields.creatures("order"),
        ...given({
          turn: fields.has("turn") ? fields.creature("turn") : undefined,
          round: fields.has("round") ? fields.whole("round") : undefined,
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
          magical: fields.has("magical") ? fields.raw("magical") === true : undefined,
          critical: fields.has("critical") ? fields.raw("critical") === true : undefined,
        }),
      };
    case "heal":
      return {
        do: "heal",
        target: fields.creature("target"),
        amount: fields.whole("amount"),
        ...given({ temporary: fields.has("temporary") ? fields.raw("temporary") === true : undefined }),
      };
    case "condition":
      return conditionOf(fields);
    case "place":
      return { do: "place", creature: fields.creature("creature"), at: fields.square("at") };
    case "fall":
      return { do: "fall", target: fields.creature("target"), feet: fields.whole("feet") };
    case "environment":
      return environmentOf(fields);
    case "rest":
      return {
        do: "rest",
        kind: oneOf(fields, "kind", ["short", "long"] as const) ?? "short",
        ...(command.by === "dm" ? {} : { by: creatureId(command.by) }),
        ...given({ hitDice: fields.raw("hitDice") as Readonly<Record<string, number>> | undefined }),
      };
    case "award-xp":
      return { do: "award-xp", amount: fields.whole("amount"), to: fields.creatures("to") };
    case "adjust":
      return {
        do: "adjust",
        target: fields.creature("target"),
        reason: fields.textOr("reason") ?? "",
        ...given({ hp: fields.has("hp") ? fields.whole("hp") : undefined }),
      };
    case "cancel-resolution":
    case "cancel":
      return { do: "cancel-resolution", reason: fields.textOr("reason") ?? "" };
    default:
      return null;
  }
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
      source: fields.has("source") ? fields.creature("source") : undefined,
      until: fields.textOr("until"),
    }),
  };
}

function environmentOf(fields: Fields): Command {
  const light = oneOf(fields, "light", ["bright", "dim", "darkness"] as const);
  const pass = fields.textOr("pass");
  const span = /^(\d+) (minute|hour|day)s?$/.exec(pass ?? "");
  if (pass !== undefined && span === null) throw new FieldError("pass: minutes, hours or days");
  const unit = { minute: 1, hour: 60, day: 1440 }[span?.[2] ?? ""] ?? 0;
  return {
    do: "environment",
    ...given({ light, passMinutes: span === null ? undefined : Number(span[1]) * unit }),
  };
}
