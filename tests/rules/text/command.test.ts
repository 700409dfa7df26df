import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { RULE_IDS } from "../../../rules/rule-ids.ts";
import { registerRules } from "../../../server/cli/rules.ts";

const folder = mkdtempSync(join(tmpdir(), "skald-rules-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function skald(...args: readonly string[]) {
  const out: string[] = [];
  const err: string[] = [];
  vi.spyOn(console, "log").mockImplementation((line: string) => out.push(line));
  vi.spyOn(console, "error").mockImplementation((line: string) => err.push(line));
  const program = new Command("skald").option("--json").exitOverride();
  registerRules(program);
  await program.parseAsync(["rules", ...args], { from: "user" });
  return { lines: out.join("\n").split("\n"), err, exitCode: process.exitCode };
}

const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const TAVERN =
  "CHAPTER 1: TAVERNS\n\nWhere quarrels begin.\n\n1.1 COVER\n\nA table on its side is half cover against mugs.\n";

test("[RCMD-1] check prints a line a section and then a summary in which no letter is lost", async () => {
  const { lines, exitCode } = await skald("check", "--json", file("tavern.txt", TAVERN));
  const rows = lines.map((line) => JSON.parse(line));
  expect(rows.slice(0, -1)).toEqual([
    { source: "tavern.txt", path: ["Taverns"], lineStart: 1, lineEnd: 3, page: null },
    { source: "tavern.txt", path: ["Taverns", "Cover"], lineStart: 5, lineEnd: 7, page: null },
  ]);
  expect(rows.at(-1)).toMatchObject({ summary: true, sections: 2, errors: [], letters: { lost: 0 } });
  expect(exitCode).toBeUndefined();
});

test("[RCMD-2] check names the file that cannot be read and fails, and still reports the others", async () => {
  const empty = file("empty.txt", "");
  const { lines, exitCode } = await skald(
    "check",
    empty,
    file("tavern.txt", TAVERN),
    join(folder, "none.txt"),
  );
  expect(lines.join("\n")).toMatch(/NOT READ {2}empty\.txt: the file is empty/u);
  expect(lines.join("\n")).toMatch(/NOT READ .*none\.txt/u);
  expect(lines.join("\n")).toMatch(/tavern\.txt: 2 sections/u);
  expect(exitCode).toBe(1);
});

test("[RCMD-3] search answers a whole file of questions from the named books, and says when they are silent", async () => {
  const questions = file(
    "questions.jsonl",
    '{"id":"a","question":"is a table half cover"}\n\n{"id":"b","question":"what can a beholder do"}\n',
  );
  const { lines } = await skald(
    "search",
    "--json",
    "--books",
    file("tavern.txt", TAVERN),
    "--questions",
    questions,
  );
  const [cover, beholder] = lines.map((line) => JSON.parse(line));
  expect(cover).toMatchObject({ id: "a", abstain: false });
  expect(cover.results[0]).toMatchObject({
    file: "tavern.txt",
    heading_path: ["Taverns", "Cover"],
    lines: [5, 7],
    span: [7, 7],
    quote: "A table on its side is half cover against mugs.",
  });
  expect(beholder).toMatchObject({ id: "b", abstain: true });
});

test("[RCMD-4] a single question is answered for a person from the built-in book", async () => {
  const { lines } = await skald("search", "does", "a", "nat", "20", "always", "hit?");
  expect(lines.join("\n")).toContain("The Natural One and Twenty");
  expect(lines.join("\n")).toContain("A 20 on the die always hits");
});

test.each([
  ["nothing is asked", ["search"], /Ask something/u],
  ["the questions are missing", ["search", "--questions", "/nowhere.jsonl"], /cannot be read/u],
])("[RCMD-5] search says what is wrong when %s", async (_, args, message) => {
  await expect(skald(...args)).rejects.toThrow(message);
});

test("[RCMD-6] search names the line of a question file that is none", async () => {
  const questions = file("broken.jsonl", '{"id":"a","question":"x"}\nnot json\n');
  await expect(skald("search", "--questions", questions)).rejects.toThrow(/Line 2/u);
});

test("[RCMD-7] bindings lists every rule with its section and anchor, and finds no fault", async () => {
  const { lines, exitCode } = await skald("bindings", "--json");
  const rows = lines.map((line) => JSON.parse(line));
  expect(rows.map((row) => row.ruleId)).toEqual([...RULE_IDS]);
  for (const row of rows) expect(row.anchor).not.toBe("");
  expect(exitCode).toBeUndefined();
});
