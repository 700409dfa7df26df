import { type UserId, userId } from "../rules/ids.ts";
import type { AuthTx, PersonTx } from "./transaction.ts";

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
};

export type Account = { readonly id: UserId; readonly email: string; readonly displayName: string };

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
  };
}

/** Sets a password and ends every token that was given out before. */
export async function setPassword({ rows }: AuthTx, user: UserId, passwordHash: string): Promise<void> {
  await rows
    .updateTable("users")
    .set((row) => ({ password_hash: passwordHash, token_version: row("token_version", "+", 1) }))
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

export async function setDisplayName({ rows, user }: PersonTx, displayName: string): Promise<void> {
  await rows.updateTable("profiles").set({ display_name: displayName }).where("id", "=", user).execute();
}
