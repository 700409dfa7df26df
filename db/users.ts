import { sql } from "kysely";
import { type UserId, userId } from "../rules/ids.ts";
import type { UserRole } from "./schema.ts";
import type { AuthTx, MaintenanceTx, PersonTx } from "./transaction.ts";

export type NewUser = {
  readonly id: UserId;
  readonly email: string;
  /** The whole encoded hash, parameters and salt with it. */
  readonly passwordHash: string;
  /** Chosen by the person, never made from the e-mail address. 1 to 80 characters. */
  readonly displayName: string;
};

/** Who may sign in, as the sign-in needs it. */
export type Credentials = {
  readonly id: UserId;
  readonly email: string;
  readonly passwordHash: string;
  /** Tokens that carry a lower number are worthless. */
  readonly tokenVersion: number;
  readonly displayName: string;
  readonly emailVerified: boolean;
  /** False when the account was put to rest. */
  readonly active: boolean;
  /** Null when nothing keeps this person out, or did but ran out. */
  readonly ban: Ban | null;
};
export type Ban = { readonly reason: string; readonly until: string | null };

export type Account = { readonly id: UserId; readonly email: string; readonly displayName: string };

/** What a person is told of the own account. */
export type OwnAccount = Account & {
  readonly bio: string;
  readonly avatarUrl: string | null;
  readonly role: UserRole;
  readonly emailVerified: boolean;
  readonly oauthProvider: string | null;
  readonly lastLogin: string;
  readonly lastPasswordChange: string | null;
  readonly createdAt: string;
};

/** One address, however it was typed. */
export const normalEmail = (email: string): string => email.trim().toLowerCase();

/** Makes the user and its profile; false when the address is taken. */
export async function createUser({ rows }: AuthTx, user: NewUser): Promise<boolean> {
  const made = await rows
    .insertInto("users")
    .values({ id: user.id, email: normalEmail(user.email), password_hash: user.passwordHash })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (made === undefined) return false;
  await rows.insertInto("profiles").values({ id: user.id, display_name: user.displayName }).execute();
  return true;
}

export const credentialsByEmail = (tx: AuthTx, email: string): Promise<Credentials | null> =>
  credentials(tx, "email", normalEmail(email));

export const credentialsById = (tx: AuthTx, user: UserId): Promise<Credentials | null> =>
  credentials(tx, "id", user);

async function credentials(
  { rows }: AuthTx,
  column: "email" | "id",
  value: string,
): Promise<Credentials | null> {
  const row = await rows
    .selectFrom("users")
    .innerJoin("profiles", "profiles.id", "users.id")
    .select([
      "users.id",
      "users.email",
      "users.password_hash",
      "users.token_version",
      "users.is_email_verified",
      "users.is_active",
      "users.is_banned",
      "users.ban_reason",
      "users.banned_until",
      sql<boolean>`users.banned_until <= now()`.as("ban_over"),
      "profiles.display_name",
    ])
    .where(`users.${column}`, "=", value)
    .where("users.deleted_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: userId(row.id),
    email: row.email,
    passwordHash: row.password_hash,
    tokenVersion: row.token_version,
    displayName: row.display_name,
    emailVerified: row.is_email_verified,
    active: row.is_active,
    ban:
      row.is_banned && row.ban_over !== true
        ? { reason: row.ban_reason ?? "", until: row.banned_until?.toISOString() ?? null }
        : null,
  };
}

export async function noteLogin({ rows }: AuthTx, user: UserId): Promise<void> {
  await rows.updateTable("users").set({ last_login: sql<Date>`now()` }).where("id", "=", user).execute();
}

/** Only while the account still has this address. */
export async function verifyEmail({ rows }: AuthTx, user: UserId, email: string): Promise<boolean> {
  const row = await rows
    .updateTable("users")
    .set({ is_email_verified: true })
    .where("id", "=", user)
    .where("email", "=", email)
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Sets a password and ends every token that was given out before. */
export async function setPassword({ rows }: AuthTx, user: UserId, passwordHash: string): Promise<void> {
  await rows
    .updateTable("users")
    .set((row) => ({
      password_hash: passwordHash,
      last_password_change: sql<Date>`now()`,
      token_version: row("token_version", "+", 1),
    }))
    .where("id", "=", user)
    .execute();
}

/** Ends every token of a person: signing out everywhere. */
export async function endTokens({ rows }: AuthTx, user: UserId): Promise<void> {
  await rows
    .updateTable("users")
    .set((row) => ({ token_version: row("token_version", "+", 1) }))
    .where("id", "=", user)
    .execute();
}

export async function ownAccount({ rows, user }: PersonTx): Promise<Account | null> {
  const row = await rows
    .selectFrom("users")
    .innerJoin("profiles", "profiles.id", "users.id")
    .select(["users.id", "users.email", "profiles.display_name"])
    .where("users.id", "=", user)
    .executeTakeFirst();
  return row === undefined ? null : { id: userId(row.id), email: row.email, displayName: row.display_name };
}

export async function ownDetails({ rows, user }: PersonTx): Promise<OwnAccount | null> {
  const row = await rows
    .selectFrom("users")
    .innerJoin("profiles", "profiles.id", "users.id")
    .select([
      "users.id",
      "users.email",
      "users.bio",
      "users.role",
      "users.is_email_verified",
      "users.oauth_provider",
      "users.last_login",
      "users.last_password_change",
      "users.created_at",
      "profiles.display_name",
      "profiles.avatar_url",
    ])
    .where("users.id", "=", user)
    .where("users.deleted_at", "is", null)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    id: userId(row.id),
    email: row.email,
    displayName: row.display_name,
    bio: row.bio ?? "",
    avatarUrl: row.avatar_url,
    role: row.role,
    emailVerified: row.is_email_verified,
    oauthProvider: row.oauth_provider,
    lastLogin: row.last_login.toISOString(),
    lastPasswordChange: row.last_password_change?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  };
}

export async function setBio({ rows, user }: PersonTx, bio: string): Promise<void> {
  await rows
    .updateTable("users")
    .set({ bio: bio === "" ? null : bio })
    .where("id", "=", user)
    .execute();
}

/** The account goes; what it shared stays, under the profile's last name. The address is free again. */
export async function putUserAway({ rows }: AuthTx, user: UserId): Promise<void> {
  await rows
    .updateTable("users")
    .set((row) => ({
      email: sql<string>`'gone-' || id || '@deleted.invalid'`,
      deleted_at: sql<Date>`now()`,
      is_active: false,
      oauth_provider: null,
      oauth_id: null,
      token_version: row("token_version", "+", 1),
    }))
    .where("id", "=", user)
    .execute();
}

export async function setDisplayName({ rows, user }: PersonTx, displayName: string): Promise<void> {
  await rows.updateTable("profiles").set({ display_name: displayName }).where("id", "=", user).execute();
}

/** For the operator: how the first admin comes to be. False when there is no such account. */
export async function setRoleByEmail(
  { rows }: MaintenanceTx,
  email: string,
  role: UserRole,
): Promise<boolean> {
  const row = await rows
    .updateTable("users")
    .set((row) => ({ role, token_version: row("token_version", "+", 1) }))
    .where("email", "=", normalEmail(email))
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
