import { uuidv7 } from "uuidv7";
import type { Connection } from "../../db/connect.ts";
import { asAuth, asUser } from "../../db/transaction.ts";
import {
  createUser,
  credentialsByEmail,
  credentialsById,
  endTokens,
  ownAccount,
  type Credentials as Row,
} from "../../db/users.ts";
import { userId } from "../../rules/ids.ts";
import type { Credentials, Users } from "../http/stores.ts";

export function usersOf({ db }: Connection): Users {
  return {
    async register({ email, passwordHash, displayName }) {
      const id = userId(uuidv7());
      const made = await asAuth(db, (tx) => createUser(tx, { id, email, passwordHash, displayName }));
      return made ? { account: { id, email, displayName }, passwordHash, tokenVersion: 0 } : null;
    },
    credentials: (email) => asAuth(db, async (tx) => toCredentials(await credentialsByEmail(tx, email))),
    tokenVersion: (user) => asAuth(db, async (tx) => (await credentialsById(tx, user))?.tokenVersion ?? null),
    endTokens: (user) => asAuth(db, (tx) => endTokens(tx, user)),
    account: (user) => asUser(db, user, (tx) => ownAccount(tx)),
  };
}

function toCredentials(row: Row | null): Credentials | null {
  if (row === null) return null;
  const { id, email, displayName, passwordHash, tokenVersion } = row;
  return { account: { id, email, displayName }, passwordHash, tokenVersion };
}
