import { type Kysely, sql } from "kysely";
import { ROLES, type Role } from "../roles.ts";

/** Runs statements one after the other, inside the migration's transaction. */
export async function inOrder(db: Kysely<unknown>, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** Runs statements as a role that will own what they make, then becomes the migrating user again. */
export async function asRole(db: Kysely<unknown>, role: Role, statements: readonly string[]): Promise<void> {
  await inOrder(db, [`set local role ${role}`, ...statements, `set local role none`]);
}

export const asOwner = (db: Kysely<unknown>, statements: readonly string[]): Promise<void> =>
  asRole(db, ROLES.owner, statements);
