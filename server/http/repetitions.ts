/**
 * Writes under an Idempotency-Key: sent again, they are not done again, and are answered as the first time.
 * A refusal used nothing up, so its key may be used again. When the process dies between doing and noting, the
 * key rests for a minute and is free then: exactly once is what the log's own command ids are for.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { Request, Response } from "express";
import type { UserId } from "../../rules/ids.ts";
import { HttpProblem } from "./problem.ts";
import type { Reply } from "./route.ts";

/** Where answers are kept, by the hash of their key. */
export interface AnswerStore {
  /** null: nobody used this key, and it is the caller's now. */
  claim(user: UserId, keyHash: Buffer, fingerprint: Buffer): Promise<KeptAnswer | null>;
  keep(user: UserId, keyHash: Buffer, status: number, answer: Buffer): Promise<void>;
  release(user: UserId, keyHash: Buffer): Promise<void>;
}
export type KeptAnswer = {
  readonly fingerprint: Buffer;
  /** null while the first request is under way. */
  readonly status: number | null;
  readonly answer: Buffer | null;
};

export type Repetitions = {
  once(
    asked: {
      readonly user: UserId;
      readonly key: string;
      readonly request: Request;
      readonly response: Response;
    },
    work: () => Promise<Reply>,
  ): Promise<Reply>;
};

const KEY = /^[\x21-\x7e]{1,255}$/;

export function openRepetitions(store: AnswerStore, secret: Uint8Array): Repetitions {
  return {
    async once({ user, key, request, response }, work) {
      if (!KEY.test(key))
        throw new HttpProblem(400, "malformed", "Idempotency-Key: 1 to 255 visible characters.");
      const keyHash = sha256(key);
      const fingerprint = sha256(JSON.stringify([request.method, request.originalUrl, request.body ?? null]));
      const kept = await store.claim(user, keyHash, fingerprint);
      const seal = sealOf(secret, user, key);
      if (kept !== null) {
        response.setHeader("Idempotency-Replayed", "true");
        return again(kept, fingerprint, seal);
      }
      try {
        const reply = await work();
        if ("sent" in reply) await store.release(user, keyHash);
        else await store.keep(user, keyHash, reply.status, seal.close(JSON.stringify(reply)));
        return reply;
      } catch (refusal) {
        await store.release(user, keyHash);
        throw refusal;
      }
    },
  };
}

function again({ fingerprint, status, answer }: KeptAnswer, asked: Buffer, seal: Seal): Reply {
  if (!fingerprint.equals(asked))
    throw new HttpProblem(
      422,
      "idempotency-key-reused",
      "This Idempotency-Key was used for another request.",
    );
  if (status === null || answer === null)
    throw new HttpProblem(409, "in-progress", "The first request with this Idempotency-Key is under way.");
  return JSON.parse(seal.open(answer));
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

type Seal = { close(text: string): Buffer; open(sealed: Buffer): string };

/** Answers hold codes that are told once. Who has the database alone, without this key and the client's, has none. */
function sealOf(secret: Uint8Array, user: UserId, key: string): Seal {
  const own = Buffer.from(hkdfSync("sha256", secret, user, `skald answer ${key}`, 32));
  return {
    close(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", own, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const decipher = createDecipheriv("aes-256-gcm", own, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}
