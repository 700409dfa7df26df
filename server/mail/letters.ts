/** What Skald writes to people. */
import type { Credentials } from "../auth/people.ts";
import type { Letter } from "./mail.ts";

const toPerson = ({ account }: Credentials, subject: string, lines: readonly string[]): Letter => ({
  to: account.email,
  subject,
  text: [`Hello ${account.displayName},`, "", ...lines, ""].join("\n"),
});

export const verification = (who: Credentials, link: string): Letter =>
  toPerson(who, "Your address at the table", [
    "an account at Skald was made with this address. To confirm that it is yours, open",
    "",
    link,
    "",
    "within a day. If it was not you, leave this letter alone.",
  ]);

export const reset = (who: Credentials, link: string): Letter =>
  toPerson(who, "A new password", [
    "somebody asked for a new password for your account at Skald. To choose one, open",
    "",
    link,
    "",
    "within an hour. If it was not you, leave this letter alone: your password stays as it is.",
  ]);

export const passwordChanged = (who: Credentials): Letter =>
  toPerson(who, "Your password was changed", [
    "the password of your account at Skald was changed just now, and every other sign-in ended.",
    "If it was not you, ask for a new password at once.",
  ]);

export const signInCopied = (who: Credentials): Letter =>
  toPerson(who, "One of your sign-ins was copied", [
    "a sign-in of your account at Skald was used from two places. It was ended for both, so you may have to",
    "sign in again. If you know nothing of a second place, look at your sign-ins and change your password.",
  ]);
