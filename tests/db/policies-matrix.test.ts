import { randomUUID } from "node:crypto";
import { sql, type Transaction } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCampaign } from "../../db/campaigns.ts";
import { createCharacter } from "../../db/characters.ts";
import type { Connection } from "../../db/connect.ts";
import type { Database } from "../../db/schema.ts";
import { createSession } from "../../db/sessions.ts";
import { asMaintenance, asUser } from "../../db/transaction.ts";
import { campaignId, characterId, sessionId, type UserId, userId } from "../../rules/ids.ts";
import { databases, newUser, sayIfNotServed, type TestDatabase } from "../support/database.ts";
import { storedRun } from "../support/stored-events.ts";
import { CELLS, PEOPLE, type Verb } from "./policies-cells.ts";

/** What the statements of the cells name: everything belongs to the player but the campaign and its sessions. */
type World = Readonly<Record<string, string>>;

async function makeWorld(connection: Connection, people: Readonly<Record<string, UserId>>): Promise<World> {
  const ids = () => randomUUID();
  const { owner, player, invited } = people;
  if (owner === undefined || player === undefined || invited === undefined)
    throw new Error("somebody is missing");
  const world = {
    campaign: ids(),
    session: ids(),
    character: ids(),
    roll: ids(),
    ...Object.fromEntries(
      ["image", "tag", "race", "archetype", "skill", "perk", "item"].flatMap((kind) =>
        ["PUBLIC", "PRIVATE", "HIDDEN", "EXTRA"].map((visibility) => [`${kind}_${visibility}`, ids()]),
      ),
    ),
  };
  const campaign = campaignId(world.campaign);
  await asUser(connection.db, owner, async (tx) => {
    await createCampaign(tx, { id: campaign, name: "Embers" });
    const session = sessionId(world.session);
    await createSession(
      tx,
      { id: session, campaignId: campaign, name: "One" },
      storedRun({ session, from: 1, count: 2 }),
    );
  });
  await asMaintenance(connection.db, ({ rows }) =>
    sql`insert into campaign_players (campaign_id, user_id, invite_status)
      values (${campaign}, ${player}, 'accepted'), (${campaign}, ${invited}, 'pending')`.execute(rows),
  );
  await asUser(connection.db, player, (tx) =>
    createCharacter(tx, {
      id: characterId(world.character),
      campaignId: campaign,
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
      sheet: {},
    }),
  );
  await asMaintenance(connection.db, async ({ rows }) => {
    for (const statement of fixtures(world, player, owner)) await sql.raw(statement).execute(rows);
  });
  return world;
}

