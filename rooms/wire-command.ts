import { z } from "zod";
import { LIMITS, type WireCommand } from "../client-sdk/src/protocol.ts";
import { TERRAIN_TYPES } from "../rules/map.ts";
import { DIRECTIONS } from "../rules/movement/areas.ts";
import { ABILITIES, CONDITIONS, DAMAGE_TYPES, SKILLS, type Skill } from "../rules/vocabulary.ts";

/** What Postgres can store and a person may have typed: whole characters, and no U+0000. */
const storable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");

const text = (max: number) => z.string().max(max).refine(storable, "text that cannot be stored");
const named = (max: number) => text(max).min(1);
const id = named(64);
const prose = text(LIMITS.textLength);
const reason = text(500);
const uses = z.array(named(LIMITS.nameLength)).max(8).exactOptional();
const whole = (min: number, max: number) => z.int().min(min).max(max);
const coordinate = whole(0, 199);
const sequence = whole(1, Number.MAX_SAFE_INTEGER);
const because = sequence.exactOptional();
const square = z.tuple([coordinate, coordinate]).readonly();
const ids = z.array(id).max(200);
const dragged = z.array(id).max(4).exactOptional();
const ability = z.enum(ABILITIES);
const skill = z.enum(Object.keys(SKILLS) as [Skill, ...Skill[]]);
const light = z.enum(["bright", "dim", "darkness"]);
const advantage = z.enum(["advantage", "disadvantage"]);
const moveMode = z.enum(["walk", "fly", "climb", "swim", "burrow", "jump", "crawl"]);
const uuid = z.uuid();

/** One command: its name and exactly these fields. */
const command = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ do: z.literal(name), ...shape });

/** A command that one's own creature carries out. */
const own = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ do: z.literal(name), by: id, ...shape });

const CREATURE_COMMANDS = [
  own("attack", {
    with: named(LIMITS.nameLength),
    target: id,
    mode: z.enum(["melee", "ranged", "thrown", "two-handed", "off-hand"]).exactOptional(),
    nonlethal: z.boolean().exactOptional(),
    ability: ability.exactOptional(),
    use: uses,
  }),
  own("attack-at", {
    with: named(LIMITS.nameLength),
    at: square,
    mode: z.enum(["melee", "ranged", "thrown", "two-handed", "off-hand"]).exactOptional(),
    use: uses,
  }),
  own("move", {
    path: z.array(square).min(1).max(LIMITS.pathLength),
    mode: moveMode.exactOptional(),
    drag: dragged,
  }),
  own("move-to", { to: square, mode: moveMode.exactOptional(), drag: dragged }),
  own("dash", { use: uses }),
  own("disengage", { use: uses }),
  own("dodge", {}),
  own("help", { target: id, against: id.exactOptional() }),
  own("hide", { use: uses }),
  own("search", {}),
  own("grapple", { target: id }),
  own("shove", { target: id, effect: z.enum(["prone", "push"]) }),
  own("escape", { from: id }),
  own("stabilize", { target: id }),
  own("stand", {}),
  own("drop-prone", {}),
  own("equip", { item: id }),
  own("drop", { item: id }),
  own("interact", { at: square }),
  own("use", {
    feature: named(LIMITS.nameLength),
    target: id.exactOptional(),
    option: text(LIMITS.nameLength).exactOptional(),
    amount: whole(0, 1000).exactOptional(),
    direction: z.enum(DIRECTIONS).exactOptional(),
    at: square.exactOptional(),
  }),
  own("end-turn", {}),
  own("check", {
    ability,
    skill: skill.exactOptional(),
    dc: whole(0, 99).exactOptional(),
    advantage: advantage.exactOptional(),
    hidden: z.boolean().exactOptional(),
    sense: z.enum(["sight", "hearing"]).exactOptional(),
  }),
  own("save", {
    ability,
    dc: whole(0, 99),
    advantage: advantage.exactOptional(),
    magical: z.boolean().exactOptional(),
  }),
  own("contest", {
    ability,
    skill: skill.exactOptional(),
    target: id,
    targetAbility: ability,
    targetSkill: skill.exactOptional(),
  }),
] as const;

/** Any of them may be readied; the engine says which make sense. */
const READY = own("ready", {
  trigger: text(500).min(1),
  action: z.discriminatedUnion("do", CREATURE_COMMANDS),
});

