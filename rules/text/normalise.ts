/**
 * Counts changes to how text is mended. A quote is a part of normalised text, so a recorded citation names the
 * normaliser that made it by this number.
 */
export const NORMALISER_VERSION = 1;

const REPLACEMENTS: Readonly<Record<string, string>> = {
  "\u00a0": " ",
  "\u2007": " ",
  "\u202f": " ",
  "\u00ad": "",
  "\u200b": "",
  "\u200c": "",
  "\u200d": "",
  "\ufeff": "",
  "\ufb00": "ff",
  "\ufb01": "fi",
  "\ufb02": "fl",
  "\ufb03": "ffi",
  "\ufb04": "ffl",
  "\ufb05": "st",
  "\ufb06": "st",
  "\u2018": "'",
  "\u2019": "'",
  "\u201a": "'",
  "\u201b": "'",
  "\u2032": "'",
  "\u201c": '"',
  "\u201d": '"',
  "\u201e": '"',
  "\u2033": '"',
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2015": "-",
  "\u2212": "-",
  "\u2026": "...",
  "\u2044": "/",
};

const REPLACED = new RegExp(`[${Object.keys(REPLACEMENTS).join("")}]`, "gu");

const ASCII = /^[\t\f -~]*$/u;

const SPACING = /[\t\f]/u;

/** One line with ligatures, quotation marks, dashes and odd spaces made plain; its inner spacing is kept. */
export function cleanLine(raw: string): string {
  const plain = ASCII.test(raw) ? raw : raw.replace(REPLACED, (found) => REPLACEMENTS[found] ?? found);
  return SPACING.test(plain) ? plain.replace(/\f/gu, "").replace(/\t/gu, "  ").trimEnd() : plain.trimEnd();
}

/** A phrase as it would stand in normalised text: plain characters, single spaces. */
export function cleanPhrase(text: string): string {
  return cleanLine(text.replace(/[\r\n]+/gu, " "))
    .replace(/\s+/gu, " ")
    .trim();
}

/** A title reduced to what two spellings of it share: `Two-Weapon Fighting` and `TWO WEAPON FIGHTING`. */
export function slug(title: string): string {
  return cleanPhrase(title)
    .toLowerCase()
    .replace(/'/gu, "")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/gu, "")
    .replace(/[^a-z0-9]+/gu, "-")
    .replace(/^-|-$/gu, "");
}

const SMALL_WORDS = new Set("a an and as at but by for from if in into of on or the to with".split(" "));

/** `TWO-WEAPON FIGHTING` as `Two-Weapon Fighting`; a title that is not all capitals is left as it stands. */
export function titleCase(title: string): string {
  if (/[a-z]/u.test(title)) return title;
  return title.toLowerCase().replace(/[a-z0-9][a-z0-9']*/gu, (word, at: number) => {
    const within = at > 0 && at + word.length < title.length && title[at - 1] === " ";
    return within && SMALL_WORDS.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}
