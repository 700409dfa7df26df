/** Accounts that somebody else vouches for. */
import { type UserId, userId } from "../rules/ids.ts";
import type { AuthTx } from "./transaction.ts";

export type Identity = { readonly provider: string; readonly id: string };

export async function userOfIdentity({ rows }: AuthTx, { provider, id }: Identity): Promise<UserId | null> {
  const row = await rows
    .selectFrom("users")
    .select("id")
    .where("oauth_provider", "=", provider)
    .where("oauth_id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : userId(row.id);
}

/** False when the account has another identity, or the identity another account. */
export async function linkIdentity(
  { rows }: AuthTx,
  user: UserId,
  { provider, id }: Identity,
): Promise<boolean> {
  const taken = await userOfIdentity({ as: "auth", rows }, { provider, id });
  if (taken !== null) return taken === user;
  const row = await rows
    .updateTable("users")
    .set({ oauth_provider: provider, oauth_id: id })
    .where("id", "=", user)
    .where("oauth_provider", "is", null)
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
