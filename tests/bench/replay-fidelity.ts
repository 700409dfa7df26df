import { createHash } from "node:crypto";
import { decodeCommand } from "../../rooms/decode.ts";
import { loggedOf } from "../../rooms/history.ts";
import type { LivePorts } from "../../rooms/live-ports.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import { openingRecords } from "../../rooms/opening.ts";
import type { Sitter } from "../../rooms/ports.ts";
import { type SessionId, seatId, sessionId, userId } from "../../rules/ids.ts";
import { canonical, fold } from "../../rules/index.ts";
import type { StoredEvent } from "../../rules/log.ts";
import {
  CountingMeter,
  KeptJournal,
  ManualClock,
  MemoryCharacters,
  plainCitations,
} from "../rooms/support/world.ts";
import { Chance } from "../simulation/chance.ts";
import { someCommand } from "../simulation/whims.ts";
import { MemoryDiceSecrets, MemoryEventLog } from "../support/memory-event-log.ts";
import { type Load, type Timing, timingOf } from "./measure.ts";
import { type BenchResult, compare } from "./result.ts";

const CAMPAIGNS = 10_000;
const COMMANDS = 25;

/**
 * B5: random evenings, played live and folded again from the text of their logs; the hash of the state must
 * be the same each time. The peer is the bare reading of that text.
 */
export async function replayFidelity(load: Load, repetitions: number): Promise<BenchResult> {
  const until = performance.now() + load.warmupMs + load.measureMs * repetitions;
  const [replays, reads]: [number[], number[]] = [[], []];
  const unequal: number[] = [];
  let events = 0;
  let played = 0;
  for (; played < CAMPAIGNS && performance.now() < until; played += 1) {
    const { live, text } = await evening(played + 1);
    events += text.length;
    const begin = performance.now();
    const read = text.map((line): StoredEvent => JSON.parse(line));
    const between = performance.now();
    const again = hashOf(fold(read.map(loggedOf)));
    reads.push(between - begin);
    replays.push(performance.now() - begin);
    if (again !== live) unequal.push(played + 1);
  }
  const rate = (each: readonly number[]): Timing => {
    const seconds = each.reduce((sum, ms) => sum + ms, 0) / 1000;
    return { ...timingOf(each, seconds), perSecond: Math.round(events / seconds) };
  };
  const result = compare("replay-fidelity", [{ ours: rate(replays), peer: rate(reads) }], {
    peer: "the bare reading of the text",
    target: 1,
    limit: rate(reads).perSecond,
    notes: [
      `${played} random evenings of ${COMMANDS} commands, ${events} events; ${unequal.length} with another hash` +
        (unequal.length > 0 ? `: seeds ${unequal.slice(0, 10).join(", ")}` : ""),
      "figures are events a second and milliseconds an evening; the ratio is the share of equal hashes",
    ],
  });
  const share = (played - unequal.length) / Math.max(1, played);
  return { ...result, ratio: share, ratioRange: [share, share] };
}

const hashOf = (state: unknown): string => createHash("sha256").update(canonical(state)).digest("hex");

/** One random evening: a DM and goblins, legal and illegal play, undo and pause. */
async function evening(seed: number): Promise<{ readonly live: string; readonly text: readonly string[] }> {
  const chance = new Chance(seed);
  const log = new MemoryEventLog();
  const ports = portsOf(log, chance, seed);
  const id: SessionId = sessionId(chance.uuid());
  const dm: Sitter = { seat: seatId(chance.uuid()), user: userId(chance.uuid()), name: "Dana", role: "dm" };
  log.create(id);
  await begin(log, ports, id);
  const session = await LiveSession.open(ports, id);
  await session.submit({ kind: "system" }, { do: "take-seat", ...dm });
  const send = async (command: unknown) => {
    const intent = decodeCommand({ commandId: chance.uuid(), command });
    if (intent.ok) await session.send(dm, intent.value);
  };
  await send({ do: "set-map", map: { width: 12, height: 12, light: "bright", terrain: [] } });
  for (const at of [2, 5, 8]) {
    const side = at === 5 ? "party" : "foes";
    await send({ do: "add-monster", monster: "Goblin", side, at: [at, at] });
  }
  for (let at = 0; at < COMMANDS; at += 1)
    await send(someCommand(session.view(dm.seat), chance, `line ${at}`));
  const live = hashOf(session.state);
  await session.close();
  return { live, text: (await log.read(id, 0, 1000)).map((row) => JSON.stringify(row)) };
}

const portsOf = (log: MemoryEventLog, chance: Chance, seed: number): LivePorts => ({
  log,
  secrets: new MemoryDiceSecrets(String(seed)),
  characters: new MemoryCharacters(),
  citations: plainCitations,
  clock: new ManualClock(Date.UTC(2026, 0, 1)),
  randomness: { uuid: () => chance.uuid(), hex: (bytes) => chance.hex(bytes) },
  meter: new CountingMeter(),
  journal: new KeptJournal(),
  dungeonMaster: null,
  owner: "bench",
  leaseMs: 15_000,
});

async function begin(log: MemoryEventLog, ports: LivePorts, id: SessionId): Promise<void> {
  const command = {
    do: "start-session",
    name: "Bench",
    campaign: "Bench",
    diceMode: "rng",
    mapMode: "grid_2d",
    rulings: {},
    books: [],
    rulesVersion: "1",
    contentVersion: "1",
    diceCommitment: await ports.secrets.commit(id),
  } as const;
  const opening = openingRecords(id, command, ports);
  if (!opening.ok) throw new Error(opening.rejection.detail);
  const lease = await log.take(id, "bench", 15_000);
  await log.append(lease, 0, opening.value);
  await log.release(lease);
}
