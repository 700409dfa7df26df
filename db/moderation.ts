/** What moderators and admins see and do. The database itself decides who is one. */
import { sql } from "kysely";
import { type UserId, userId } from "../rules/ids.ts";
import type { UserRole } from "./schema.ts";
import type { PersonTx } from "./transaction.ts";

export type Standing = {
  readonly id: UserId;
  readonly email: string;
  readonly displayName: string;
  readonly role: UserRole;
  readonly emailVerified: boolean;
  readonly lastLogin: string;
  readonly createdAt: string;
  readonly banned: {
    readonly reason: string;
    readonly until: string | null;
    readonly by: string | null;
  } | null;
};

export async function isModerator({ rows }: PersonTx): Promise<boolean> {
  const { rows: found } = await sql<{ yes: boolean }>`select skald.is_moderator() as yes`.execute(rows);
  return found[0]?.yes === true;
}

export async function isAdmin({ rows }: PersonTx): Promise<boolean> {
  const { rows: found } = await sql<{ yes: boolean }>`select skald.has_role('ADMIN') as yes`.execute(rows);
  return found[0]?.yes === true;
}

const standings = ({ rows }: PersonTx) =>
  rows
    .selectFrom("users")
    .innerJoin("profiles", "profiles.id", "users.id")
    .select([
      "users.id",
      "users.email",
      "users.role",
      "users.is_email_verified",
      "users.last_login",
      "users.created_at",
      "users.is_banned",
      "users.ban_reason",
      "users.banned_until",
      "users.banned_by_id",
      "profiles.display_name",
      sql<boolean>`users.banned_until <= now()`.as("ban_over"),
    ])
    .where("users.deleted_at", "is", null);

type Row = Awaited<ReturnType<ReturnType<typeof standings>["executeTakeFirstOrThrow"]>>;

const toStanding = (row: Row): Standing => ({
  id: userId(row.id),
  email: row.email,
  displayName: row.display_name,
  role: row.role,
  emailVerified: row.is_email_verified,
  lastLogin: row.last_login.toISOString(),
  createdAt: row.created_at.toISOString(),
  banned:
    row.is_banned && row.ban_over !== true
      ? {
          reason: row.ban_reason ?? "",
          until: row.banned_until?.toISOString() ?? null,
          by: row.banned_by_id,
        }
      : null,
});

/** Accounts in the order of their ids, which is that of their making, from after one on. */
export async function listStandings(
  tx: PersonTx,
  asked: { readonly text: string | null; readonly after: string | null; readonly limit: number },
): Promise<readonly Standing[]> {
  const pattern = `%${(asked.text ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  const found = await standings(tx)
    .$if(asked.text !== null, (query) =>
      query.where((row) =>
        row.or([row("users.email", "ilike", pattern), row("profiles.display_name", "ilike", pattern)]),
      ),
    )
    .$if(asked.after !== null, (query) => query.where("users.id", ">", asked.after ?? ""))
    .orderBy("users.id")
    .limit(asked.limit)
    .execute();
  return found.map(toStanding);
}

export async function findStanding(tx: PersonTx, person: UserId): Promise<Standing | null> {
  const row = await standings(tx).where("users.id", "=", person).executeTakeFirst();
  return row === undefined ? null : toStanding(row);
}

/** False when there is no such person whom the caller may judge. */
export async function banUser(
  { rows }: PersonTx,
  person: UserId,
  reason: string,
  until: Date | null,
): Promise<boolean> {
  const { rows: found } = await sql<{ done: boolean }>`
    select skald.ban_user(${person}, ${reason}, ${until}) as done`.execute(rows);
  return found[0]?.done === true;
}

export async function liftBan({ rows }: PersonTx, person: UserId): Promise<boolean> {
  const { rows: found } = await sql<{ done: boolean }>`select skald.lift_ban(${person}) as done`.execute(
    rows,
  );
  return found[0]?.done === true;
}

export async function setRole({ rows }: PersonTx, person: UserId, role: UserRole): Promise<boolean> {
  const { rows: found } = await sql<{ done: boolean }>`
    select skald.set_role(${person}, ${role}::user_role) as done`.execute(rows);
  return found[0]?.done === true;
}
