import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { asMaintenance } from "../../db/transaction.ts";
import { CLASSES } from "../../rules/creatures/classes.ts";
import { campaignId, userId } from "../../rules/ids.ts";
import { type Config, readConfig } from "../../server/config.ts";
import { type Installation, openInstallation } from "../../server/installation.ts";
import { SERVED, servedDatabase } from "../support/database.ts";

const NO_METER = { count: () => {}, observe: () => {} };
const directories: string[] = [];
afterEach(() => Promise.all(directories.splice(0).map((path) => rm(path, { recursive: true, force: true }))));

async function place(databaseUrl: string | undefined): Promise<Config> {
  const dataDir = await mkdtemp(join(tmpdir(), "skald-sample-"));
  directories.push(dataDir);
  return { ...readConfig({ LOG_LEVEL: "silent" }), dataDir, databaseUrl: databaseUrl ?? null };
}

async function opened<Value>(config: Config, work: (here: Installation) => Promise<Value>): Promise<Value> {
  const installation = await openInstallation(config, NO_METER);
  return work(installation).finally(() => installation.backstage.close());
}

/** Every row that the sample touches, but for what a clock says. */
const contents = ({ connection }: Installation): Promise<Readonly<Record<string, string>>> =>
  asMaintenance(connection.db, async ({ rows }) => {
    const told: Record<string, string> = {};
    const tables = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relname not like 'kysely%'`.execute(rows);
    for (const { name } of tables.rows) {
      const all = await sql<{
        line: string;
      }>`select t::text as line from ${sql.table(name)} t order by 1`.execute(rows);
      const text = all.rows.map(({ line }) => line).join("\n");
      told[name] = `${all.rows.length} ${createHash("sha256").update(text).digest("hex")}`;
    }
    return told;
  });

const served = SERVED;
const databases = [
  ["embedded", async () => ({ url: undefined, close: async () => {} })],
  ...(served === undefined ? [] : [["served", () => servedDatabase(served)] as const]),
] as const;

describe.each(databases)("the sample on the %s database", (_, open) => {
  it("[SED-1] has a DM, players, a character of each class, worn and prepared things, homebrew of each kind", async () => {
    const database = await open();
    await opened(await place(database.url), async (here) => {
      const seeded = await here.backstage.seed();
      expect(seeded.accounts.map(({ role }) => role)).toEqual(["dm", ...Array(6).fill("player")]);
      for (const { email, password } of seeded.accounts) {
        const known = await here.users.credentials(email);
        expect(await here.passwords.matches(known?.passwordHash ?? null, password)).toBe(true);
      }
      const dm = userId((await here.users.credentials("morgan@sample.invalid"))?.account.id ?? "");
      const campaign = campaignId(seeded.campaignId);
      expect(await here.campaigns.players(dm, campaign)).toHaveLength(7);

      const characters = await here.characters.list(dm, campaign);
      expect(characters.map((one) => one.class).sort()).toEqual(CLASSES.map(({ name }) => name).sort());
      expect(new Set(characters.map(({ race }) => race)).size).toBe(9);
      expect(new Set(characters.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4, 5]));
      expect(characters.map(({ name }) => name).sort()).toEqual(
        seeded.accounts.flatMap((account) => account.characters).sort(),
      );

      const { rows } = await asMaintenance(here.connection.db, ({ rows }) =>
        sql<Record<string, number>>`select
          (select count(*)::int from character_inventory where attuned) as attuned,
          (select count(*)::int from character_inventory where equipped) as equipped,
          (select count(*)::int from character_spells where equipped) as prepared,
          (select count(*)::int from equipment) as dressed,
          (select count(*)::int from characters where race_id is not null) as raced,
          (select count(*)::int from characters where archetype_id is not null) as called`.execute(rows),
      );
      expect(rows[0]).toMatchObject({ attuned: 2, dressed: 4, raced: 2, called: 1 });
      expect(rows[0]?.equipped).toBeGreaterThanOrEqual(12);
      expect(rows[0]?.prepared).toBeGreaterThanOrEqual(30);

      const homebrew = await asMaintenance(here.connection.db, ({ rows }) =>
        sql<{ kind: string; visibility: string }>`
          ${sql.join(
            ["tags", "races", "archetypes", "skills", "perks", "items"].map(
              (kind) =>
                sql`select ${kind}::text as kind, visibility from ${sql.table(kind)} where owner_id is not null`,
            ),
            sql` union `,
          )}`.execute(rows),
      );
      expect(new Set(homebrew.rows.map(({ kind }) => kind)).size).toBe(6);
      expect(new Set(homebrew.rows.map(({ visibility }) => visibility))).toEqual(
        new Set(["PUBLIC", "PRIVATE", "HIDDEN"]),
      );
    });
    await database.close();
  }, 120_000);

  it("[SED-2] made twice, also at once and after a restart, is the same data, and tells the same sign-ins", async () => {
    const database = await open();
    const config = await place(database.url);
    const [first, before] = await opened(config, async (here) => {
      const [one, other] = await Promise.all([here.backstage.seed(), here.backstage.seed()]);
      expect(other).toEqual(one);
      return [one, await contents(here)] as const;
    });
    await opened(config, async (here) => {
      expect(await here.backstage.seed()).toEqual(first);
      expect(await contents(here)).toEqual(before);
    });
    await database.close();
  }, 120_000);

  it("[SED-3] an address that somebody took before is left to them, and it is said", async () => {
    const database = await open();
    await opened(await place(database.url), async (here) => {
      const passwordHash = await here.passwords.hash("a password of one's own");
      await here.users.register({ email: "pim@sample.invalid", passwordHash, displayName: "Not Pim" });
      await expect(here.backstage.seed()).rejects.toThrow(/pim@sample\.invalid is there already/);
    });
    await database.close();
  }, 120_000);

  it("[SED-4] a shared name that is somebody's stays theirs", async () => {
    const database = await open();
    await opened(await place(database.url), async (here) => {
      const passwordHash = await here.passwords.hash("a password of one's own");
      const made = await here.users.register({
        email: "ana@table.example",
        passwordHash,
        displayName: "Ana",
      });
      const ana = userId(made?.account.id ?? "");
      await here.catalog.create(ana, "items", { name: "ember blade", slot: "RING" });
      await here.backstage.seed();
      const dm = userId((await here.users.credentials("morgan@sample.invalid"))?.account.id ?? "");
      const own = await here.catalog.list(dm, "items", { scope: "PRIVATE", sort: "name", limit: 10 });
      expect(own.entries.map(({ name }) => name)).toEqual(["Ember Blade"]);
    });
    await database.close();
  }, 120_000);
});
