/** Sign-ins: families of refresh tokens, each good for one trade against the next. Only hashes are kept. */
import { sql } from "kysely";
import { type UserId, userId } from "../rules/ids.ts";
import type { AuthTx, PersonTx } from "./transaction.ts";

/** From where somebody signed in, as far as they told. */
export type Device = {
  readonly device: string | null;
  readonly address: string | null;
  readonly agent: string | null;
};
export type NewToken = { readonly id: string; readonly hash: Buffer; readonly expiresAt: Date };

export type Rotation =
  | { readonly kind: "rotated"; readonly user: UserId; readonly signIn: string }
  /** It was traded in before: somebody has a copy. The whole sign-in has ended. */
  | { readonly kind: "reused"; readonly user: UserId; readonly signIn: string; readonly endedNow: boolean }
  | { readonly kind: "worthless" };

export type SignIn = Device & {
  readonly id: string;
  readonly signedInAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
};

export async function beginSignIn(
  { rows }: AuthTx,
  user: UserId,
  signIn: string,
  token: NewToken,
  from: Device,
): Promise<void> {
  await rows
    .deleteFrom("refresh_tokens")
    .where("user_id", "=", user)
    .where("expires_at", "<", sql<Date>`now() - interval '7 days'`)
    .execute();
  await rows
    .insertInto("refresh_tokens")
    .values({ ...columns(token, from), user_id: user, family_id: signIn })
    .execute();
}

const columns = ({ id, hash, expiresAt }: NewToken, { device, address, agent }: Device) => ({
  id,
  token: hash,
  expires_at: expiresAt,
  device_info: device,
  ip_address: address,
  user_agent: agent,
});

/** Trades a token for `next`. The row's lock lets one of several at once through; the others are reuse. */
export async function rotate(
  tx: AuthTx,
  hash: Buffer,
  next: NewToken,
  from: Pick<Device, "address" | "agent">,
): Promise<Rotation> {
  const { rows } = tx;
  const row = await rows
    .selectFrom("refresh_tokens")
    .innerJoin("users", "users.id", "refresh_tokens.user_id")
    .select([
      "refresh_tokens.id",
      "user_id",
      "family_id",
      "is_revoked",
      "used_at",
      "device_info",
      "signed_in_at",
      sql<boolean>`expires_at > now()`.as("holds"),
    ])
    .where("token", "=", hash)
    .where("users.deleted_at", "is", null)
    .forUpdate("refresh_tokens")
    .executeTakeFirst();
  if (row === undefined) return { kind: "worthless" };
  const whose = { user: userId(row.user_id), signIn: row.family_id };
  if (row.used_at !== null)
    return { kind: "reused", ...whose, endedNow: await endSignIn(tx, whose.user, whose.signIn) };
  if (row.is_revoked || !row.holds) return { kind: "worthless" };
  await rows
    .updateTable("refresh_tokens")
    .set({ is_revoked: true, used_at: sql<Date>`now()` })
    .where("id", "=", row.id)
    .execute();
  await rows
    .insertInto("refresh_tokens")
    .values({
      ...columns(next, { ...from, device: row.device_info }),
      user_id: row.user_id,
      family_id: row.family_id,
      signed_in_at: row.signed_in_at,
    })
    .execute();
  return { kind: "rotated", ...whose };
}

/** True when it had not ended before. */
export async function endSignIn({ rows }: AuthTx, user: UserId, signIn: string): Promise<boolean> {
  const ended = await rows
    .updateTable("refresh_tokens")
    .set({ is_revoked: true })
    .where("user_id", "=", user)
    .where("family_id", "=", signIn)
    .where("is_revoked", "=", false)
    .returning("id")
    .execute();
  return ended.length > 0;
}

/** All of a person's, but for one that goes on. Gives those that ended. */
export async function endSignIns(
  { rows }: AuthTx,
  user: UserId,
  but: string | null,
): Promise<readonly string[]> {
  const ended = await rows
    .updateTable("refresh_tokens")
    .set({ is_revoked: true })
    .where("user_id", "=", user)
    .where("is_revoked", "=", false)
    .$if(but !== null, (query) => query.where("family_id", "<>", but ?? ""))
    .returning("family_id")
    .execute();
  return ended.map((row) => row.family_id);
}

/** Those of them whose sign-in holds and whose person may be here. */
export async function livingSignIns(
  { rows }: AuthTx,
  signIns: readonly string[],
): Promise<readonly string[]> {
  if (signIns.length === 0) return [];
  const found = await rows
    .selectFrom("refresh_tokens as t")
    .innerJoin("users as u", "u.id", "t.user_id")
    .select("t.family_id")
    .where("t.family_id", "in", signIns)
    .where("t.is_revoked", "=", false)
    .where("t.expires_at", ">", sql<Date>`now()`)
    .where(welcome)
    .execute();
  return found.map((row) => row.family_id);
}

/** The number that a token of this sign-in must carry; null when it or its person is not welcome any more. */
export async function standingOf({ rows }: AuthTx, user: UserId, signIn: string): Promise<number | null> {
  const row = await rows
    .selectFrom("refresh_tokens as t")
    .innerJoin("users as u", "u.id", "t.user_id")
    .select("u.token_version")
    .where("t.user_id", "=", user)
    .where("t.family_id", "=", signIn)
    .where("t.is_revoked", "=", false)
    .where("t.expires_at", ">", sql<Date>`now()`)
    .where(welcome)
    .executeTakeFirst();
  return row?.token_version ?? null;
}

const welcome = sql<boolean>`u.deleted_at is null and u.is_active
  and not (u.is_banned and (u.banned_until is null or u.banned_until > now()))`;

/** One's own that hold, newest first. */
export async function listSignIns({ rows, user }: PersonTx): Promise<readonly SignIn[]> {
  const found = await rows
    .selectFrom("refresh_tokens")
    .select([
      "family_id",
      "device_info",
      "ip_address",
      "user_agent",
      "signed_in_at",
      "created_at",
      "expires_at",
    ])
    .where("user_id", "=", user)
    .where("is_revoked", "=", false)
    .where("expires_at", ">", sql<Date>`now()`)
    .orderBy("expires_at", "desc")
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return found.map((row) => ({
    id: row.family_id,
    device: row.device_info,
    address: row.ip_address,
    agent: row.user_agent,
    signedInAt: row.signed_in_at.toISOString(),
    lastUsedAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  }));
}
