import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../../..");
const file = join(root, "tests/rules/scenarios/atk-champion-19.json");

function skald(args: readonly string[], input = "") {
  const ran = spawnSync(process.execPath, [join(root, "server/cli/main.ts"), "scenario", ...args], {
    encoding: "utf8",
    input,
    cwd: mkdtempSync(join(tmpdir(), "skald-scenario-")),
  });
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

test("[CLI-S1] a scenario file prints one JSON document with rolls, citations, dice, state and hashes", () => {
  const { status, out } = skald([file]);
  const outcome = JSON.parse(out);
  expect(status).toBe(0);
  expect(outcome.results[0]).toMatchObject({
    command: 0,
    accepted: true,
    rolls: [
      { purpose: "attack", total: 26, outcome: "critical" },
      { purpose: "damage", total: 12 },
    ],
  });
  expect(outcome.results[0].citations).toContainEqual({
    rule: "features.improved-critical",
    section: "Class Features > Improved Critical",
  });
  expect(outcome.dice).toEqual({ drawn: 3, left: 0 });
  expect(outcome.state.creatures.ogre).toMatchObject({ hp: 47, dead: false });
  expect(outcome.hash).toMatch(/^[0-9a-f]{64}$/);
});

test("[CLI-S2] --explain tells it for people, each number with its reason and its rule", () => {
  const { status, out } = skald(["--explain", file]);
  expect(status).toBe(0);
  expect(out).toContain("d20=19 + 4 Strength + 3 proficiency = 26 against AC 11: critical");
  expect(out).toContain("rule features.improved-critical (Class Features > Improved Critical)");
});

test("[CLI-S3] a die too few stops the run with exit status 1 and says which draw", () => {
  const scenario = JSON.parse(readFileSync(file, "utf8"));
  const { status, out, err } = skald(
    ["-"],
    JSON.stringify({
      ...scenario,
      dice: [
        [20, 19],
        [8, 4],
      ],
    }),
  );
  expect(status).toBe(1);
  expect(JSON.parse(out).stopped).toMatchObject({
    code: "dice-exhausted",
    draw: 3,
    sides: 8,
    next: null,
    purpose: "damage",
    by: "hero",
    command: 0,
  });
  expect(err).toContain("draw 3 is a d8 for damage by hero");
});

test("[CLI-S4] a die too many is named, and fails where the outcome is held against the file", () => {
  const scenario = JSON.parse(readFileSync(file, "utf8"));
  const more = JSON.stringify({ ...scenario, dice: [...scenario.dice, [20, 5]] });
  expect(skald(["-"], more)).toMatchObject({ status: 0, err: expect.stringContaining("from draw 4 on") });
  expect(skald(["--expect", "-"], more).status).toBe(1);
});

test("[CLI-S5] several files print a line each; one that cannot be read is named and fails", () => {
  const { status, out } = skald([file, file]);
  expect(status).toBe(0);
  expect(
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).file),
  ).toEqual([file, file]);
  const bad = join(mkdtempSync(join(tmpdir(), "skald-scenario-")), "bad.json");
  writeFileSync(bad, '{"creatures": [{"id": "a", "side": "x", "monster": "Gobbo"}], "commands": []}');
  expect(skald([bad])).toMatchObject({
    status: 1,
    out: "",
    err: expect.stringContaining("creatures[0]: there is no monster called Gobbo"),
  });
});
