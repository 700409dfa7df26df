import type { Clock } from "../../rooms/ports.ts";
import type { UserId } from "../../rules/ids.ts";
import type { Identify } from "../http/identify.ts";
import type { Users } from "../http/stores.ts";
import type { Tokens } from "./tokens.ts";

/** How long a token that was ended may still pass. */
const TRUSTED_MS = 5_000;
const KEPT = 10_000;

type Known = { readonly version: number | null; readonly until: number };

export type Identities = {
  readonly identify: Identify;
  /** Looks this person up again at their next request. */
  forget(user: UserId): void;
};

/** Tokens whose person is there and has not ended them since. Each person is looked up every few seconds at most. */
export function openIdentities(
  tokens: Tokens,
  users: Users,
  clock: Clock,
  seen: (user: UserId, until: number) => void,
): Identities {
  const known = new Map<UserId, Known>();

  const versionOf = async (user: UserId): Promise<number | null> => {
    const kept = known.get(user);
    if (kept !== undefined && kept.until > clock.now()) return kept.version;
    const version = await users.tokenVersion(user);
    const [oldest] = known.keys();
    if (known.size >= KEPT && oldest !== undefined) known.delete(oldest);
    known.delete(user);
    known.set(user, { version, until: clock.now() + TRUSTED_MS });
    return version;
  };

  return {
    async identify(token) {
      const bearer = await tokens.read(token);
      if (bearer === null) return null;
      if ((await versionOf(bearer.user)) !== bearer.version) return null;
      seen(bearer.user, bearer.until);
      return bearer.user;
    },
    forget: (user) => void known.delete(user),
  };
}
