import type { CommandResult, Outcome, Scenario, ScenarioCommand, ShownRoll } from "./document.ts";

/** The run as people read it: one card per command, each number with its reason and its rule. */
export function explain(scenario: Scenario, outcome: Outcome): string {
  const cards = scenario.commands.map((command, index) => {
    const result = outcome.results.find((one) => one.command === index);
    return result === undefined ? null : card(command, result);
  });
  const ending = outcome.stopped
    ? [`Stopped at command ${outcome.stopped.command + 1}: ${outcome.stopped.detail}`]
    : outcome.dice.left > 0
      ? [`${outcome.dice.left} dice are left on the tape.`]
      : [];
  const title = scenario.title === undefined ? [] : [scenario.title, ""];
  const body = [...cards.filter((text) => text !== null), ...ending, ...standing(outcome)];
  return [...title, body.join("\n\n")].join("\n");
}

function card(command: ScenarioCommand, result: CommandResult): string {
  const { by, do: what, ...rest } = command;
  const details = Object.entries(rest).map(([key, value]) => `${key} ${plain(value)}`);
  const head = `${result.command + 1}. ${by}: ${[what, ...details].join(", ")}`;
  if (!result.accepted) return `${head}\n   refused (${result.code}): ${result.detail}`;
  const lines = [
    ...result.rolls.flatMap(rollLines),
    ...result.events.map(told).filter((line) => line !== null),
    ...result.requests.map((one) => `${one.to} is asked: ${one.options.join(" or ")}`),
    ...rules(result),
  ];
  return [head, ...lines.map((line) => `   ${line}`)].join("\n");
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function rollLines(roll: ShownRoll): readonly string[] {
  const dice = roll.dice.map((die) =>
    die.kept ? `d${die.sides}=${die.face}` : `(d${die.sides}=${die.face})`,
  );
  const parts =
    roll.parts ?? (roll.modifier === 0 ? [] : [{ value: roll.modifier, why: roll.why ?? "bonus" }]);
  const sum = [dice.join(" "), ...parts.map(({ value, why }) => `${signed(value)} ${why}`)].join(" ");
  const against = Object.entries(roll.against ?? {}).map(
    ([what, value]) => ` against ${what.toUpperCase()} ${value}`,
  );
  const outcome = roll.outcome === undefined ? "" : `: ${roll.outcome}`;
  const type = roll.type === undefined ? "" : ` ${roll.type}`;
  return [
    `${roll.purpose}${roll.by === null ? "" : ` by ${roll.by}`}: ${sum} = ${roll.total}${type}${against.join("")}${outcome}`,
    ...(roll.advantage ?? []).map((why) => `  advantage: ${why}`),
    ...(roll.disadvantage ?? []).map((why) => `  disadvantage: ${why}`),
  ];
}

const signed = (value: number) => (value < 0 ? `- ${-value}` : `+ ${value}`);

/** Rolls are told by their own lines; the rest by its kind and its plain fields. */
function told(event: Readonly<Record<string, unknown>>): string | null {
  const { kind, ...fields } = event;
  if (typeof kind !== "string" || kind.endsWith("-rolled")) return null;
  const shown = Object.entries(fields).filter(
    ([, value]) => typeof value === "string" || typeof value === "number" || value === true,
  );
  const steps = Array.isArray(fields.steps) ? fields.steps.map(step) : [];
  const words = shown.map(([key, value]) => (value === true ? key : `${key} ${value}`));
  return [kind.replaceAll("-", " "), ...words, ...steps].join(", ");
}

function step(of: { readonly why: string; readonly before: number; readonly after: number }): string {
  return `${of.why} ${of.before} to ${of.after}`;
}

function rules(result: CommandResult & { readonly accepted: true }): readonly string[] {
  return result.citations.map(
    ({ rule, section }) => `rule ${rule}${section === rule ? "" : ` (${section})`}`,
  );
}

function standing(outcome: Outcome): readonly string[] {
  const lines = Object.entries(outcome.state.creatures).map(([id, creature]) => {
    const life = creature.dead ? "dead" : `${creature.hp} of ${creature.maxHp} hit points`;
    const conditions = creature.conditions.map(({ name }) => name);
    return `${id}: ${[life, ...conditions].join(", ")}`;
  });
  return [lines.join("\n")];
}
