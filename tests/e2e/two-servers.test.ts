import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConnectionChange } from "../../client-sdk/src/connection.ts";
import { Skald } from "../../client-sdk/src/skald.ts";
import type { Table } from "../../client-sdk/src/table.ts";
import { asMaintenance } from "../../db/transaction.ts";
import { setRoleByEmail } from "../../db/users.ts";
import { SERVED, servedDatabase, type TestDatabase } from "../support/database.ts";
import { type ServerProcess, serverProcess } from "../support/server-process.ts";
import { until } from "../support/watch.ts";

const REDIS = process.env.SKALD_TEST_REDIS_URL;
const HERE = SERVED !== undefined && REDIS !== undefined;
if (!HERE)
  console.warn("two servers: 5 cases did not run, DATABASE_URL and SKALD_TEST_REDIS_URL are not both set");

const PASSWORD = "a long enough password";

/** A database of Redis of our own, so that nobody else's rooms are listed in it. */
const ownRedis = (url: string): string => {
  const own = new URL(url);
  own.pathname = "/9";
  return own.href;
};

let database: TestDatabase;
let servers: readonly ServerProcess[] = [];
const folders: string[] = [];

async function oneServer(): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), "skald-two-"));
  folders.push(folder);
  const server = await serverProcess({
    DATABASE_URL: database.url ?? "",
    REDIS_URL: ownRedis(REDIS ?? ""),
    SKALD_DATA: folder,
    LEASE_MS: "1000",
  });
  await server.start();
  return server;
}

beforeAll(async () => {
  if (SERVED === undefined || REDIS === undefined) return;
  database = await servedDatabase(SERVED);
  servers = [await oneServer(), await oneServer()];
}, 240_000);

afterAll(async () => {
  for (const server of servers) await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  if (HERE) await database.close();
});

async function hostAndGuest(tag: string) {
  const [first, second] = servers;
  if (first === undefined || second === undefined) throw new Error("there are no two servers");
  const host = new Skald(first.url);
  const guest = new Skald(second.url);
  await host.register({ email: `host-${tag}@skald.example`, password: PASSWORD, displayName: "Host" });
  await guest.register({ email: `guest-${tag}@skald.example`, password: PASSWORD, displayName: "Guest" });
  const campaign = await host.api.createCampaign({ name: "Two servers" });
  await guest.api.acceptInvite((await host.api.invite(campaign.id)).code);
  const session = await host.api.createSession(campaign.id, { name: "One table" });
  return { host, guest, sessionId: session.id };
}

test.skipIf(!HERE)(
  "[TWO-1] two people at two servers sit at one table and hear each other",
  async () => {
    const { host, guest, sessionId } = await hostAndGuest("one");
    const dm = await host.sit(sessionId, { role: "dm" });
    const player = await guest.sit(sessionId, { role: "player" });
    const heard = (table: Table, text: string) =>
      table.feed.some(({ event }) => event?.kind === "said" && event.text === text);
    await dm.say("from the first");
    await until(player, () => heard(player, "from the first"), "the guest to hear the host");
    await player.say("from the second");
    await until(dm, () => heard(dm, "from the second"), "the host to hear the guest");
    expect(dm.sequence).toBe(player.sequence);
    dm.leave();
    player.leave();
  },
  60_000,
);

/** Bans somebody, and waits until neither the table nor the replay lets them in. */
async function isSentAway(places: readonly { readonly connection: ConnectionChange }[]): Promise<void> {
  for (const place of places)
    await expect
      .poll(() => place.connection, { timeout: 10_000 })
      .toMatchObject({ status: "closed", code: "not-welcome" });
}

test.skipIf(!HERE)(
  "[TWO-3] a ban closes every seat: at the table of one server by the ticket of the other, and before a replay",
  async () => {
    const { host, guest, sessionId } = await hostAndGuest("three");
    await asMaintenance(database.connection.db, (tx) =>
      setRoleByEmail(tx, "host-three@skald.example", "ADMIN"),
    );
    const dm = await host.sit(sessionId, { role: "dm" });
    const player = await guest.sit(sessionId, { role: "player" });
    const replay = await guest.replay(sessionId);
    await host.people.ban(guest.user?.id ?? "", "Flooded the table.");
    await isSentAway([player, replay]);
    expect((await dm.say("on we go")).outcome).toBe("accepted");
    dm.leave();
  },
  60_000,
);

test.skipIf(!HERE)(
  "[TWO-4] a ban that no server is told of is found by each, also when the one that gave the ticket is gone",
  async () => {
    const { host, guest, sessionId } = await hostAndGuest("four");
    const dm = await host.sit(sessionId, { role: "dm" });
    const player = await guest.sit(sessionId, { role: "player" });
    await servers[1]?.kill();
    await player.say("the table is elsewhere");
    await asMaintenance(database.connection.db, ({ rows }) =>
      sql`update users set is_banned = true, ban_reason = 'x' where email = 'guest-four@skald.example'`.execute(
        rows,
      ),
    );
    await isSentAway([player]);
    expect((await dm.say("on we go")).outcome).toBe("accepted");
    dm.leave();
    await servers[1]?.start();
  },
  60_000,
);

test.skipIf(!HERE)(
  "[TWO-5] whoever is taken out of a campaign by one server leaves the table of the other",
  async () => {
    const { host, guest, sessionId } = await hostAndGuest("five");
    const player = await guest.sit(sessionId, { role: "player" });
    const [campaign] = await host.api.campaigns();
    await host.api.removePlayer(campaign?.id ?? "", guest.user?.id ?? "");
    await isSentAway([player]);
  },
  60_000,
);

test.skipIf(!HERE)(
  "[TWO-2] when the server with the table dies, the other takes it over within seconds",
  async () => {
    const [first] = servers;
    const { host, guest, sessionId } = await hostAndGuest("two");
    const dm = await host.sit(sessionId, { role: "dm" });
    const player = await guest.sit(sessionId, { role: "player" });
    await dm.say("before");
    await first?.kill();
    dm.leave();
    const answer = await player.say("after");
    expect(answer.outcome).toBe("accepted");
    const said = player.feed.flatMap(({ event }) => (event?.kind === "said" ? [event.text] : []));
    expect(said).toEqual(["before", "after"]);
    player.leave();
  },
  60_000,
);
