import { randomBytes } from "node:crypto";
import { userId } from "../../rules/ids.ts";
import { HttpProblem } from "../http/problem.ts";
import { normaliseEmail } from "./limits.ts";
import type { Passwords } from "./passwords.ts";
import type { Credentials, Identities, Users } from "./people.ts";

/** What somebody else says of a person, checked. */
export type Vouched = {
  /** Who says it: an issuer's address, which nobody else can claim. */
  readonly provider: string;
  readonly id: string;
  readonly email: string | null;
  /** Said by the provider itself, not by the person. */
  readonly emailVerified: boolean;
  readonly name: string | null;
};

export type VouchedNeeds = {
  readonly users: Users;
  readonly identities: Identities;
  readonly passwords: Passwords;
};

/**
 * The account of an identity, made if there is none. An account that has the address already is taken only when
 * both sides have seen that the address is the person's: else somebody could wait for a victim in an account made
 * with the victim's address, or claim an address at a careless provider.
 */
export async function accountFor(
  { users, identities, passwords }: VouchedNeeds,
  vouched: Vouched,
): Promise<Credentials> {
  const identity = { provider: vouched.provider, id: vouched.id };
  const known = await identities.find(identity);
  if (known !== null) return known;
  if (vouched.email === null)
    throw new HttpProblem(422, "no-email", "The provider does not tell an e-mail address.");
  const email = normaliseEmail(vouched.email);
  const there = await users.credentials(email);
  if (there !== null) {
    const same = vouched.emailVerified && there.emailVerified;
    if (same && (await identities.link(userId(there.account.id), identity))) return there;
    throw emailTaken();
  }
  // Nobody knows this password: whoever wants one asks for a new one by letter.
  const passwordHash = await passwords.hash(randomBytes(32).toString("base64url"));
  const displayName = vouched.name?.trim().slice(0, 80) || "Adventurer";
  const made = await identities.register(
    { email, passwordHash, displayName },
    identity,
    vouched.emailVerified,
  );
  if (made === null) throw emailTaken();
  return made;
}

const emailTaken = (): HttpProblem =>
  new HttpProblem(
    409,
    "email-taken",
    "This e-mail address has an account already. Sign in with its password; there you can add this sign-in.",
  );
