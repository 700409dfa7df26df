import { sql } from "kysely";
import type { PersonTx } from "./transaction.ts";

export type KeptAnswer = {
  readonly fingerprint: Buffer;
  /** null while the first request is under way. */
  readonly status: number | null;
  readonly answer: Buffer | null;
};

/** Takes a key for oneself (null), or finds what was answered under it. Keys are forgotten after a day. */
export async function claimKey(
  { rows, user }: PersonTx,
  keyHash: Buffer,
  fingerprint: Buffer,
): Promise<KeptAnswer | null> {
  await rows
    .deleteFrom("idempotency_keys")
    .where("user_id", "=", user)
    .where((row) =>
      row.or([
        row("created_at", "<", sql<Date>`now() - interval '24 hours'`),
        // Whoever had it died before it could say what came of it.
        row.and([row("status", "is", null), row("created_at", "<", sql<Date>`now() - interval '1 minute'`)]),
      ]),
    )
    .execute();
  const claimed = await rows
    .insertInto("idempotency_keys")
    .values({ user_id: user, key_hash: keyHash, fingerprint })
    .onConflict((conflict) => conflict.columns(["user_id", "key_hash"]).doNothing())
    .returning("user_id")
    .executeTakeFirst();
  if (claimed !== undefined) return null;
  return rows
    .selectFrom("idempotency_keys")
    .select(["fingerprint", "status", "answer"])
    .where("user_id", "=", user)
    .where("key_hash", "=", keyHash)
    .executeTakeFirstOrThrow();
}

export async function keepAnswer(
  { rows, user }: PersonTx,
  keyHash: Buffer,
  status: number,
  answer: Buffer,
): Promise<void> {
  await rows
    .updateTable("idempotency_keys")
    .set({ status, answer })
    .where("user_id", "=", user)
    .where("key_hash", "=", keyHash)
    .execute();
}

export async function releaseKey({ rows, user }: PersonTx, keyHash: Buffer): Promise<void> {
  await rows
    .deleteFrom("idempotency_keys")
    .where("user_id", "=", user)
    .where("key_hash", "=", keyHash)
    .execute();
}
