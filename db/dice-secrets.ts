import { randomBytes } from "node:crypto";
import type { DiceSource } from "../rules/dice.ts";
import type { SessionId } from "../rules/ids.ts";
import { commitmentOf, type DiceSecretPair, diceFrom } from "./dice-faces.ts";
import type { GuardedPool } from "./guarded-pool.ts";
import { ask } from "./leases.ts";

/** Secrets that are kept in memory for sessions in play. */
const KEPT = 1000;

/** Two rooms may commit to one session at once; whoever comes second finds the first one's secrets. */
const COMMIT = `
with made as (
  insert into dice_secrets (session_id, open_secret, hidden_secret) values ($1, $2, $3)
  on conflict (session_id) do nothing
  returning open_secret as open, hidden_secret as hidden
)
select * from made
union all
select open_secret, hidden_secret from dice_secrets where session_id = $1
limit 1`;

const FIND = `select open_secret as open, hidden_secret as hidden from dice_secrets where session_id = $1`;

const REVEAL = `
update dice_secrets set revealed_at = coalesce(revealed_at, now()) where session_id = $1
returning open_secret as open, hidden_secret as hidden`;

/**
 * Dice from secrets that lie in a table no person's role can read, and leave it only by `reveal`. How a face
 * follows from a secret is written down in this folder's README.
 */
export class PostgresDiceSecrets {
  readonly #pool: GuardedPool;
  readonly #kept = new Map<string, DiceSecretPair>();

  constructor(pool: GuardedPool) {
    this.#pool = pool;
  }

  /** Makes the session's secrets if there are none; the sha256 commitments of both streams. */
  async commit(session: SessionId): Promise<DiceSecretPair> {
    const fresh = () => randomBytes(32).toString("hex");
    const [made] = await ask<DiceSecretPair>(this.#pool, COMMIT, [session, fresh(), fresh()]);
    const pair = made ?? (await this.#pair(session));
    return { open: commitmentOf(pair.open), hidden: commitmentOf(pair.hidden) };
  }

  /** Dice for one decision; `contributions` are the seats' entropies in the order of the log. */
  async dice(session: SessionId, contributions: readonly string[]): Promise<DiceSource> {
    return diceFrom(await this.#pair(session), session, contributions);
  }

  async reveal(session: SessionId): Promise<DiceSecretPair> {
    const [pair] = await ask<DiceSecretPair>(this.#pool, REVEAL, [session]);
    if (pair === undefined) throw new Error(`No dice were committed for session ${session}.`);
    return pair;
  }

  /** A committed secret never changes, so it is read once for each session in play. */
  async #pair(session: SessionId): Promise<DiceSecretPair> {
    const known = this.#kept.get(session);
    if (known !== undefined) return known;
    const [pair] = await ask<DiceSecretPair>(this.#pool, FIND, [session]);
    if (pair === undefined) throw new Error(`No dice were committed for session ${session}.`);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(session, pair);
    return pair;
  }
}
