import type { Clock } from "../../rooms/ports.ts";
import type { UserId } from "../../rules/ids.ts";
import type { Identify } from "../http/identify.ts";
import type { SignInStore } from "./people.ts";
import type { Tokens } from "./tokens.ts";

/** How long a token that was ended may still pass. */
const TRUSTED_MS = 4_000;
const KEPT = 10_000;

type Known = { readonly user: UserId; readonly version: number | null; readonly until: number };

export type Identification = {
  readonly identify: Identify;
  /** Looks this person up again at their next request. */
  forget(user: UserId): void;
};

/** Tokens whose person and sign-in are welcome. Each sign-in is looked up every few seconds at most. */
export function openIdentification(
  tokens: Tokens,
  signIns: Pick<SignInStore, "standing">,
  clock: Clock,
  seen: (user: UserId, signIn: string, until: number) => void,
): Identification {
  const known = new Map<string, Known>();

  const versionOf = async (user: UserId, signIn: string): Promise<number | null> => {
    const kept = known.get(signIn);
    if (kept !== undefined && kept.user === user && kept.until > clock.now()) return kept.version;
    const version = await signIns.standing(user, signIn);
    const [oldest] = known.keys();
    if (known.size >= KEPT && oldest !== undefined) known.delete(oldest);
    known.delete(signIn);
    known.set(signIn, { user, version, until: clock.now() + TRUSTED_MS });
    return version;
  };

  return {
    async identify(token) {
      const bearer = await tokens.read(token);
      if (bearer === null) return null;
      const { user, signIn, version, until } = bearer;
      if ((await versionOf(user, signIn)) !== version) return null;
      seen(user, signIn, until);
      return { user, signIn };
    },
    forget(user) {
      for (const [signIn, { user: whose }] of known) if (whose === user) known.delete(signIn);
    },
  };
}