function fixtures(world: World, player: string, owner: string): readonly string[] {
  const of = (name: string): string => world[name] ?? "";
  const shelves = ["tag", "race", "archetype", "skill", "perk", "item"];
  const visibilities = ["PUBLIC", "PRIVATE", "HIDDEN"];
  const hash = `decode(repeat('ab', 32), 'hex')`;
  const joins: readonly (readonly [table: string, left: string, right: string])[] = [
    ...["skill", "perk", "race", "archetype", "item"].map((kind) => [`${kind}_tags`, kind, "tag"] as const),
    ["race_skills", "race", "skill"],
    ["archetype_skills", "archetype", "skill"],
    ["archetype_required_races", "archetype", "race"],
    ["item_bonus_skills", "item", "skill"],
    ["item_bonus_perks", "item", "perk"],
  ];
  return [
    `update characters set notes = 'afraid of cats'`,
    `insert into invites (campaign_id, code_hash, created_by, expires_at)
       values ('${of("campaign")}', ${hash}, '${owner}', now() + interval '1 day')`,
    `insert into session_seats (session_id, user_id, role) values
       ('${of("session")}', '${owner}', 'dm'), ('${of("session")}', '${player}', 'player')`,
    `insert into rulings (session_id, sequence, campaign_id, text, made_at)
       values ('${of("session")}', 1, '${of("campaign")}', 'Ropes hold two', now())`,
    `insert into dice_secrets (session_id, open_secret, hidden_secret)
       values ('${of("session")}', repeat('a', 64), repeat('b', 64)) on conflict do nothing`,
    `insert into session_snapshots (session_id, sequence, hash, folded_by, state, digest)
       values ('${of("session")}', 1, sha256('x'), 'x', '{}', sha256('x')) on conflict do nothing`,
    `insert into refresh_tokens (id, token, user_id, family_id, expires_at)
       values (gen_random_uuid(), ${hash}, '${player}', gen_random_uuid(), now())`,
    `insert into one_time_tokens (id, token_hash, user_id, purpose, email, expires_at)
       values (gen_random_uuid(), ${hash}, '${player}', 'verify-email', 'x@example.org', now())`,
    `insert into idempotency_keys (user_id, key_hash, fingerprint) values ('${player}', ${hash}, ${hash})`,
    `insert into character_classes (id, character_id, class_name, class_source)
       values (gen_random_uuid(), '${of("character")}', 'Fighter', 'SRD')`,
    `insert into character_feats (id, character_id, feat_name, feat_source)
       values (gen_random_uuid(), '${of("character")}', 'Grappler', 'SRD')`,
    `insert into character_inventory (id, character_id, item_name, item_source)
       values (gen_random_uuid(), '${of("character")}', 'Rope', 'SRD')`,
    `insert into character_proficiencies (id, character_id, proficiency_type, name)
       values (gen_random_uuid(), '${of("character")}', 'skill', 'Athletics')`,
    `insert into character_spells (id, character_id, spell_name, spell_source, source_class)
       values (gen_random_uuid(), '${of("character")}', 'Bless', 'SRD', 'Cleric')`,
    `insert into character_rolls (id, campaign_id, user_id, purpose, dice)
       values ('${of("roll")}', '${of("campaign")}', '${player}', 'abilities', '[]')`,
    ...visibilities.flatMap((visibility) => [
      `insert into images (id, blob, size, mime_type, width, height, owner_id, visibility)
         values ('${of(`image_${visibility}`)}', '\\x00', 1, 'image/webp', 1, 1, '${player}', '${visibility}')`,
      `insert into image_variants (image_id, edge, blob, width, height)
         values ('${of(`image_${visibility}`)}', 64, '\\x00', 1, 1)`,
      ...shelves.map(
        (kind) => `insert into ${kind}s (id, name, owner_id, visibility)
           values ('${of(`${kind}_${visibility}`)}', 'Thing ${visibility}', '${player}', '${visibility}')`,
      ),
    ]),
    // Public ones that are not joined with anything yet.
    ...shelves.map(
      (kind) =>
        `insert into ${kind}s (id, name, owner_id) values ('${of(`${kind}_EXTRA`)}', 'Extra', '${player}')`,
    ),
    ...joins.flatMap(([table, left, right]) =>
      visibilities.map(
        (visibility) => `insert into ${table} (${left}_id, ${right}_id)
           values ('${of(`${left}_${visibility}`)}', '${of(`${right}_${visibility}`)}')`,
      ),
    ),
    ...["skill", "perk", "tag", "item"].flatMap((kind) =>
      visibilities.map(
        (visibility) => `insert into character_${kind}s (character_id, ${kind}_id)
           values ('${of("character")}', '${of(`${kind}_${visibility}`)}')`,
      ),
    ),
    `insert into equipment (id, character_id) values (gen_random_uuid(), '${of("character")}')`,
  ];
}

class Undo extends Error {
  readonly count: number;
  constructor(count: number) {
    super("undo");
    this.count = count;
  }
}

/** A number of rows; `-` when the role may not do that to the table at all, `x` when a policy refuses the row. */
async function cell(work: (undo: (count: number) => never) => Promise<never>): Promise<number | string> {
  try {
    return await work((count) => {
      throw new Undo(count);
    });
  } catch (error) {
    if (error instanceof Undo) return error.count;
    const said = String(error);
    if (said.includes("permission denied for table")) return "-";
    return said.includes("row-level security") ? "x" : said;
  }
}

