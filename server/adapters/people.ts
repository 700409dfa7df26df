import { uuidv7 } from "uuidv7";
import type { UserRole } from "../../client-sdk/src/protocol.ts";
import type { Connection } from "../../db/connect.ts";
import { linkIdentity, userOfIdentity } from "../../db/identities.ts";
import { banUser, findStanding, isModerator, liftBan, listStandings, setRole } from "../../db/moderation.ts";
import { giveOneTimeToken, takeOneTimeToken } from "../../db/one-time-tokens.ts";
import {
  beginSignIn,
  endSignIn,
  endSignIns,
  listSignIns,
  livingSignIns,
  rotate,
  standingOf,
} from "../../db/refresh-tokens.ts";
import { type AuthTx, asAuth, asMaintenance, asUser, type PersonTx } from "../../db/transaction.ts";
import {
  createUser,
  credentialsByEmail,
  credentialsById,
  endTokens,
  noteLogin,
  ownDetails,
  putUserAway,
  type Credentials as Row,
  setBio,
  setDisplayName,
  setPassword,
  setRoleByEmail,
  verifyEmail,
} from "../../db/users.ts";
import { type UserId, userId } from "../../rules/ids.ts";
import type {
  Credentials,
  Identities,
  Moderation,
  NewAccount,
  OneTimeTokens,
  SignInStore,
  Users,
} from "../auth/people.ts";

export function usersOf({ db }: Connection): Users {
  return {
    register: (account) => asAuth(db, (tx) => registered(tx, account)),
    credentials: (email) => asAuth(db, async (tx) => toCredentials(await credentialsByEmail(tx, email))),
    credentialsOf: (user) => asAuth(db, async (tx) => toCredentials(await credentialsById(tx, user))),
    account: (user) => asUser(db, user, (tx) => ownDetails(tx)),
    change: (user, { displayName, bio }) =>
      asUser(db, user, async (tx) => {
        if (displayName !== undefined) await setDisplayName(tx, displayName);
        if (bio !== undefined) await setBio(tx, bio);
        return ownDetails(tx);
      }),
    setPassword: (user, passwordHash) => asAuth(db, (tx) => setPassword(tx, user, passwordHash)),
    endTokens: (user) => asAuth(db, (tx) => endTokens(tx, user)),
    putAway: (user) =>
      asAuth(db, async (tx) => {
        await endSignIns(tx, user, null);
        await putUserAway(tx, user);
      }),
  };
}

async function registered(tx: AuthTx, account: NewAccount): Promise<Credentials | null> {
  const id = userId(uuidv7());
  return (await createUser(tx, { id, ...account })) ? toCredentials(await credentialsById(tx, id)) : null;
}

export function signInsOf({ db }: Connection): SignInStore {
  return {
    begin: (user, signIn, token, from) =>
      asAuth(db, async (tx) => {
        await beginSignIn(tx, user, signIn, token, from);
        await noteLogin(tx, user);
      }),
    rotate: (hash, next, from) => asAuth(db, (tx) => rotate(tx, hash, next, from)),
    end: (user, signIn) => asAuth(db, (tx) => endSignIn(tx, user, signIn)),
    endAll: (user, but) => asAuth(db, (tx) => endSignIns(tx, user, but)),
    list: (user) => asUser(db, user, (tx) => listSignIns(tx)),
    standing: (user, signIn) => asAuth(db, (tx) => standingOf(tx, user, signIn)),
    living: (signIns) => asAuth(db, (tx) => livingSignIns(tx, signIns)),
  };
}

export function oneTimeTokensOf({ db }: Connection): OneTimeTokens {
  return {
    give: (user, purpose, email, hash, expiresAt) =>
      asAuth(db, (tx) => giveOneTimeToken(tx, user, { id: uuidv7(), hash, purpose, email, expiresAt })),
    resetPassword: (hash, passwordHash) =>
      asAuth(db, async (tx) => {
        const whose = await takeOneTimeToken(tx, "reset-password", hash);
        if (whose === null) return null;
        await setPassword(tx, whose.user, passwordHash);
        await endSignIns(tx, whose.user, null);
        // Whoever read the mail has the address.
        await verifyEmail(tx, whose.user, whose.email);
        return whose;
      }),
    verifyEmail: (hash) =>
      asAuth(db, async (tx) => {
        const whose = await takeOneTimeToken(tx, "verify-email", hash);
        return whose !== null && verifyEmail(tx, whose.user, whose.email);
      }),
  };
}

export function identitiesOf({ db }: Connection): Identities {
  return {
    find: (identity) =>
      asAuth(db, async (tx) => {
        const user = await userOfIdentity(tx, identity);
        return user === null ? null : toCredentials(await credentialsById(tx, user));
      }),
    link: (user, identity) => asAuth(db, (tx) => linkIdentity(tx, user, identity)),
    register: (account, identity, emailVerified) =>
      asAuth(db, async (tx) => {
        const made = await registered(tx, account);
        if (made === null) return null;
        const user = userId(made.account.id);
        await linkIdentity(tx, user, identity);
        if (emailVerified) await verifyEmail(tx, user, made.account.email);
        return { ...made, emailVerified };
      }),
  };
}

export function moderationOf({ db }: Connection): Moderation {
  const changed = (by: UserId, person: UserId, change: (tx: PersonTx) => Promise<boolean>) =>
    asUser(db, by, async (tx) => ((await change(tx)) ? findStanding(tx, person) : null));
  const asModerator = <Value>(by: UserId, work: (tx: PersonTx) => Promise<Value>): Promise<Value | null> =>
    asUser(db, by, async (tx) => ((await isModerator(tx)) ? work(tx) : null));
  return {
    list: (by, asked) => asModerator(by, (tx) => listStandings(tx, asked)),
    get: (by, person) => asModerator(by, (tx) => findStanding(tx, person)),
    ban: async (by, person, reason, until) => {
      const banned = await changed(by, person, (tx) => banUser(tx, person, reason, until));
      // The ban itself keeps every token out meanwhile.
      if (banned !== null) await asAuth(db, (tx) => endSignIns(tx, person, null));
      return banned;
    },
    lift: (by, person) => changed(by, person, (tx) => liftBan(tx, person)),
    setRole: (by, person, role) => changed(by, person, (tx) => setRole(tx, person, role)),
  };
}

/** By the operator, over everybody's head. */
export const roleSetterOf =
  ({ db }: Connection) =>
  (email: string, role: UserRole): Promise<boolean> =>
    asMaintenance(db, (tx) => setRoleByEmail(tx, email, role));

function toCredentials(row: Row | null): Credentials | null {
  if (row === null) return null;
  const { id, email, displayName, passwordHash, tokenVersion, emailVerified, active, ban } = row;
  return { account: { id, email, displayName }, passwordHash, tokenVersion, emailVerified, active, ban };
}
