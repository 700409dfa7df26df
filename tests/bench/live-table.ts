import { randomUUID } from "node:crypto";
import type { WireCommand } from "../../client-sdk/src/protocol.ts";
import { createCampaign } from "../../db/campaigns.ts";
import type { Connection } from "../../db/connect.ts";
import { PostgresDiceSecrets } from "../../db/dice-secrets.ts";
import { PostgresEventLog } from "../../db/event-log.ts";
import { createSession } from "../../db/sessions.ts";
import { PostgresSnapshots } from "../../db/snapshots.ts";
import { asUser } from "../../db/transaction.ts";
import { decodeCommand } from "../../rooms/decode.ts";
import { type LivePorts, LiveSession } from "../../rooms/live-session.ts";
import { openingRecords } from "../../rooms/opening.ts";
import type { Sitter } from "../../rooms/ports.ts";
import { campaignId, type SessionId, seatId, sessionId } from "../../rules/ids.ts";
import { openJournal } from "../../server/log.ts";
import { systemClock, systemRandomness } from "../../server/world.ts";
import { CountingMeter, MemoryCharacters, plainCitations } from "../rooms/support/world.ts";
import { newUser } from "../support/database.ts";

/** A real table on a real database, without sockets: what a command costs from its decoding to its commit. */
export type LiveTable = {
  readonly id: SessionId;
  readonly session: LiveSession;
  readonly ports: LivePorts;
  /** The DM's seat sends a command; throws when it is not accepted. */
  send(command: WireCommand): Promise<void>;
  /** A goblin at the table that can be told to do things. */
  readonly goblin: string;
};

export function livePorts({ pool }: Connection, snapshotEvery: number): LivePorts {
  return {
    log: new PostgresEventLog(pool),
    snapshots: new PostgresSnapshots(pool, async () => "bench"),
    secrets: new PostgresDiceSecrets(pool),
    characters: new MemoryCharacters(),
    citations: plainCitations,
    clock: systemClock,
    randomness: systemRandomness,
    meter: new CountingMeter(),
    // Lines are written as they are in play, and kept nowhere.
    journal: openJournal({ logLevel: "info" }, { write: () => undefined }),
    dungeonMaster: null,
    owner: "bench",
    leaseMs: 15_000,
    snapshotEvery,
  };
}

/** Without a number no snapshot is kept. */
export async function liveTable(
  connection: Connection,
  snapshotEvery = Number.POSITIVE_INFINITY,
): Promise<LiveTable> {
  const ports = livePorts(connection, snapshotEvery);
  const dm: Sitter = {
    seat: seatId(randomUUID()),
    user: await newUser(connection),
    name: "Dana",
    role: "dm",
  };
  const id = sessionId(randomUUID());
  const campaign = campaignId(randomUUID());
  const opening = openingRecords(
    id,
    {
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
    },
    ports,
  );
  if (!opening.ok) throw new Error(opening.rejection.detail);
  await asUser(connection.db, dm.user, async (tx) => {
    await createCampaign(tx, { id: campaign, name: "Bench" });
    await createSession(tx, { id, campaignId: campaign, name: "Bench" }, opening.value);
  });
  const session = await LiveSession.open(ports, id);
  await session.submit({ kind: "system" }, { do: "take-seat", ...dm });
  const send = async (command: WireCommand) => {
    const intent = decodeCommand({ commandId: randomUUID(), command });
    if (!intent.ok) throw new Error(intent.rejection.detail);
    const reply = await session.send(dm, intent.value);
    if (reply.outcome !== "accepted") throw new Error(JSON.stringify(reply));
  };
  await send({ do: "set-map", map: { width: 20, height: 20, light: "bright", terrain: [] } });
  await send({ do: "add-monster", monster: "Goblin", at: [5, 5] });
  const [goblin] = session.state.roster;
  if (goblin === undefined) throw new Error("no goblin came");
  return { id, session, ports, send, goblin };
}