describe.each(databases)("every table, verb and kind of person on the %s database", (_, open) => {
  let database: TestDatabase;
  let connection: Connection;
  let people: Record<string, UserId> = {};
  let world: World = {};

  beforeAll(async () => {
    database = await open();
    connection = database.connection;
    for (const name of PEOPLE)
      if (name !== "nobody") people = { ...people, [name]: await newUser(connection, name) };
    await asMaintenance(connection.db, async ({ rows }) => {
      for (const [name, role] of [
        ["moderator", "MODERATOR"],
        ["admin", "ADMIN"],
      ] as const)
        await sql`update users set role = ${role} where id = ${people[name]}`.execute(rows);
    });
    world = await makeWorld(connection, people);
  }, 120_000);
  afterAll(() => database.close());

  const within = (
    person: UserId | undefined,
    work: (rows: Transaction<Database>) => Promise<never>,
  ): Promise<never> =>
    person === undefined
      ? connection.db.transaction().execute(work)
      : asUser(connection.db, person, ({ rows }) => work(rows));

  async function row(table: string, verb: Verb): Promise<readonly (number | string)[]> {
    const found: (number | string)[] = [];
    const template = CELLS[table]?.[verb].statement ?? "";
    for (const name of PEOPLE) {
      const me = people[name];
      const named: World = { ...world, me: me ?? randomUUID(), fresh: randomUUID(), ...people };
      const text = template.replaceAll(/\{(\w+)\}/g, (_all, key: string) => `'${named[key] ?? "missing"}'`);
      found.push(
        await cell((undo) =>
          within(me, async (rows) => {
            const done = await sql<{ n: number }>`${sql.raw(text)}`.execute(rows);
            return undo(verb === "select" ? (done.rows[0]?.n ?? -1) : Number(done.numAffectedRows));
          }),
        ),
      );
    }
    return found;
  }

  it("[POL-1] no table is missing from the matrix", async () => {
    const tables = await sql<{ name: string }>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm') and c.relname not like 'kysely%'
      order by 1`.execute(connection.db);
    expect(tables.rows.map(({ name }) => name)).toEqual(Object.keys(CELLS).sort());
  });

  it.each(
    Object.entries(CELLS).flatMap(([table, verbs]) =>
      (["select", "insert", "update", "delete"] as const).map(
        (verb) => [table, verb, verbs[verb].cells] as const,
      ),
    ),
  )("[POL-2] %s: %s is as expected for %j", async (table, verb, cells) => {
    expect(await row(table, verb)).toEqual(cells);
  });

  it("[POL-3] somebody sees a row of every table that people may read at all, or nobody may", () => {
    const unseen = Object.entries(CELLS)
      .filter(([, { select }]) => !select.cells.some((count) => typeof count === "number" && count > 0))
      .map(([table]) => table);
    // Words are read by the search alone, which says itself whose they are.
    expect(unseen).toEqual(["one_time_tokens", "dice_secrets", "catalog_words", "session_snapshots"]);
  });

  it("[POL-5] a policy that lets too many in is noticed", async () => {
    const change = (statement: string) =>
      asMaintenance(connection.db, ({ rows }) => sql.raw(statement).execute(rows));
    await change(`create policy "planted" on items for select to skald_request using (true)`);
    const leaking = await row("items", "select").finally(() => change(`drop policy "planted" on items`));
    expect(leaking).toEqual([4, 4, 4, 4, 4, 4, 4]);
    expect(await row("items", "select")).toEqual(CELLS.items?.select.cells);
  });

  it("[POL-4] a thousand people in turn on one pool never see each other's rows", async () => {
    const crowd = 1000;
    await asMaintenance(connection.db, async ({ rows }) => {
      await sql`insert into users (id, email, password_hash)
        select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'crowd' || n || '@example.org', 'none'
        from generate_series(1, ${crowd}::integer) n`.execute(rows);
      await sql`insert into items (id, name, owner_id, visibility)
        select gen_random_uuid(), 'Secret of ' || id, id, 'PRIVATE' from users where email like 'crowd%'`.execute(
        rows,
      );
      await sql`insert into campaigns (id, owner_id, name)
        select ('00000000-0000-4000-9000-' || right(id::text, 12))::uuid, id, 'Campaign of ' || id
        from users where email like 'crowd%'`.execute(rows);
    });
    let [foreign, own, failed] = [0, 0, 0];
    const digits = (n: number): string => String(n).padStart(12, "0");
    const visit = async (n: number): Promise<void> => {
      const me = userId(`00000000-0000-4000-8000-${digits(n)}`);
      const next = `00000000-0000-4000-9000-${digits((n % crowd) + 1)}`;
      const mine = `00000000-0000-4000-9000-${digits(n)}`;
      try {
        await asUser(connection.db, me, async ({ rows }) => {
          const found = await sql<{
            owner_id: string;
          }>`select owner_id from items where visibility = 'PRIVATE'
            union all select owner_id from campaigns where id in (${mine}, ${next})`.execute(rows);
          own += found.rows.filter(({ owner_id }) => owner_id === me).length;
          foreign += found.rows.filter(({ owner_id }) => owner_id !== me).length;
          // Every seventh transaction ends badly, and leaves nothing behind.
          if (n % 7 === 0) await sql`select 1 / 0`.execute(rows);
        });
      } catch {
        failed += 1;
      }
      if (n % 10 !== 0) return;
      const nobody = await sql<{ n: number }>`select count(*)::integer as n from items`.execute(
        connection.db,
      );
      foreign += nobody.rows[0]?.n ?? 0;
    };
    await Promise.all(Array.from({ length: crowd }, (_unused, at) => visit(1 + ((at * 379) % crowd))));
    expect({ foreign, own, failed }).toEqual({ foreign: 0, own: 2 * crowd, failed: Math.floor(crowd / 7) });
  }, 120_000);
});
sayIfNotServed("every table, verb and kind of person", 4 + Object.keys(CELLS).length * 4);
