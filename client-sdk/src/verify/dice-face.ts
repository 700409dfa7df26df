/** How a die follows from the secret, written a second time beside the server's so that neither is taken at its word. */
import { bytesOf, hmacSha256, sha256Hex } from "./sha256.ts";

const WORDS = 2 ** 32;

/** What was published before the first die: sha256 over the secret's hex text. */
export const commitmentOf = (secret: string): string => sha256Hex(secret);

/**
 * The face of one die. HMAC-SHA256, keyed with the secret's hex text, over
 * `skald-dice-1:<stream>:<session>:<sha256 of the contributions, one a line>:<draw>:<block>` gives eight 32-bit
 * words a block, big end first. The first below the greatest multiple of `sides` is taken, modulo `sides`, plus 1.
 */
export function faceOf(
  secret: string,
  stream: "open" | "hidden",
  session: string,
  contributions: readonly string[],
  draw: number,
  sides: number,
): number {
  const digest = sha256Hex(contributions.join("\n"));
  const limit = WORDS - (WORDS % sides);
  for (let block = 0; ; block += 1) {
    const message = `skald-dice-1:${stream}:${session}:${digest}:${draw}:${block}`;
    const words = new DataView(hmacSha256(bytesOf(secret), message).buffer);
    for (let at = 0; at < words.byteLength; at += 4) {
      const word = words.getUint32(at);
      if (word < limit) return (word % sides) + 1;
    }
  }
}
