import type { RollPurpose } from "./dice.ts";
import type { CreatureId, RequestId, SeatId } from "./ids.ts";

/** One legal answer to a request. */
export type RequestOption = {
  /** `opportunity-attack`, `decline`, `roll`, the name of a spell or feature ... */
  readonly choice: string;
  /** Weapons or attacks that may be named with this choice. */
  readonly with?: readonly string[];
};

/**
 * A decision that waits. It is part of the state, so it survives a restart; while one is open only its answer,
 * the DM's `cancel-resolution` and a pause are accepted.
 */
export type Request = {
  readonly id: RequestId;
  /** The creature that is asked. */
  readonly creature: CreatureId;
  /** The seat that answers for it; null when the DM does. */
  readonly seat: SeatId | null;
  readonly kind: "reaction" | "roll" | "choice";
  /** What happened, for the card: stable kebab-case, for instance `leaves-reach`. */
  readonly trigger: string;
  /** Whom it is about, as far as the one asked perceives it. */
  readonly about: CreatureId | null;
  readonly options: readonly RequestOption[];
  /** For `roll`: the dice to enter, in order, by their sides. */
  readonly dice: readonly number[];
  readonly purpose: RollPurpose | null;
  /** Seconds until the default applies, counted while the seat is connected; null waits for ever. */
  readonly timeoutSeconds: number | null;
  /** The choice taken when time runs out; `roll` requests fall back to the server's dice. */
  readonly default: string;
};
