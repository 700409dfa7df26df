import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decodeScenario, faultsOf, runScenario, type Scenario } from "../../../rules/scenario/index.ts";

const folder = import.meta.dirname;

function filesOf(path: string): readonly (readonly [file: string, scenario: Scenario])[] {
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => [file, decodeScenario(readFileSync(join(path, file), "utf8"))]);
}

const played = filesOf(folder);
const pending = filesOf(join(folder, "pending"));

/** A file's title begins with its id; the test carries it on. */
const titled = (files: typeof played) =>
  files.map(([file, scenario]) => [scenario.title ?? file, scenario] as const);

describe("fights that are written down", () => {
  test.each(titled(played))("%s", (_, scenario) => {
    expect(faultsOf(runScenario(scenario), scenario.expect)).toEqual([]);
  });
});

describe.skipIf(pending.length === 0)("known gaps", () => {
  test("[SCN-9] a file that waits says why", () => {
    const silent = pending.filter(([, scenario]) => !("pending" in scenario));
    expect(silent.map(([file]) => file)).toEqual([]);
  });

  test.skip.each(titled(pending))("%s", (_, scenario) => {
    expect(faultsOf(runScenario(scenario), scenario.expect)).toEqual([]);
  });
});

describe("the tape", () => {
  const rolling = played.filter(([, scenario]) => (scenario.dice ?? []).length > 0);
  const fair = rolling.filter(([, { expect: asked }]) => !asksForDice(asked));

  test("[SCN-1] a die too few stops the run and says which draw lacked it, in every file that rolls", () => {
    for (const [file, scenario] of fair) {
      const dice = scenario.dice ?? [];
      const outcome = runScenario({ ...scenario, dice: dice.slice(0, -1) });
      expect(outcome.stopped, file).toMatchObject({
        code: "dice-exhausted",
        draw: dice.length,
        sides: dice.at(-1)?.[0],
        next: null,
      });
      expect(outcome.dice.left, file).toBe(0);
    }
  });

  test("[SCN-2] a die too many is a fault that says which one, in every file that rolls", () => {
    for (const [file, scenario] of fair) {
      const dice = scenario.dice ?? [];
      const outcome = runScenario({ ...scenario, dice: [...dice, [20, 1]] });
      expect(faultsOf(outcome, scenario.expect), file).toEqual([
        `dice.left: 1 too many on the tape, the first is draw ${dice.length + 1}`,
      ]);
    }
  });

  test("[SCN-3] a die of another size stops the run and names both", () => {
    for (const [file, scenario] of fair) {
      const [[sides, face] = [20, 1], ...rest] = scenario.dice ?? [];
      const outcome = runScenario({
        ...scenario,
        dice: [[sides === 12 ? 20 : 12, face > 12 ? 1 : face], ...rest],
      });
      expect(outcome.stopped, file).toMatchObject({ code: "dice-mismatch", draw: 1, sides });
    }
  });

  test("[SCN-4] an expectation that does not hold is found", () => {
    const [, scenario] = fair[0] ?? [];
    if (scenario === undefined) throw new Error("no scenario rolls a die");
    expect(faultsOf(runScenario(scenario), { state: { combat: { round: 99 } } })).toHaveLength(1);
  });

  test("[SCN-5] refused commands leave the hash as it was and draw nothing, in every file", () => {
    for (const [file, scenario] of played) {
      const outcome = runScenario(scenario);
      const before = [outcome.initialHash, ...outcome.results.map(({ hash }) => hash)];
      for (const [index, result] of outcome.results.entries()) {
        if (!result.accepted) expect(result.hash, `${file} ${index}`).toBe(before[index]);
      }
    }
  });

  test("[SCN-6] the same file comes out the same, to the last hash", () => {
    for (const [file, scenario] of played) {
      expect(JSON.stringify(runScenario(scenario)), file).toBe(JSON.stringify(runScenario(scenario)));
    }
  });

  test("[SCN-7] a seed rolls dice where there is no tape", () => {
    const [, scenario] = fair[0] ?? [];
    if (scenario === undefined) throw new Error("no scenario rolls a die");
    const { dice: _, ...untaped } = scenario;
    const seeded = runScenario({ ...untaped, seed: 7 });
    expect(seeded.stopped).toBeUndefined();
    expect(seeded.dice.drawn).toBeGreaterThan(0);
    expect(runScenario({ ...untaped, seed: 7 }).hash).toBe(seeded.hash);
  });

  test("[SCN-8] every file has a title with an id of its own", () => {
    const ids = [...played, ...pending].map(([, { title }]) => /^\[([A-Z]+-\d+)\] /.exec(title ?? "")?.[1]);
    expect(ids.filter((id) => id === undefined)).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

function asksForDice(expected: unknown): boolean {
  return typeof expected === "object" && expected !== null && ("stopped" in expected || hasLeft(expected));
}

function hasLeft(expected: object): boolean {
  return "dice" in expected && typeof expected.dice === "object";
}
