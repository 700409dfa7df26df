/** Which printing of the rules a book holds, as far as its own text says. */
export type Edition = "5.1" | "5.2" | "skald" | "house" | "unknown";

/** The edition that Skald's engine follows. */
export const ENGINE_EDITION: Edition = "5.1";

/** Words of a rule that only one of the editions uses; a text without them may be either. */
const ONLY_52 =
  /\bSRD 5\.2|System Reference Document 5\.2|\bMagic action\b|\bWeapon Mastery\b|\bD20 Tests?\b/u;
const ONLY_51 = /\bSRD 5\.1\b|System Reference Document 5\.1/u;

/** `texts` are everything that a book says, its heads and feet included. */
export function editionOf(texts: readonly string[]): Edition {
  const is51 = texts.some((text) => ONLY_51.test(text));
  const is52 = texts.some((text) => ONLY_52.test(text));
  if (is51 === is52) return "unknown";
  return is51 ? "5.1" : "5.2";
}

/** Whether a quote from a book of this edition may stand for a rule of the engine. */
export function mayGovern(edition: Edition): boolean {
  return edition !== "5.2";
}
