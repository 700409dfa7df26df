import { hash, verify } from "@node-rs/argon2";

/** Argon2id, the library's default; cost by the OWASP cheat sheet. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export type Passwords = {
  hash(password: string): Promise<string>;
  /** As slow for an account that does not exist (`stored` null) as for one that does. */
  matches(stored: string | null, password: string): Promise<boolean>;
};

export function openPasswords(): Passwords {
  const decoy = hash("nobody has this password", COST);
  return {
    hash: (password) => hash(password, COST),
    async matches(stored, password) {
      const same = await verify(stored ?? (await decoy), password);
      return stored !== null && same;
    },
  };
}
