import { createHash, randomBytes } from "node:crypto";

/** 256 random bits, told once; the database keeps the hash alone. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

export const hashOf = (secret: string): Buffer => createHash("sha256").update(secret, "utf8").digest();
