import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { canonical } from "../../rules/index.ts";
import { loadRuleBook } from "../../rules/text/index.ts";
import type { Backstage } from "../../server/backstage.ts";
import { checkSession } from "../../server/check-session.ts";
import { readConfig } from "../../server/config.ts";
import { openInstallation } from "../../server/installation.ts";
import { exportLines, linesIn } from "../../server/session-file.ts";
import { type Evening, recordedEvening } from "../rooms/support/recorded-evening.ts";

const SLOW = 120_000;
let folder: string;
let evening: Evening;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "skald-portable-"));
  evening = await recordedEvening("portable");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const textOf = async (lines: AsyncIterable<string>): Promise<string> => {
  let text = "";
  for await (const line of lines) text += `${line}\n`;
  return text;
};

/** What each line says, whatever the order of its names. */
const said = (file: string): string =>
  file
    .trimEnd()
    .split("\n")
    .map((line) => canonical(JSON.parse(line)))
    .join("\n");

/** Does something with a data directory, and closes it. */
async function inDirectory<Value>(
  name: string,
  work: (backstage: Backstage) => Promise<Value>,
): Promise<Value> {
  const config = readConfig({ SKALD_DATA: join(folder, name) });
  const { backstage } = await openInstallation(config, { count() {}, observe() {} });
  try {
    return await work(backstage);
  } finally {
    await backstage.close();
  }
}

it(
  "[TT-26] a session goes through two other data directories without losing a word, and folds to the same hash in each",
  async () => {
    const { session, world } = evening;
    const book = loadRuleBook();
    let file = await textOf(exportLines(world.log, session));
    const first = await checkSession(linesIn(file), book);
    if (!first.ok) throw new Error(first.fault.detail);
    for (const name of ["one", "two"]) {
      const [rebuilt, out] = await inDirectory(name, async (backstage) => {
        await backstage.importSession(file);
        await backstage.rebuild(session);
        const [again] = await backstage.rebuild(session);
        return [again, await textOf(backstage.exportLines(session))] as const;
      });
      expect(rebuilt).toMatchObject({ stateHash: first.stateHash, events: first.events });
      // The database keeps no order of names; what is hashed does not depend on it.
      expect(said(out) === said(file), `what ${name} gave out`).toBe(true);
      if (name === "two") expect(out === file, "the same bytes out of both").toBe(true);
      expect(await checkSession(linesIn(out), book)).toEqual(first);
      file = out;
    }
  },
  SLOW,
);

it(
  "[TT-27] a byte that was flipped on the way is named with its event, and nothing of the file is kept",
  async () => {
    const file = await textOf(exportLines(evening.world.log, evening.session));
    const lines = file.split("\n");
    const sequence = 12;
    const line = lines[sequence] ?? "";
    const at = line.indexOf('"content"') + 40;
    const flipped = `${line.slice(0, at)}${line[at] === "a" ? "b" : "a"}${line.slice(at + 1)}`;
    const changed = lines.with(sequence, flipped).join("\n");
    expect(await checkSession(linesIn(changed), loadRuleBook())).toMatchObject({
      ok: false,
      fault: { sequence },
    });
    await inDirectory("three", async (backstage) => {
      await expect(backstage.importSession(changed)).rejects.toThrow(`Event ${sequence}:`);
      expect(await backstage.sessions()).toEqual([]);
    });
  },
  SLOW,
);
