import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashOf, NO_EVENTS } from "../../../rooms/chain.ts";
import { changesBetween } from "../../../rooms/changes.ts";
import { LiveSession } from "../../../rooms/live-session.ts";
import type { SessionId } from "../../../rules/ids.ts";
import { exportLines } from "../../../server/session-file.ts";
import { character, SECRETS, setUpFight } from "../../rooms/support/fight.ts";
import { type Evening, recordedEvening } from "../../rooms/support/recorded-evening.ts";
import { makeWorld, sitter, startSession, type World } from "../../rooms/support/room-server.ts";
import { SeatHand } from "../../rooms/support/seat-hand.ts";

const SKALD = resolve(import.meta.dirname, "../../../server/cli/skald.js");
const SLOW = 120_000;

let folder: string;
let evening: Evening;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "skald-hindsight-"));
  evening = await recordedEvening("command line");
  file = await written(evening.world, evening.session, "evening.jsonl");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written({ log }: World, session: SessionId, name: string): Promise<string> {
  const lines: string[] = [];
  for await (const line of exportLines(log, session)) lines.push(line);
  const path = join(folder, name);
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
}

function run(...words: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, [SKALD, ...words], {
    env: { ...env, SKALD_DATA: folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return new Promise((done) => child.on("close", (code) => done({ code, out, err })));
}

describe("the command line, looking back", () => {
  it(
    "[TT-18] diff tells each change with its event, through the eyes that are named",
    async () => {
      const { revealed, records } = evening;
      const whole = await run("diff", file, "0", String(records.length));
      expect(whole).toMatchObject({ code: 0, err: "" });
      expect(whole.out).toContain(`${SECRETS.lurkerName}`);
      expect(whole.out).toMatch(/^ +#\d+ {2}Kara /m);
      const before = await run("diff", file, "0", String(revealed - 1), "--as", "kim", "--json");
      expect(before.out).not.toContain(SECRETS.lurkerName);
      expect(JSON.parse(before.out)).toEqual(
        JSON.parse(JSON.stringify(changesBetween(records, 0, revealed - 1, evening.kim))),
      );
      const after = await run("diff", file, String(revealed - 1), String(revealed), "--as", "Kim");
      expect(after.out).toContain(`#${revealed}  ${SECRETS.lurkerName} nothing → there`);
    },
    SLOW,
  );

  it(
    "[TT-19] knew tells each seat's stretches, or how much of an event it saw",
    async () => {
      const { revealed, concealed } = evening;
      const lurker = await run("knew", file, "--creature", SECRETS.lurkerName.toLowerCase());
      expect(lurker.code).toBe(0);
      expect(lurker.out).toMatch(
        new RegExp(
          `Kim \\(player\\)\n +#${revealed} until it was lost at #${concealed}\n +#${revealed}  unhurt, at`,
        ),
      );
      const start = await run("knew", file, "--event", "1", "--json");
      expect(JSON.parse(start.out)).toMatchObject({ creatures: [], event: { kind: "session-started" } });
    },
    SLOW,
  );

  it(
    "[TT-20] what is not there is refused in a line",
    async () => {
      for (const [words, line] of [
        [["diff", file, "0", "9999"], /"9999" is no number of this session/],
        [["diff", file, "5", "4"], /Event 5 is after event 4/],
        [
          ["diff", file, "0", "1", "--as", "Nobody"],
          /Nobody called "Nobody" sits there. Seats: dm, table, Dana/,
        ],
        [["knew", file], /either --creature NAME or --event NUMBER/],
        [["knew", file, "--creature", "Smaug"], /No creature "Smaug"/],
        [["knew", file, "--event", "0"], /"0" is no number/],
      ] as const) {
        const refused = await run(...words);
        expect(refused).toMatchObject({ code: 1, out: "", err: expect.stringMatching(line) });
        expect(refused.err.trim().split("\n")).toHaveLength(1);
      }
    },
    SLOW,
  );

  it(
    "[TT-21] verify says how the dice fell that were entered by hand, and a version of the future is refused by number",
    async () => {
      const world = makeWorld("by hand");
      const session = await startSession(world, { diceMode: "player_entered" });
      const live = await LiveSession.open(world, session);
      const dm = await SeatHand.sit(live, sitter(world, "Dana", "dm"));
      const kim = await SeatHand.sit(live, sitter(world, "Kim", "player"));
      const { hero } = await setUpFight(dm, [[kim, character(world, kim.sitter, "Kara")]]);
      await kim.accepted({ do: "check", by: hero, ability: "str" });
      const request = Object.keys(kim.view.requests)[0] ?? "";
      await kim.accepted({ do: "enter-dice", by: hero, request, faces: [13] });
      await live.close();
      const path = await written(world, session, "by-hand.jsonl");
      const verified = await run("verify", path);
      expect(verified.code).toBe(0);
      expect(verified.out).toContain("by hand  Kim, d20: 1 dice are too few to tell anything");
      expect((await run("verify", file)).out).not.toContain("by hand");

      const future = (await readFile(path, "utf8")).replaceAll('"schemaVersion":1', '"schemaVersion":7');
      const from = join(folder, "future.jsonl");
      await writeFile(from, rechained(future));
      const refused = await run("verify", from);
      expect(refused).toMatchObject({
        code: 1,
        out: expect.stringMatching(/^REFUSED at event 1: unknown-schema-version, .*version 7 /),
      });
      expect((await run("replay", from)).err).toMatch(
        /^skald: Events of schema version 7 cannot be read here/,
      );
      expect((await run("import", from)).err).toMatch(/^skald: Event 1: unknown-schema-version/);
    },
    SLOW,
  );
});

/** The same file as whoever wrote it would have: each hash follows from what its line now says. */
function rechained(text: string): string {
  const lines = text.trimEnd().split("\n");
  let prevHash = NO_EVENTS.hash;
  const records = lines.slice(1, -1).map((line) => {
    const record = { ...JSON.parse(line), prevHash };
    prevHash = hashOf(record);
    return JSON.stringify({ ...record, hash: prevHash });
  });
  const end = { ...JSON.parse(lines.at(-1) ?? ""), head: prevHash };
  return `${[lines[0], ...records, JSON.stringify(end)].join("\n")}\n`;
}
