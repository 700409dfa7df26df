import type { Scenario } from "./document.ts";
import { ScenarioError } from "./setup.ts";

/**
 * A scenario out of the text of a file. Only the frame is checked here; what stands in it is checked by whoever
 * reads it. @throws ScenarioError naming the place.
 */
export function decodeScenario(text: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ScenarioError(`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (!isRecord(value)) throw new ScenarioError("a scenario is an object");
  list(value.creatures, "creatures").forEach((creature, index) => {
    const at = `creatures[${index}]`;
    if (!isRecord(creature)) throw new ScenarioError(`${at}: an object`);
    text_(creature.id, `${at}.id`);
    if (creature.side !== undefined) text_(creature.side, `${at}.side`);
    if (creature.at !== undefined) square(creature.at, `${at}.at`);
    if (isRecord(creature.sheet)) sheet(creature.sheet, `${at}.sheet`);
  });
  list(value.commands, "commands").forEach((command, index) => {
    if (!isRecord(command)) throw new ScenarioError(`commands[${index}]: an object`);
    text_(command.by, `commands[${index}].by`);
    text_(command.do, `commands[${index}].do`);
  });
  if (value.dice !== undefined) list(value.dice, "dice").forEach(die);
  return value as unknown as Scenario;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function list(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ScenarioError(`${at}: a list`);
  return value;
}

function text_(value: unknown, at: string): void {
  if (typeof value !== "string" || value === "") throw new ScenarioError(`${at}: text`);
}

function square(value: unknown, at: string): void {
  if (value === null) return;
  const pair = list(value, at);
  if (pair.length !== 2 || !pair.every(Number.isSafeInteger))
    throw new ScenarioError(`${at}: a square [x, y]`);
}

function sheet(value: Readonly<Record<string, unknown>>, at: string): void {
  text_(value.race, `${at}.race`);
  list(value.classes, `${at}.classes`).forEach((one, index) => {
    if (!isRecord(one) || typeof one.class !== "string" || !Number.isSafeInteger(one.level)) {
      throw new ScenarioError(`${at}.classes[${index}]: a class and its level`);
    }
  });
  const abilities = value.abilities;
  if (!isRecord(abilities)) throw new ScenarioError(`${at}.abilities: six scores`);
  for (const ability of ["str", "dex", "con", "int", "wis", "cha"]) {
    if (!Number.isSafeInteger(abilities[ability]))
      throw new ScenarioError(`${at}.abilities.${ability}: a score`);
  }
}

function die(value: unknown, index: number): void {
  const pair = list(value, `dice[${index}]`);
  const [sides, face] = pair;
  const whole = Number.isSafeInteger(sides) && Number.isSafeInteger(face);
  if (pair.length !== 2 || !whole) throw new ScenarioError(`dice[${index}]: [sides, face]`);
  if (Number(sides) < 1 || Number(face) < 1 || Number(face) > Number(sides)) {
    throw new ScenarioError(`dice[${index}]: a d${sides} does not show ${face}`);
  }
}
