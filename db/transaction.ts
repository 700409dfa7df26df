import { type Kysely, sql, type Transaction } from "kysely";
import type { UserId } from "../rules/ids.ts";
import { ROLES, type Role } from "./roles.ts";
import type { Database } from "./schema.ts";

/** A transaction of one person; policies decide what it sees. */
export type PersonTx = {
  readonly as: "person";
  readonly user: UserId;
  readonly rows: Transaction<Database>;
};
/** A transaction that may look up and make users, before anybody is known. */
export type AuthTx = { readonly as: "auth"; readonly rows: Transaction<Database> };
/** A transaction of the log and its projections. */
export type WriterTx = { readonly as: "writer"; readonly rows: Transaction<Database> };
/** A transaction that may delete campaigns, sessions and users for good. */
export type MaintenanceTx = { readonly as: "maintenance"; readonly rows: Transaction<Database> };

/** Everything in `work` runs in one transaction as this person. Only SQL is awaited in it. */
export const asUser = <Value>(
  db: Kysely<Database>,
  user: UserId,
  work: (tx: PersonTx) => Promise<Value>,
): Promise<Value> =>
  db.transaction().execute(async (rows) => {
    await become(rows, ROLES.request, user);
    return work({ as: "person", user, rows });
  });

export const asAuth = <Value>(db: Kysely<Database>, work: (tx: AuthTx) => Promise<Value>): Promise<Value> =>
  db.transaction().execute(async (rows) => {
    await become(rows, ROLES.auth, null);
    return work({ as: "auth", rows });
  });

export const asWriter = <Value>(
  db: Kysely<Database>,
  work: (tx: WriterTx) => Promise<Value>,
): Promise<Value> =>
  db.transaction().execute(async (rows) => {
    await become(rows, ROLES.writer, null);
    return work({ as: "writer", rows });
  });

/** For the command line alone: nothing that answers a request deletes for good. */
export const asMaintenance = <Value>(
  db: Kysely<Database>,
  work: (tx: MaintenanceTx) => Promise<Value>,
): Promise<Value> =>
  db.transaction().execute(async (rows) => {
    await become(rows, ROLES.owner, null);
    return work({ as: "maintenance", rows });
  });

/**
 * The second half of a step that a person may begin and only the log may finish, in the same transaction: the
 * policies have let the person do the first half.
 */
export async function continueAsWriter<Value>(
  tx: PersonTx,
  work: (tx: WriterTx) => Promise<Value>,
): Promise<Value> {
  await become(tx.rows, ROLES.writer, tx.user);
  const value = await work({ as: "writer", rows: tx.rows });
  await become(tx.rows, ROLES.request, tx.user);
  return value;
}

/** Role and person in one round trip, for this transaction alone. */
async function become(rows: Transaction<Database>, role: Role, user: UserId | null): Promise<void> {
  await sql`select set_config('role', ${role}, true), set_config('skald.user_id', ${user ?? ""}, true)`.execute(
    rows,
  );
}
