const SMALL = new Set(
  (
    "a about above after against an and as at before below beneath between beyond but by during for from if in into nor of " +
    "off on onto or out over per than the through to under up upon via vs with within without your"
  ).split(" "),
);
export const MAX_LENGTH = 64;
export const MAX_WORDS = 9;

/** Parts of a stat block: they belong to the creature and head nothing of their own. */
const STAT_PARTS = new Set([
  "actions",
  "reactions",
  "bonus actions",
  "legendary actions",
  "lair actions",
  "regional effects",
]);

/** Lines of a stat block that read like a title. */
const STAT_LINE =
  /^(?:armor class \d|hit points \d|speed \d|saving throws [A-Z]\w+ [+-]|skills [A-Z].*[+-]\d|(?:damage|condition) (?:resistances|immunities|vulnerabilities) |senses |languages (?!of |and |in )|challenge [\d-]|str\s+dex\s+con)/iu;

/** What columns are called; a line made of such names heads a table. */
const COLUMN_NAMES = new Set(
  (
    "ability ac area armor attack bonus capacity carrying cantrips challenge charges class con cost cr damage dc dex distance down effect effects " +
    "example examples face features from gained hp int item known kind language optional prerequisite size lever level max modifier name origin price " +
    "proficiencies proficiency breath properties range rarity rating roll saving save score size skill slots speed spells stealth str strength throw " +
    "total type up weight wis xp d4 d6 d8 d10 d12 d20 d100 1st 2nd 3rd 4th 5th 6th 7th 8th 9th points result number value domain " +
    "symbol symbols deity alignment suggested service goods pace minute hour day"
  ).split(" "),
);

function isColumnHead(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z0-9]+/gu) ?? [];
  if (words.length === 2)
    return /^(?:item cost|cost goods|challenge xp|class proficiencies)$/u.test(words.join(" "));
  return words.length > 2 && words.filter((word) => COLUMN_NAMES.has(word)).length >= words.length * 0.75;
}

export function isStatPart(title: string): boolean {
  return STAT_PARTS.has(title.trim().toLowerCase());
}

/** A short line in title case or capitals, without the punctuation of a sentence. */
export function isBareTitle(raw: string): boolean {
  const text = raw.trim();
  if (text.length < 2 || text.length > MAX_LENGTH || raw.search(/\S/u) > 8) return false;
  if (
    /\s{2,}/u.test(text) ||
    /[.,;:]$/u.test(text) ||
    /^[^A-Z0-9"]/u.test(text) ||
    !/[A-Za-z]{2}/u.test(text)
  )
    return false;
  if (/^table[:\s]/iu.test(text) || /\.\s/u.test(text) || /[=|<>_*]/u.test(text)) return false;
  if (
    text.includes(":") &&
    !/^[A-Z][a-z]+(?: [A-Z][a-z]+)?: [A-Z][a-z]+ [^\d,]+$/u.test(text) &&
    !/^variant: /iu.test(text)
  )
    return false;
  if (STAT_LINE.test(text) || isColumnHead(text)) return false;
  const words = text.split(/\s+/u);
  if (words.length > MAX_WORDS) return false;
  if (/^\d/u.test(text) && !/^\d+(?:st|nd|rd|th)[- ]level/iu.test(text)) return false;
  const plain = words.filter((word, index) => {
    const bare = word.replace(/^[("'“]+|[)"'”,!?]+$/gu, "");
    if (bare === "" || /^[+-]?\d+(?:st|nd|rd|th)?$/u.test(bare)) return false;
    return /^[a-z]/u.test(bare) && (index === 0 || !SMALL.has(bare));
  });
  return plain.length === 0;
}
