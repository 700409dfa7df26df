import type { Connection } from "../../db/connect.ts";
import { claimKey, keepAnswer, releaseKey } from "../../db/idempotency-keys.ts";
import { asUser } from "../../db/transaction.ts";
import type { AnswerStore } from "../http/repetitions.ts";

export const answersOf = ({ db }: Connection): AnswerStore => ({
  claim: (user, keyHash, fingerprint) => asUser(db, user, (tx) => claimKey(tx, keyHash, fingerprint)),
  keep: (user, keyHash, status, answer) => asUser(db, user, (tx) => keepAnswer(tx, keyHash, status, answer)),
  release: (user, keyHash) => asUser(db, user, (tx) => releaseKey(tx, keyHash)),
});
