/** Why the game says no. Stable: clients, tests and scenarios depend on the words. */
export const REJECTION_CODES = [
  "malformed",
  "not-your-turn",
  "not-your-creature",
  "not-allowed",
  "not-in-combat",
  "already-in-combat",
  "session-not-active",
  "session-ended",
  "pending-request",
  "no-such-request",
  "stale-answer",
  "illegal-answer",
  "no-such-creature",
  "no-such-target",
  "no-such-attack",
  "no-such-item",
  "no-such-feature",
  "no-such-seat",
  "no-such-event",
  "no-action",
  "no-bonus-action",
  "no-reaction",
  "no-attacks-left",
  "no-interaction",
  "no-uses-left",
  "no-ammunition",
  "no-free-hand",
  "out-of-range",
  "out-of-sight",
  "total-cover",
  "target-dead",
  "illegal-target",
  "incapacitated",
  "cannot-move",
  "not-enough-movement",
  "path-blocked",
  "occupied",
  "out-of-bounds",
  "no-path",
  "too-large",
  "clearly-seen",
  "no-effect",
  "dead",
  "unconscious",
  "not-dying",
  "nothing-to-undo",
  "dice-sealed",
  "not-implemented",
  "limit-exceeded",
  // Beyond the rules: the room and the log say no with the same shape.
  "busy",
  "command-id-reused",
  "unavailable",
  "pending",
  "internal",
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

/** A refusal. It changes nothing, draws no die, and goes to whoever asked, to nobody else. */
export type Rejection = {
  readonly code: RejectionCode;
  /** One sentence for a person. Tells nothing that the one who asked may not know. */
  readonly detail: string;
};

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly rejection: Rejection };

export const ok = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const reject = (code: RejectionCode, detail: string): Result<never> => ({
  ok: false,
  rejection: { code, detail },
});

/** A state that the rules say cannot be: our mistake, never the player's. The room refuses that one command. */
export class RulesError extends Error {
  override readonly name = "RulesError";
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new RulesError(message);
}

/** Closes an exhaustive switch. */
export function never(value: never, what: string): never {
  throw new RulesError(`unknown ${what}: ${JSON.stringify(value)}`);
}
