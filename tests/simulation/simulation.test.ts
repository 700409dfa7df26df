import { expect, test } from "vitest";
import { evening } from "./evening.ts";
import { nothing } from "./oracle.ts";
import { PLANTS } from "./plants.ts";

/** Seeds that once failed, each with what it found. They stay. */
const NAMED: readonly (readonly [seed: number, found: string])[] = [
  [44, "a duplicate of a refused command was accepted later, after its sender had been told no"],
];

const CLEAN = { ...nothing(), complaints: [] };

test.each([1, 2, 3, 4, 5])(
  "[SIM-1] seed %i: drops, duplicates, crashes and pauses lose and double nothing",
  async (seed) => {
    expect((await evening(seed)).findings).toEqual(CLEAN);
  },
);

test.each(NAMED)("[SIM-2] seed %i stays mended: %s", async (seed) => {
  expect((await evening(seed)).findings).toEqual(CLEAN);
});

test.each(PLANTS)("[SIM-3] a planted fault is found: $name", { timeout: 120_000 }, async (plant) => {
  for (let seed = 1; seed <= 60; seed++) {
    if (plant.found((await evening(seed, undefined, plant)).findings)) return;
  }
  expect.fail(`${plant.name} was not found in 60 seeds`);
});

test("[SIM-4] the same seed plays the same evening", async () => {
  expect(await evening(7)).toEqual(await evening(7));
});
