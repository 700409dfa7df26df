import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import type { Clock, Randomness } from "../rooms/ports.ts";

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** Time-ordered UUIDs, which the log's index likes, and random bytes from the system. */
export const systemRandomness: Randomness = {
  uuid: () => uuidv7(),
  hex: (bytes) => randomBytes(bytes).toString("hex"),
};
