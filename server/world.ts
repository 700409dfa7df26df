import { randomFillSync } from "node:crypto";
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

/** A call to the system for every few bytes costs more than hashing an event. */
const pool = Buffer.alloc(4096);
let drawn = pool.length;

function randomHex(bytes: number): string {
  if (drawn + bytes > pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += bytes;
  return pool.toString("hex", drawn - bytes, drawn);
}

/** Time-ordered UUIDs, which the log's index likes, and random bytes from the system, at most 4,096 at once. */
export const systemRandomness: Randomness = { uuid: () => uuidv7(), hex: randomHex };
