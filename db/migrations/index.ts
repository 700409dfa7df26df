import type { Kysely } from "kysely";
import { type Migration, type MigrationProvider, Migrator } from "kysely/migration";
import * as roles from "./0001-roles.ts";
import * as tables from "./0002-tables.ts";
import * as functions from "./0003-functions.ts";
import * as policies from "./0004-policies.ts";
import * as grants from "./0005-grants.ts";
import * as people from "./0006-people.ts";
import * as characterDetails from "./0007-character-details.ts";
import * as catalog from "./0008-catalog.ts";
import * as rulings from "./0009-rulings.ts";
import * as snapshots from "./0010-snapshots.ts";
import * as profilePictures from "./0011-profile-pictures.ts";
import * as catalogSearch from "./0012-catalog-search.ts";

/** In the order they run. A released migration is never edited; a further one follows it. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-roles": roles,
  "0002-tables": tables,
  "0003-functions": functions,
  "0004-policies": policies,
  "0005-grants": grants,
  "0006-people": people,
  "0007-character-details": characterDetails,
  "0008-catalog": catalog,
  "0009-rulings": rulings,
  "0010-snapshots": snapshots,
  "0011-profile-pictures": profilePictures,
  "0012-catalog-search": catalogSearch,
};

const provider: MigrationProvider = { getMigrations: async () => ({ ...MIGRATIONS }) };

/** Runs on a connection that may do anything, before the others of the pool become powerless. */
export async function migrateUp(db: Kysely<unknown>): Promise<void> {
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw new Error("The database could not be migrated.", { cause: error });
}

/** Takes every migration back, and all data with it. */
export async function migrateDown(db: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({ db, provider });
  for (const _ of Object.keys(MIGRATIONS)) {
    const { error } = await migrator.migrateDown();
    if (error !== undefined) throw new Error("The database could not be migrated back.", { cause: error });
  }
}
