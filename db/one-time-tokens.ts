import { sql } from "kysely";
import { type UserId, userId } from "../rules/ids.ts";
import type { AuthTx } from "./transaction.ts";

export type Purpose = "verify-email" | "reset-password";
export type NewOneTimeToken = {
  readonly id: string;
  readonly hash: Buffer;
  readonly purpose: Purpose;
  readonly email: string;
  readonly expiresAt: Date;
};

/** A further token of the same purpose makes those before it worthless. */
export async function giveOneTimeToken(
  { rows }: AuthTx,
  user: UserId,
  token: NewOneTimeToken,
): Promise<void> {
  await rows
    .deleteFrom("one_time_tokens")
    .where("user_id", "=", user)
    .where("purpose", "=", token.purpose)
    .execute();
  await rows
    .insertInto("one_time_tokens")
    .values({
      id: token.id,
      token_hash: token.hash,
      user_id: user,
      purpose: token.purpose,
      email: token.email,
      expires_at: token.expiresAt,
    })
    .execute();
}

/** Uses a token up: once, in time, for its purpose. Null without saying which of these it was not. */
export async function takeOneTimeToken(
  { rows }: AuthTx,
  purpose: Purpose,
  hash: Buffer,
): Promise<{ readonly user: UserId; readonly email: string } | null> {
  const row = await rows
    .updateTable("one_time_tokens")
    .set({ used_at: sql<Date>`now()` })
    .where("token_hash", "=", hash)
    .where("purpose", "=", purpose)
    .where("used_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .returning(["user_id", "email"])
    .executeTakeFirst();
  return row === undefined ? null : { user: userId(row.user_id), email: row.email };
}
