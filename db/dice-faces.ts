import { createHash, createHmac } from "node:crypto";
import type { DiceStream, Draw } from "../rules/dice.ts";

/** The secrets of one session's two streams of dice, 64 lower-case hex digits each. */
export type DiceSecretPair = { readonly open: string; readonly hidden: string };

const WORDS = 2 ** 32;

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** What is published before the first draw: sha256 over the secret's hex text. */
export const commitmentOf = (secret: string): string => sha256(secret);

/** Binds a session's dice to what its seats contributed, in the order of the log. */
export const contributionsDigest = (contributions: readonly string[]): string =>
  sha256(contributions.join("\n"));

/**
 * The face of one die, as `db/README.md` writes it down and anyone can work it out after the reveal.
 *
 * HMAC-SHA256 keyed with the secret's hex text gives eight 32-bit words a block. The first word below the
 * greatest multiple of `sides` is taken; the others would favour low faces.
 */
export function faceOf(
  secret: string,
  stream: DiceStream,
  session: string,
  digest: string,
  draw: number,
  sides: number,
): number {
  const limit = WORDS - (WORDS % sides);
  for (let block = 0; ; block += 1) {
    const message = `skald-dice-1:${stream}:${session}:${digest}:${draw}:${block}`;
    const bytes = createHmac("sha256", secret).update(message, "utf8").digest();
    for (let at = 0; at < bytes.length; at += 4) {
      const word = bytes.readUInt32BE(at);
      if (word < limit) return (word % sides) + 1;
    }
  }
}

/** A source of dice over known secrets. It holds no count: the draw number comes with each draw. */
export function diceFrom(
  secrets: DiceSecretPair,
  session: string,
  contributions: readonly string[],
): { face(draw: Draw): number } {
  const digest = contributionsDigest(contributions);
  return {
    face: ({ stream, draw, sides }) => faceOf(secrets[stream], stream, session, digest, draw, sides),
  };
}
