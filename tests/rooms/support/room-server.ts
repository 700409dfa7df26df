import { defineRoom, defineServer } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { type LivePorts, makeRooms, openingRecords, ROOM_NAMES, type Rooms } from "../../../rooms/index.ts";
import { LEASE_MS } from "../../../rooms/pen.ts";
import type { DungeonMaster, Sitter } from "../../../rooms/ports.ts";
import { SNAPSHOT_EVERY } from "../../../rooms/snapshot.ts";
import { type SessionId, seatId, sessionId, userId } from "../../../rules/ids.ts";
import { MemoryDiceSecrets, MemoryEventLog } from "../../support/memory-event-log.ts";
import { MemorySnapshots } from "../../support/memory-snapshots.ts";
import {
  CountingMeter,
  KeptJournal,
  MemoryCharacters,
  plainCitations,
  realClock,
  SeededRandomness,
} from "./world.ts";

/** The world of a room, in memory. */
export type World = Omit<
  LivePorts,
  "log" | "snapshots" | "secrets" | "characters" | "journal" | "meter" | "randomness"
> & {
  readonly log: MemoryEventLog;
  readonly snapshots: MemorySnapshots;
  readonly secrets: MemoryDiceSecrets;
  readonly characters: MemoryCharacters;
  readonly journal: KeptJournal;
  readonly meter: CountingMeter;
  readonly randomness: SeededRandomness;
};

export function makeWorld(
  seed: string,
  options: { readonly clock?: World["clock"]; readonly dungeonMaster?: DungeonMaster } = {},
): World {
  const clock = options.clock ?? realClock;
  const log = new MemoryEventLog(() => clock.now());
  return {
    log,
    snapshots: new MemorySnapshots(log),
    secrets: new MemoryDiceSecrets(seed),
    characters: new MemoryCharacters(),
    citations: plainCitations,
    clock,
    randomness: new SeededRandomness(seed),
    meter: new CountingMeter(),
    journal: new KeptJournal(),
    dungeonMaster: options.dungeonMaster ?? null,
    owner: `room of ${seed}`,
    leaseMs: LEASE_MS,
    snapshotEvery: SNAPSHOT_EVERY,
  };
}

export type StartOptions = {
  readonly diceMode?: "rng" | "player_entered";
  readonly rulings?: Readonly<Record<string, string>>;
};

/** Makes a session with its first event, as the server's route does. */
export async function startSession(world: World, options: StartOptions = {}): Promise<SessionId> {
  const id = sessionId(world.randomness.uuid());
  world.log.create(id);
  const diceCommitment = await world.secrets.commit(id);
  const opening = openingRecords(
    id,
    {
      do: "start-session",
      name: "The Gatehouse",
      campaign: "c",
      diceMode: options.diceMode ?? "rng",
      mapMode: "grid_2d",
      rulings: options.rulings ?? { monsters: "dm" },
      books: [],
      rulesVersion: "test",
      contentVersion: "test",
      diceCommitment,
    },
    world,
  );
  if (!opening.ok) throw new Error(opening.rejection.detail);
  const lease = await world.log.take(id, "setup", 1000);
  await world.log.append(lease, 0, opening.value);
  await world.log.release(lease);
  return id;
}

/** Somebody with a seat; the same name gives the same person and seat. */
export function sitter(world: World, name: string, role: Sitter["role"]): Sitter {
  const made = new SeededRandomness(`${world.owner} ${name}`);
  return { seat: seatId(made.uuid()), user: userId(made.uuid()), name, role };
}

export type RoomServer = {
  readonly rooms: Rooms;
  readonly port: number;
  readonly stop: () => Promise<void>;
};

/** One a file: Colyseus' matchmaker is a single thing in a process. */
export async function startRoomServer(world: World): Promise<RoomServer> {
  const rooms = makeRooms(world);
  const transport = new WebSocketTransport({ maxPayload: 16 * 1024, pingInterval: 5000, pingMaxRetries: 2 });
  const server = defineServer({
    greet: false,
    gracefullyShutdown: false,
    transport,
    rooms: {
      [ROOM_NAMES.session]: defineRoom(rooms.session).filterBy(["gameSessionId"]),
      [ROOM_NAMES.replay]: defineRoom(rooms.replay),
    },
  });
  await server.listen(0, "127.0.0.1");
  const address = transport.server?.address() ?? null;
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { rooms, port: address.port, stop: () => server.gracefullyShutdown(false) };
}
