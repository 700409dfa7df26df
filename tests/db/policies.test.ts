import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCampaign } from "../../db/campaigns.ts";
import { createCharacter, type NewCharacter } from "../../db/characters.ts";
import type { Connection } from "../../db/connect.ts";
import { acceptInvite, createInvite } from "../../db/invites.ts";
import { takeSeat } from "../../db/seats.ts";
import { createSession } from "../../db/sessions.ts";
import { asAuth, asMaintenance, asUser, asWriter, type PersonTx } from "../../db/transaction.ts";
import {
  type CampaignId,
  campaignId,
  characterId,
  type SessionId,
  sessionId,
  type UserId,
} from "../../rules/ids.ts";
import { databases, newUser, sayIfNotServed, type TestDatabase } from "../support/database.ts";
import { storedRun } from "../support/stored-events.ts";

const SHEET: Omit<NewCharacter, "id" | "campaignId"> = {
  name: "Kara",
  race: "Human",
  class: "Fighter",
  level: 5,
  maxHp: 44,
  currentHp: 40,
  armorClass: 18,
  speedFeet: 30,
  abilities: { str: 18, dex: 14, con: 14, int: 10, wis: 12, cha: 8 },
  notes: null,
  sheet: { race: "Human" },
};

/** Rows that each kind of person sees of one campaign with a player, a spectator, a session and a character. */
const SEEN = {
  //                   owner, player, watcher, stranger, nobody
  users: [1, 1, 1, 1, 0],
  profiles: [4, 4, 4, 4, 0],
  campaigns: [1, 1, 1, 0, 0],
  campaign_players: [3, 3, 3, 0, 0],
  invites: [1, 0, 0, 0, 0],
  sessions: [1, 1, 1, 0, 0],
  session_seats: [3, 3, 3, 0, 0],
  characters: [1, 1, 1, 0, 0],
  character_history: [0, 1, 0, 0, 0],
  events: [2, 2, 2, 0, 0],
} as const;

/** Rows that each kind of person may change or take away, of the same campaign. What is missing is refused. */
const CHANGED: Readonly<Record<string, readonly number[]>> = {
  //                                                          owner, player, watcher, stranger, nobody
  "update profiles set avatar_url = null": [1, 1, 1, 1, 0],
  "update campaigns set name = name": [1, 0, 0, 0, 0],
  "update campaign_players set invite_status = invite_status": [1, 1, 1, 0, 0],
  "update invites set revoked_at = now()": [1, 0, 0, 0, 0],
  "update sessions set name = name": [1, 0, 0, 0, 0],
  "update session_seats set role = role": [3, 0, 0, 0, 0],
  "update characters set notes = notes": [0, 1, 0, 0, 0],
  "delete from campaign_players": [2, 1, 1, 0, 0],
};

/** Undoes what a test did, so that the next person finds the same. */
class Undo extends Error {
  readonly changed: number;
  constructor(changed: number) {
    super("undo");
    this.changed = changed;
  }
}

