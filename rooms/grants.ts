import { randomBytes } from "node:crypto";

/**
 * Proofs that a join comes from our own authenticated route. Colyseus asks a room class whether a token is good;
 * the only good ones are those made here a moment ago, in this process, each for one reservation.
 */
export class Grants<Who> {
  readonly #open = new Map<string, Who>();

  /** Runs `join` with a token that stands for `who` until it is done. */
  async with<T>(who: Who, join: (token: string) => Promise<T>): Promise<T> {
    const token = randomBytes(24).toString("hex");
    this.#open.set(token, who);
    try {
      return await join(token);
    } finally {
      this.#open.delete(token);
    }
  }

  who(token: string): Who | null {
    return this.#open.get(token) ?? null;
  }
}
