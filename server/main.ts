/** Joins everything: what lasts, the rooms, HTTP, the port. Read from top to bottom. */
import type { AddressInfo } from "node:net";
import { defineRoom, defineServer, matchMaker } from "@colyseus/core";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { LIMITS } from "../client-sdk/src/protocol.ts";
import { type LivePorts, makeRooms, ROOM_NAMES, SNAPSHOT_EVERY } from "../rooms/index.ts";
import type { Journal } from "../rooms/ports.ts";
import { openAfterwards } from "./afterwards.ts";
import { addressOf, openDoor } from "./auth/door.ts";
import type { Config } from "./config.ts";
import { dungeonMaster } from "./dm/index.ts";
import { openHealth } from "./health.ts";
import { mountHttp } from "./http/app.ts";
import { guardFrontDoor } from "./http/front-door.ts";
import { openInstallation } from "./installation.ts";
import { colyseusLogger, openJournal } from "./log.ts";
import { openMail } from "./mail/mail.ts";
import { openMetrics } from "./metrics.ts";
import { notesOn } from "./notes.ts";
import { newLocalToken, writeRunning } from "./running-file.ts";
import { openTables } from "./tables.ts";

export type Running = {
  readonly port: number;
  /** For a browser on this machine: `http://127.0.0.1:2567`. */
  readonly address: string;
  readonly journal: Journal;
  /** What the operator should know about how it runs, a line each. */
  readonly notes: readonly string[];
  /** Lets commands under way end, tells the clients to come back, closes the database. Safe to call twice. */
  stop(): Promise<void>;
};

const SEARCHABLE_AFTER_MS = 2_000;

/** Starts a server. One for each process: Colyseus' matchmaking is a singleton. */
export async function start(config: Config): Promise<Running> {
  const journal = openJournal(config);
  const metrics = openMetrics();
  const installation = await openInstallation(config, metrics);
  const { clock, randomness, secrets, snapshots, citations, keys, backstage } = installation;
  const afterwards = openAfterwards(installation.log, installation.followUp, clock, journal);
  const { log } = afterwards;

  const live: LivePorts = {
    log,
    snapshots,
    secrets,
    citations,
    clock,
    randomness,
    characters: installation.playable,
    meter: metrics,
    journal,
    dungeonMaster: await dungeonMaster({
      ...(config.model === null ? {} : { model: { ...config.model, model: config.model.name } }),
      meter: metrics,
      journal,
      clock,
      randomness,
      pace: config.pace,
    }),
    owner: keys.installation,
    leaseMs: config.leaseMs,
    snapshotEvery: SNAPSHOT_EVERY,
  };
  const rooms = makeRooms(live);
  let address = "";
  const door = openDoor({
    ...installation,
    config,
    mail: await openMail(config, journal),
    key: keys.token,
    journal,
    expel: rooms.expel,
    present: rooms.present,
    servedAt: () => address,
  });
  const tables = openTables(rooms, secrets, door.patrol.seated);
  const local = { token: newLocalToken(), backstage };

  const registry = config.redisUrl === null ? {} : (await import("./registry.ts")).openRegistry(config);
  const server = defineServer({
    greet: false,
    ...registry,
    logger: colyseusLogger(journal),
    gracefullyShutdown: false,
    transport: new WebSocketTransport({
      maxPayload: LIMITS.messageBytes,
      pingInterval: 5_000,
      pingMaxRetries: 2,
    }),
    rooms: {
      [ROOM_NAMES.session]: defineRoom(rooms.session).filterBy(["gameSessionId"]),
      [ROOM_NAMES.replay]: defineRoom(rooms.replay),
    },
    express: (app) =>
      mountHttp(app, {
        ...installation,
        ...door,
        log,
        tables,
        health: openHealth(installation, matchMaker.stats),
        metrics,
        journal,
        local,
        attemptsPerMinute: config.authAttemptsPerMinute,
        requestsPerMinute: config.requestsPerMinute,
        secret: keys.token,
        trustedProxies: config.trustedProxies,
      }),
  });
  try {
    await server.listen(config.port, config.host);
  } catch (error) {
    await door.stop();
    await afterwards.stop();
    await backstage.close();
    throw error;
  }
  const http = server.transport.server;
  if (http === undefined) throw new Error("the transport has no HTTP server");
  guardFrontDoor(http, config.publicOrigins, journal);

  const bound = http.address() as AddressInfo;
  address = addressOf(config.host, bound);
  const withdraw =
    config.dataDir === null
      ? async () => {}
      : await writeRunning(config.dataDir, { address, token: local.token, pid: process.pid });
  journal.info(
    { address, database: installation.connection.kind, books: installation.openingPorts.books },
    "serving",
  );

  void afterwards.settle();
  // The first search makes the index. Whoever joins again after a crash comes first, and may search meanwhile too.
  setTimeout(() => installation.book.search(""), SEARCHABLE_AFTER_MS).unref();

  let stopping: Promise<void> | null = null;
  const stop = async () => {
    journal.info({}, "stopping");
    await withdraw();
    await server.gracefullyShutdown(false);
    await door.stop();
    await afterwards.stop();
    http.closeAllConnections();
    await backstage.close();
    journal.info({}, "stopped");
  };
  return {
    port: bound.port,
    address,
    journal,
    notes: notesOn(config, bound.port, installation),
    stop: () => (stopping ??= stop()),
  };
}