describe.each(databases)("row-level policies on the %s database", (_, open) => {
  let database: TestDatabase;
  let connection: Connection;
  let people: readonly (UserId | null)[];
  let [owner, player, stranger]: UserId[] = [];
  let campaign: CampaignId;
  let session: SessionId;

  const as = <Value>(user: UserId | undefined | null, work: (tx: PersonTx) => Promise<Value>) => {
    if (user == null) throw new Error("no such person");
    return asUser(connection.db, user, work);
  };

  beforeAll(async () => {
    database = await open();
    connection = database.connection;
    const [dm, kara, watcher, other] = await Promise.all(
      ["Dana", "Kara", "Wil", "Sten"].map((name) => newUser(connection, name)),
    );
    [owner, player, stranger] = [dm, kara, other] as UserId[];
    people = [dm ?? null, kara ?? null, watcher ?? null, other ?? null, null];
    campaign = campaignId(randomUUID());
    session = sessionId(randomUUID());
    const code = await as(dm, async (tx) => {
      await createCampaign(tx, { id: campaign, name: "Embers" });
      const { code } = await createInvite(tx, campaign, { expiresAt: new Date(Date.now() + 60_000) });
      await createSession(
        tx,
        { id: session, campaignId: campaign, name: "One" },
        storedRun({ session, from: 1, count: 2 }),
      );
      await takeSeat(tx, session, "dm");
      return code;
    });
    const character = characterId(randomUUID());
    await as(kara, async (tx) => {
      await acceptInvite(tx, code);
      await takeSeat(tx, session, "player");
      await createCharacter(tx, { ...SHEET, id: character, campaignId: campaign });
      await tx.rows.updateTable("characters").set({ notes: "afraid of cats" }).execute();
    });
    await as(watcher, async (tx) => {
      await acceptInvite(tx, code);
      await takeSeat(tx, session, "spectator");
    });
  }, 60_000);
  afterAll(() => database.close());

  it.each(Object.entries(SEEN))(
    "[RLS-1] %s shows each kind of person exactly their rows",
    async (table, rows) => {
      const counts = [];
      for (const person of people) {
        const count = sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`;
        const found = person
          ? await as(person, ({ rows: tx }) => count.execute(tx))
          : await count.execute(connection.db);
        counts.push(found.rows[0]?.n);
      }
      expect(counts).toEqual([...rows]);
    },
  );

  it.each(Object.entries(CHANGED))(
    "[RLS-11] %s changes each kind of person's own rows alone",
    async (text, rows) => {
      const counts = [];
      for (const person of people) {
        const tried = sql.raw(text);
        const changed = person
          ? as(person, async ({ rows: tx }) => {
              throw new Undo(Number((await tried.execute(tx)).numAffectedRows));
            })
          : connection.db.transaction().execute(async (tx) => {
              throw new Undo(Number((await tried.execute(tx)).numAffectedRows));
            });
        counts.push(await changed.catch((error: unknown) => (error instanceof Undo ? error.changed : error)));
      }
      expect(counts).toEqual([...rows]);
    },
  );

  it.each(Object.keys(SEEN).filter((table) => table !== "campaign_players"))(
    "[RLS-12] nobody empties %s",
    async (table) => {
      for (const person of [owner, player, stranger]) {
        await expect(
          as(person, ({ rows }) => sql`delete from ${sql.table(table)}`.execute(rows)),
        ).rejects.toThrow("permission denied");
      }
    },
  );

  it("[RLS-2] the roles are neither superusers nor above the policies, and own nothing", async () => {
    const roles = await sql<{ name: string; unsafe: boolean; owns: number }>`
      select r.rolname as name, r.rolsuper or r.rolbypassrls or r.rolcanlogin as unsafe,
        (select count(*)::int from pg_class c where c.relowner = r.oid) as owns
      from pg_roles r where r.rolname like 'skald%' order by 1`.execute(connection.db);
    expect(roles.rows.filter((role) => role.unsafe)).toEqual([]);
    expect(roles.rows.filter((role) => role.owns > 0).map((role) => role.name)).toEqual(["skald_owner"]);
    const now = sql<{ role: string }>`select current_user as role`;
    const seen = [
      await now.execute(connection.db),
      await as(player, ({ rows }) => now.execute(rows)),
      await asAuth(connection.db, ({ rows }) => now.execute(rows)),
      await asWriter(connection.db, ({ rows }) => now.execute(rows)),
      await now.execute(connection.db),
    ];
    expect(seen.map(({ rows }) => rows[0]?.role)).toEqual([
      "skald_request",
      "skald_request",
      "skald_auth",
      "skald_writer",
      "skald_request",
    ]);
  });

  it("[RLS-3] every table has its policies forced", async () => {
    const open = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'v', 'm', 'p') and c.relname not like 'kysely%'
        and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(connection.db);
    expect(open.rows).toEqual([]);
  });

  it.each([
    ["events", "content"],
    ["events", "kind"],
    ["events", "salt"],
    ["sessions", "combat_state"],
    ["sessions", "map_state"],
    ["sessions", "active_npcs"],
    ["users", "password_hash"],
    ["dice_secrets", "open_secret"],
  ])("[RLS-4] no person reads %s.%s", async (table, column) => {
    const read = (user: UserId | undefined) =>
      as(user, ({ rows }) => sql`select ${sql.ref(column)} from ${sql.table(table)} limit 1`.execute(rows));
    await expect(read(owner)).rejects.toThrow("permission denied");
    await expect(read(player)).rejects.toThrow("permission denied");
  });

  it.each([
    ["their hit points", "update characters set current_hp = 44"],
    ["what play carried", "update characters set carried = '{}'"],
    ["the version", "update sessions set version = 9"],
    ["a lease", "update sessions set epoch = 9"],
    ["an event", "update events set kind = 'said'"],
    ["an event away", "delete from events"],
    ["a session away", "delete from sessions"],
    ["a campaign away", "delete from campaigns"],
    ["an account away", "delete from users"],
    ["history", "update character_history set before = '{}'"],
    [
      "an event in",
      "insert into events (id, session_id, sequence) values (gen_random_uuid(), gen_random_uuid(), 1)",
    ],
  ])("[RLS-5] no person changes %s", async (_what, statement) => {
    for (const person of [owner, player]) {
      await expect(as(person, ({ rows }) => sql.raw(statement).execute(rows))).rejects.toThrow(
        "permission denied",
      );
    }
  });

  it("[RLS-6] a stranger changes nothing of the campaign, and makes nothing in it", async () => {
    const tables = ["campaigns set name = 'x'", "sessions set name = 'x'", "session_seats set role = 'dm'"];
    for (const change of [...tables, "characters set notes = 'x'", "invites set revoked_at = now()"]) {
      const done = await as(stranger, ({ rows }) => sql.raw(`update ${change}`).execute(rows));
      expect([change, done.numAffectedRows]).toEqual([change, 0n]);
    }
    const forbidden = "row-level security";
    await expect(
      as(stranger, (tx) =>
        createCharacter(tx, { ...SHEET, id: characterId(randomUUID()), campaignId: campaign }),
      ),
    ).rejects.toThrow(forbidden);
    await expect(
      as(stranger, (tx) => createInvite(tx, campaign, { expiresAt: new Date(Date.now() + 1000) })),
    ).rejects.toThrow(forbidden);
    await expect(
      as(stranger, (tx) => {
        const id = sessionId(randomUUID());
        return createSession(
          tx,
          { id, campaignId: campaign, name: "x" },
          storedRun({ session: id, from: 1 }),
        );
      }),
    ).rejects.toThrow(forbidden);
    expect(await as(stranger, (tx) => takeSeat(tx, session, "player"))).toBeNull();
  });

  it("[RLS-7] a player takes neither the DM's seat nor another's character, nor opens a session", async () => {
    const id = sessionId(randomUUID());
    await expect(
      as(player, (tx) =>
        createSession(tx, { id, campaignId: campaign, name: "x" }, storedRun({ session: id, from: 1 })),
      ),
    ).rejects.toThrow("row-level security");
    const promote = await as(player, ({ rows }) => sql`update session_seats set role = 'dm'`.execute(rows));
    expect(promote.numAffectedRows).toBe(0n);
    const touched = await as(owner, ({ rows }) => sql`update characters set notes = 'x'`.execute(rows));
    expect(touched.numAffectedRows).toBe(0n);
    await expect(
      as(player, ({ rows }) => sql`update campaign_players set role = 'owner'`.execute(rows)),
    ).rejects.toThrow("permission denied");
  });

  it("[RLS-8] nobody forges another owner or player", async () => {
    await expect(
      as(stranger, ({ rows }) =>
        rows
          .insertInto("campaigns")
          .values({ id: randomUUID(), owner_id: owner ?? "", name: "x" })
          .execute(),
      ),
    ).rejects.toThrow("row-level security");
    await expect(
      as(stranger, ({ rows }) =>
        rows
          .insertInto("campaign_players")
          .values({ campaign_id: campaign, user_id: stranger ?? "", invite_status: "accepted" })
          .execute(),
      ),
    ).rejects.toThrow("row-level security");
  });

  it("[RLS-9] the writer can neither edit nor delete an event, nor read accounts", async () => {
    for (const statement of [
      "update events set kind = 'said'",
      "delete from events",
      "select id from users",
    ]) {
      await expect(asWriter(connection.db, ({ rows }) => sql.raw(statement).execute(rows))).rejects.toThrow(
        "permission denied",
      );
    }
    const edited = await asMaintenance(connection.db, ({ rows }) =>
      sql`update events set kind = 'said'`.execute(rows),
    );
    expect(edited.numAffectedRows).toBe(0n);
  });

  it("[RLS-10] one person's transaction leaves nothing to the next, however it ended", async () => {
    const own = sql<{ n: number }>`select count(*)::int as n from campaigns`;
    const runs = Array.from({ length: 60 }, async (_, at) => {
      const person = at % 2 === 0 ? player : stranger;
      if (at % 3 === 0) {
        await as(person, ({ rows }) => sql`select 1/0`.execute(rows)).catch(() => undefined);
        const found = await own.execute(connection.db);
        return found.rows[0]?.n === 0;
      }
      const found = await as(person, ({ rows }) => own.execute(rows));
      return found.rows[0]?.n === (person === player ? 1 : 0);
    });
    expect((await Promise.all(runs)).filter((right) => !right)).toEqual([]);
  });
});
sayIfNotServed("row-level policies", 53);
