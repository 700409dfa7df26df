import { createHash } from "node:crypto";

/** A strong entity tag: what is written alike is the same. */
export const tagOf = (body: string): string =>
  `"${createHash("sha256").update(body, "utf8").digest("base64url").slice(0, 27)}"`;

/** Whether `If-Match` names what is there now. Weak tags match nothing, as RFC 9110 has it. */
export const holdsStill = (wanted: string, now: string): boolean =>
  wanted.trim() === "*" || wanted.split(",").some((tag) => tag.trim() === now);

/** Whether `If-None-Match` names what is there now; here a weak tag is as good. */
export const isKnown = (named: string | undefined, now: string): boolean =>
  named !== undefined &&
  (named.trim() === "*" || named.split(",").some((tag) => tag.trim().replace(/^W\//, "") === now));

/**
 * Lets changes with a condition go one after the other, so that of two who saw the same one is told that it
 * changed. Between several processes on one database the later of two in the same moment wins.
 */
export type Preconditions = { inTurn<Value>(thing: string, work: () => Promise<Value>): Promise<Value> };

export function openPreconditions(): Preconditions {
  const last = new Map<string, Promise<unknown>>();
  return {
    async inTurn(thing, work) {
      const mine = (last.get(thing) ?? Promise.resolve()).then(work, work);
      last.set(thing, mine);
      try {
        return await mine;
      } finally {
        if (last.get(thing) === mine) last.delete(thing);
      }
    },
  };
}
