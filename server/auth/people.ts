/** What signing in needs of the database. */
import type { Account, OwnAccount, PersonStanding, UserRole } from "../../client-sdk/src/protocol.ts";
import type { UserId } from "../../rules/ids.ts";

export type NewAccount = {
  readonly email: string;
  readonly passwordHash: string;
  readonly displayName: string;
};
export type Credentials = {
  readonly account: Account;
  readonly passwordHash: string;
  /** Tokens that carry another number are worthless. */
  readonly tokenVersion: number;
  readonly emailVerified: boolean;
  readonly active: boolean;
  readonly ban: { readonly reason: string; readonly until: string | null } | null;
};

export type AccountChanges = {
  readonly displayName?: string | undefined;
  readonly bio?: string | undefined;
};

export interface Users {
  /** null: the e-mail address has an account already. */
  register(account: NewAccount): Promise<Credentials | null>;
  credentials(email: string): Promise<Credentials | null>;
  credentialsOf(user: UserId): Promise<Credentials | null>;
  account(user: UserId): Promise<OwnAccount | null>;
  change(user: UserId, changes: AccountChanges): Promise<OwnAccount | null>;
  /** Every token that was given out before is worthless. */
  setPassword(user: UserId, passwordHash: string): Promise<void>;
  /** Makes every access token that was given out to this person worthless. */
  endTokens(user: UserId): Promise<void>;
  /** For good, for this person: what they shared stays. */
  putAway(user: UserId): Promise<void>;
}

/** From where somebody signs in, as far as they tell. */
export type Device = {
  readonly device: string | null;
  readonly address: string | null;
  readonly agent: string | null;
};
export type NewRefreshToken = { readonly id: string; readonly hash: Buffer; readonly expiresAt: Date };
export type Rotation =
  | { readonly kind: "rotated"; readonly user: UserId; readonly signIn: string }
  | {
      readonly kind: "reused";
      readonly user: UserId;
      readonly signIn: string;
      /** False when the sign-in had ended before. */
      readonly endedNow: boolean;
    }
  | { readonly kind: "worthless" };
export type SignInRecord = Device & {
  readonly id: string;
  readonly signedInAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
};

export interface SignInStore {
  begin(user: UserId, signIn: string, token: NewRefreshToken, from: Device): Promise<void>;
  rotate(hash: Buffer, next: NewRefreshToken, from: Omit<Device, "device">): Promise<Rotation>;
  end(user: UserId, signIn: string): Promise<boolean>;
  /** All, but for one that goes on; gives those that ended. */
  endAll(user: UserId, but: string | null): Promise<readonly string[]>;
  list(user: UserId): Promise<readonly SignInRecord[]>;
  /** The number that an access token of this sign-in carries; null when it does not hold. */
  standing(user: UserId, signIn: string): Promise<number | null>;
  living(signIns: readonly string[]): Promise<readonly string[]>;
}

export type Purpose = "verify-email" | "reset-password";
export interface OneTimeTokens {
  give(user: UserId, purpose: Purpose, email: string, hash: Buffer, expiresAt: Date): Promise<void>;
  /** A password with a token that was sent: null when the token does not hold. */
  resetPassword(
    hash: Buffer,
    passwordHash: string,
  ): Promise<{ readonly user: UserId; readonly email: string } | null>;
  verifyEmail(hash: Buffer): Promise<boolean>;
}

export type Identity = { readonly provider: string; readonly id: string };
export interface Identities {
  find(identity: Identity): Promise<Credentials | null>;
  link(user: UserId, identity: Identity): Promise<boolean>;
  /** A new account for an identity; null: the address has one already. */
  register(account: NewAccount, identity: Identity, emailVerified: boolean): Promise<Credentials | null>;
}

/** `null` to whoever is not entitled; the database decides who is. */
export interface Moderation {
  list(
    by: UserId,
    asked: { readonly text: string | null; readonly after: string | null; readonly limit: number },
  ): Promise<readonly PersonStanding[] | null>;
  get(by: UserId, person: UserId): Promise<PersonStanding | null>;
  ban(by: UserId, person: UserId, reason: string, until: Date | null): Promise<PersonStanding | null>;
  lift(by: UserId, person: UserId): Promise<PersonStanding | null>;
  setRole(by: UserId, person: UserId, role: UserRole): Promise<PersonStanding | null>;
}
