import type { Clock, Journal } from "../../rooms/ports.ts";
import { userId } from "../../rules/ids.ts";
import type { Credentials, OneTimeTokens, Purpose } from "../auth/people.ts";
import { hashOf, newSecret } from "../auth/secrets.ts";
import * as letters from "./letters.ts";
import type { Letter, Mail } from "./mail.ts";

const HOUR_MS = 3_600_000;
const HOLDS_MS: Readonly<Record<Purpose, number>> = {
  "verify-email": 24 * HOUR_MS,
  "reset-password": HOUR_MS,
};

/** Sends letters behind the answer: how long that takes tells nobody whether an address has an account. */
export type Post = {
  verification(who: Credentials): void;
  reset(who: Credentials): void;
  passwordChanged(who: Credentials): void;
  signInCopied(who: Credentials): void;
  /** Resolves when what is under way has been sent. */
  settled(): Promise<void>;
};

export type PostNeeds = {
  readonly mail: Mail;
  readonly oneTimeTokens: OneTimeTokens;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Where people reach the web table: `https://table.example`. */
  readonly publicUrl: () => string;
};

export function openPost({ mail, oneTimeTokens, clock, journal, publicUrl }: PostNeeds): Post {
  const underWay = new Set<Promise<void>>();
  const later = (work: () => Promise<Letter>): void => {
    const sending = work()
      .then((letter) => mail.send(letter))
      .catch((error: unknown) => journal.error({ error }, "a letter was not sent"))
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  };
  /** The secret stands behind `#`, which no browser sends to any server. */
  const link = async (who: Credentials, purpose: Purpose): Promise<string> => {
    const secret = newSecret();
    const expires = new Date(clock.now() + HOLDS_MS[purpose]);
    await oneTimeTokens.give(userId(who.account.id), purpose, who.account.email, hashOf(secret), expires);
    return `${publicUrl()}/${purpose}#${secret}`;
  };
  return {
    verification: (who) => later(async () => letters.verification(who, await link(who, "verify-email"))),
    reset: (who) => later(async () => letters.reset(who, await link(who, "reset-password"))),
    passwordChanged: (who) => later(async () => letters.passwordChanged(who)),
    signInCopied: (who) => later(async () => letters.signInCopied(who)),
    settled: async () => void (await Promise.all(underWay)),
  };
}
