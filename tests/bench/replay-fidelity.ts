import { createHash } from "node:crypto";
import { decodeCommand } from "../../rooms/decode.ts";
import type { LivePorts } from "../../rooms/live-ports.ts";
import { LiveSession } from "../../rooms/live-session.ts";
import { openingRecords } from "../../rooms/opening.ts";
import type { Sitter } from "../../rooms/ports.ts";
import { SNAPSHOT_EVERY } from "../../rooms/snapshot.ts";
import { type SessionId, seatId, sessionId, userId } from "../../rules/ids.ts";
import { canonical } from "../../rules/index.ts";
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
import { MemorySnapshots } from "../support/memory-snapshots.ts";
import { type Load, type Timing, timingOf } from "./measure.ts";
import { type Folder, openFolders } from "./node-versions.ts";
import { battle, type Fought } from "./pokemon.ts";
import { type BenchResult, compare } from "./result.ts";

const CAMPAIGNS = 10_000;
const COMMANDS = 25;

/** One battle of the peer to so many evenings: they take longer. */
const EVENINGS_A_BATTLE = 5;

/**
 * B5: random evenings, played live and folded again from the text of their logs, by each Node that is found here, in
 * processes of their own; the hash of the state must be the same each time. The peer are battles of Pokémon Showdown's
 * simulator, which are decided again from their input logs.
 */
export async function replayFidelity(load: Load, repetitions: number): Promise<BenchResult> {
  const folders = await openFolders();
  try {
    return await compareFolds(folders, load, repetitions);
  } finally {
    for (const folder of folders) folder.close();
  }
}

type Folds = {
  readonly folder: Folder;
  readonly ms: number[];
  readonly readMs: number[];
  readonly unequal: number[];
};

async function compareFolds(
  folders: readonly Folder[],
  load: Load,
  repetitions: number,
): Promise<BenchResult> {
  const until = performance.now() + load.warmupMs + load.measureMs * repetitions;
  const folds: readonly Folds[] = folders.map((folder) => ({ folder, ms: [], readMs: [], unequal: [] }));
  const battles: Fought[] = [];
  let events = 0;
  let played = 0;
  for (; played < CAMPAIGNS && performance.now() < until; played += 1) {
    const { live, text } = await evening(played + 1);
    events += text.length;
    for (const { folder, ms, readMs, unequal } of folds) {
      const refolded = await folder.refold(text);
      ms.push(refolded.totalMs);
      readMs.push(refolded.readMs);
      if (refolded.hash !== live) unequal.push(played + 1);
    }
    if (played % EVENINGS_A_BATTLE === 0) battles.push(battle(new Chance(played + 1)));
  }
  const own = folds[0];
  if (own === undefined || played === 0) throw new Error("nothing was played");
  const lines = battles.reduce((sum, fought) => sum + fought.lines, 0);
  const ours = rate(own.ms, events);
  const peer = rate(
    battles.map(({ replayMs }) => replayMs),
    lines,
  );
  const result = compare("replay-fidelity", [{ ours, peer }], {
    peer: "@pkmn/sim, input logs",
    target: 1,
    limit: rate(own.readMs, events).perSecond,
    notes: [
      `${played} of ${CAMPAIGNS} random evenings of ${COMMANDS} commands, ${events} events, each folded by ${folds.length} Node version(s)`,
      ...folds.map((each) => said(each, played)),
      ...(folds.length > 1 ? [] : ["no second Node version was found on the PATH or in OTHER_NODES"]),
      `${battles.length} battles, ${battles.filter(({ equal }) => !equal).length} said something else the second time`,
      "figures are events (lines of a battle) a second and milliseconds an evening (a battle); the ratio is the share of equal hashes; the limit is the bare reading of the text",
    ],
  });
  const shares = folds.map(({ unequal }) => (played - unequal.length) / played);
  const share = Math.min(...shares);
  return { ...result, ratio: share, ratioRange: [share, Math.max(...shares)] };
}

const said = ({ folder, unequal, ms }: Folds, played: number): string =>
  `${folder.version}: ${played - unequal.length} of ${played} hashes as they were live` +
  (unequal.length > 0 ? `, not those of seeds ${unequal.slice(0, 10).join(", ")}` : "") +
  `, ${Math.round(ms.reduce((sum, each) => sum + each, 0))} ms`;

function rate(each: readonly number[], events: number): Timing {
  const seconds = each.reduce((sum, ms) => sum + ms, 0) / 1000;
  return { ...timingOf(each, seconds), perSecond: Math.round(events / seconds) };
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
  snapshots: new MemorySnapshots(log),
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
  snapshotEvery: SNAPSHOT_EVERY,
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
