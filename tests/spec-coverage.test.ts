import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const ID = /^[A-Z]{2,5}-\d+$/;

/** Ids of promises: first cell of each table row of a SPEC.md, up to a heading that says "Not yet". */
function promisesOf(spec: string): string[] {
  const kept = spec.split(/^#+ .*Not yet.*$/im)[0] ?? "";
  return [...kept.matchAll(/^\|\s*`?([A-Z]{2,5}-\d+)`?\s*\|/gm)]
    .map((match) => match[1] ?? "")
    .filter((id) => ID.test(id));
}

function testTitles(): string {
  const texts: string[] = [];
  for (const entry of readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" })) {
    if (/\.test\.ts$|scenarios\/.*\.json$/.test(entry))
      texts.push(readFileSync(join(root, "tests", entry), "utf8"));
  }
  return texts.join("\n");
}

test("[ARC-5] every promise of rules/SPEC.md is carried by a test", () => {
  const path = join(root, "rules/SPEC.md");
  expect(existsSync(path)).toBe(true);
  const promises = promisesOf(readFileSync(path, "utf8"));
  expect(promises.length).toBeGreaterThan(20);
  expect(new Set(promises).size).toBe(promises.length);
  const titles = testTitles();
  expect(promises.filter((id) => !titles.includes(`[${id}]`))).toEqual([]);
});

test("[ARC-6] a promise without a test is noticed", () => {
  expect(promisesOf("| `ABC-1` | a sentence | here |\n## Not yet\n| `ABC-2` | later | - |")).toEqual([
    "ABC-1",
  ]);
});