const ANSWERS = [
  own("react", {
    request: id.exactOptional(),
    choice: named(LIMITS.nameLength),
    with: named(LIMITS.nameLength).exactOptional(),
    target: id.exactOptional(),
    use: uses,
  }),
  own("decline", { request: id.exactOptional() }),
  own("enter-dice", { request: id, faces: z.array(whole(1, 100)).min(1).max(100) }),
] as const;

const map = z.strictObject({
  width: whole(1, 200),
  height: whole(1, 200),
  light,
  sunlight: z.boolean().exactOptional(),
  terrain: z.array(z.strictObject({ x: coordinate, y: coordinate, type: z.enum(TERRAIN_TYPES) })).max(4000),
});

const DM_COMMANDS = [
  command("set-map", { map }),
  command("add-monster", {
    monster: named(LIMITS.nameLength),
    name: named(LIMITS.nameLength).exactOptional(),
    side: named(LIMITS.nameLength).exactOptional(),
    at: square.exactOptional(),
    concealed: z.boolean().exactOptional(),
    notes: prose.exactOptional(),
  }),
  command("remove-creature", { target: id }),
  command("place", { creature: id, at: square, because }),
  command("reveal", { target: id }),
  command("conceal", { target: id }),
  command("note", { target: id, text: prose }),
  command("roll-initiative", { surprised: ids.exactOptional() }),
  command("start-combat", {
    order: ids.min(1),
    turn: id.exactOptional(),
    round: whole(1, 10_000).exactOptional(),
    surprised: ids.exactOptional(),
  }),
  command("end-combat", {}),
  command("damage", {
    target: id,
    amount: whole(0, 100_000),
    type: z.enum(DAMAGE_TYPES),
    magical: z.boolean().exactOptional(),
    critical: z.boolean().exactOptional(),
    because,
  }),
  command("heal", {
    target: id,
    amount: whole(0, 100_000),
    temporary: z.boolean().exactOptional(),
    because,
  }),
  command("condition", {
    target: id,
    change: z.enum(["add", "remove"]),
    name: z.enum(CONDITIONS),
    source: id.exactOptional(),
    until: text(LIMITS.nameLength).exactOptional(),
    because,
  }),
  command("fall", { target: id, feet: whole(0, 100_000) }),
  command("environment", { light: light.exactOptional(), passMinutes: whole(0, 1_000_000).exactOptional() }),
  command("rest", {
    kind: z.enum(["short", "long"]),
    hitDice: z.record(id, whole(0, 20)).refine(few, "too many entries").exactOptional(),
  }),
  command("award-xp", { amount: whole(0, 1_000_000), to: ids.min(1) }),
  command("adjust", { target: id, hp: whole(0, 100_000).exactOptional(), reason, because }),
  command("cancel-resolution", { reason }),
  command("undo", { toSequence: whole(0, Number.MAX_SAFE_INTEGER), reason, because }),
  command("rule", {
    about: sequence.exactOptional(),
    text: prose.min(1),
    reason: reason.min(1),
    keep: z.boolean(),
  }),
  command("answer-appeal", {
    appeal: sequence,
    outcome: z.enum(["uphold", "correct", "overrule"]),
    text: prose.min(1),
  }),
] as const;

const TABLE_COMMANDS = [
  command("bring-character", { character: uuid, at: square.exactOptional() }),
  command("contribute-dice", { entropy: z.string().regex(/^[0-9a-f]{32}$/) }),
  command("say", { text: prose.min(1), to: z.enum(["dm", "table"]), by: id.exactOptional() }),
  command("appeal", { about: sequence, text: prose.min(1) }),
  command("pause", {}),
  command("resume", {}),
  command("end-session", {}),
] as const;

function few(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length <= 40;
}

/** What a client may send, and not one field more. */
export const wireCommand: z.ZodType<WireCommand> = z.discriminatedUnion("do", [
  ...CREATURE_COMMANDS,
  READY,
  ...ANSWERS,
  ...DM_COMMANDS,
  ...TABLE_COMMANDS,
]);

export const commandMessage = z.strictObject({ commandId: named(64), command: wireCommand });
export const resumeMessage = z.strictObject({ after: whole(0, Number.MAX_SAFE_INTEGER) });
export const signalMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pictures") }),
  z.strictObject({ kind: z.literal("typing") }),
  z.strictObject({ kind: z.literal("ping"), x: coordinate, y: coordinate }),
]);
export const playbackMessage = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("play"), speed: z.number().min(0.1).max(100) }),
  z.strictObject({ do: z.literal("pause") }),
  z.strictObject({ do: z.literal("seek"), sequence: whole(0, Number.MAX_SAFE_INTEGER) }),
]);
