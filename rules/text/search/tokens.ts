import { cleanPhrase } from "../normalise.ts";

/** Words that say nothing about what a question is about. */
const STOP = new Set(
  (
    "a an and any are as at be been being but by can could did do does doesn don for from get gets got had has have he her here hers " +
    "him his how i if im in into is isn it its ive just know like ll lot me my no not of off on or our out re s say she should so " +
    "some someone something still than that thats the their them then there these they thing things this those to too up us ve was " +
    "we were what whats when where which while who whos whose why will with would wont yeah yep you your youre u t d m ok okay " +
    "actually also am another anyone anything because before already even exactly ever every except going gonna gotta guess hey " +
    "kinda lets let maybe mean means need needs now one only other please pls really right sorta sort stuff sure tell thanks though " +
    "thru wanna want wants way well whatever won work works wondering much many about after again against rule rules question bit"
  ).split(" "),
);

export type Token = {
  /** As typed, in small letters. */
  readonly word: string;
  readonly stem: string;
};

/** The words of a text in small letters without apostrophes; compounds are parted at their hyphens. */
export function words(text: string): readonly string[] {
  return (
    cleanPhrase(text)
      .toLowerCase()
      .replace(/(\w)'(?:s|d|ed)\b/gu, "$1")
      .replace(/(\w)'(\w)/gu, "$1$2")
      .match(/[a-z]+|\d+(?:d\d+|st|nd|rd|th)?|\d+/gu) ?? []
  );
}

export function isStopWord(word: string): boolean {
  return STOP.has(word);
}

/** The words that carry meaning, with their stems. */
export function tokens(text: string): readonly Token[] {
  return words(text)
    .filter((word) => !STOP.has(word) && (word.length > 1 || /\d/u.test(word)))
    .map((word) => ({ word, stem: stem(word) }));
}

const STEMS = new Map<string, string>();

/** What the forms of a word share: `grappled`, `grappling` and `grapple` are one. */
export function stem(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  const found = reduce(plainSpelling(word));
  // A cache of every word ever typed would grow without end.
  if (STEMS.size > 60_000) STEMS.clear();
  STEMS.set(word, found);
  return found;
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/our(ed|ing|s)?$/u, "or$1"],
  [/ys(e|ed|es|ing)$/u, "yz$1"],
  [/is(ed|ing|es|e|ation)$/u, "iz$1"],
  [/efence/u, "efense"],
  [/^grey/u, "gray"],
];
const KEEP = new Set(
  "four hour our your pour noise rise raise wise disguise promise surprise exercise surprised raised disguised raises rises devour otherwise likewise cruise praise precise concise premise".split(
    " ",
  ),
);

function plainSpelling(word: string): string {
  if (word.length < 5 || KEEP.has(word)) return word;
  for (const [from, to] of SPELLINGS) {
    if (from.test(word)) return word.replace(from, to);
  }
  return word;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  fell: "fall",
  fallen: "fall",
  threw: "throw",
  thrown: "throw",
  shot: "shoot",
  caught: "catch",
  hid: "hide",
  hidden: "hide",
  hiding: "hide",
  held: "hold",
  broke: "break",
  broken: "break",
  fought: "fight",
  stole: "steal",
  stolen: "steal",
  swam: "swim",
  swum: "swim",
  ran: "run",
  bitten: "bite",
  ate: "eat",
  eaten: "eat",
  dying: "die",
  died: "die",
  dies: "die",
  lying: "lie",
  slept: "sleep",
  asleep: "sleep",
  flew: "fly",
  flying: "fly",
  flown: "fly",
  flies: "fly",
  flight: "fly",
  grew: "grow",
  knew: "know",
  wore: "wear",
  worn: "wear",
  spent: "spend",
  stood: "stand",
  went: "go",
  gone: "go",
  made: "make",
  took: "take",
  taken: "take",
  gave: "give",
  given: "give",
  men: "man",
  wolves: "wolf",
  elves: "elf",
  dwarves: "dwarf",
  thieves: "thief",
  knives: "knife",
  lives: "life",
  feet: "foot",
  teeth: "tooth",
  mice: "mouse",
  dice: "die_",
  die: "die",
  saves: "save",
  saving: "save",
  saved: "save",
  resistant: "resist",
  resistance: "resist",
  immune: "immune",
  immunity: "immune",
  immunities: "immune",
  invisibility: "invisible",
  proficient: "profici",
  proficiency: "profici",
  proficiencies: "profici",
  casting: "cast",
  caster: "cast",
  casters: "cast",
  frightened: "frighten",
  fright: "frighten",
  blindness: "blind",
  deafness: "deaf",
  deafened: "deaf",
  deafen: "deaf",
  blinded: "blind",
  unconscious: "unconscious",
  unconsciousness: "unconscious",
  paralysis: "paralyz",
  petrification: "petrifi",
  petrify: "petrifi",
  exhausted: "exhaust",
  exhaustion: "exhaust",
  healing: "heal",
  healed: "heal",
  teleportation: "teleport",
  concentration: "concentr",
  concentrate: "concentr",
  concentrating: "concentr",
  sight: "see",
  seen: "see",
  seeing: "see",
  saw: "see",
  heard: "hear",
};

function reduce(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || /\d/u.test(word)) return word;
  let out = word;
  if (/(?:ss|us|is)$/u.test(out)) return out;
  out = out
    .replace(/ies$/u, "y")
    .replace(/(sh|ch|x|ss|zz)es$/u, "$1")
    .replace(/([^s])s$/u, "$1");
  const bare = out.replace(/(?:ing|ed)$/u, "");
  if (bare !== out && bare.length >= 3 && /[aeiouy]/u.test(bare)) {
    out = bare.replace(/([bdfgmnprt])\1$/u, "$1");
  }
  out = out
    .replace(/(?:ations?|ational)$/u, "at")
    .replace(/ness$/u, "")
    .replace(/([^aeiou])ly$/u, "$1")
    .replace(/fully?$/u, "");
  if (out.length > 5) out = out.replace(/(?:ment|able|ible)$/u, "");
  if (out.length > 3) out = out.replace(/e$/u, "");
  return out.replace(/y$/u, "i");
}

/** Words of everyday talk. A rule book has few of them, so they would seem rare there and count for more than they say. */
const EVERYDAY = new Set(
  (
    "able ago allowed almost alone along always amount angry answer anyway apart around ask asked asks away back bad barely become " +
    "begin behind belong best better between big bit blame boring both bother bring brings brought bunch busy call called calls came " +
    "care careful case change changed check cheap choose chose clear close cold come comes coming completely cool correct count " +
    "counts couple couldn course cut day days dead deal decide decided decides depends did didn different doing done door down " +
    "drop drops each early easy eat either else end ended ends enough even evening everybody everyone everything exact extra face " +
    "facing fair far fast feel few figure final find fine finish first fit five follow forget forgot found four free front full fun " +
    "game gave general getting given gives giving goes good great group guess half hand hands happen happened happening happens " +
    "hard hate head hear heard help helps high hope hour hours house huge idea important including inside instead item job keep " +
    "keeps kept kid kind knew knows large last late later least leave leaves left less lets level life list little long look looked " +
    "looking looks lose loses lost lots love low lucky main makes making man matter max meant meeting meets mess middle might mind " +
    "minute minutes miss missed mom money month morning mostly move moved mr must myself name near nearby never new next nice night " +
    "nobody normal normally note nothing number obviously odd off old once ones open opens order ourselves own part person people " +
    "pick picked picks piece place places plan play player players playing please plus point possible pretty probably problem prob " +
    "put puts quick quickly quite random rather reach read reads ready real reason recently remember remove return round said same " +
    "sat saw saying says second see seem seems seen send sent separate session set several short shouldn show side sir sister brother sit " +
    "situation small sometimes soon sorry sounds special specific spend spent sit split standing start started starts stay stays still " +
    "stole stolen stop stopped stops straight such suddenly suppose supposed swap switch table talk talking team tells ten thank " +
    "thats themselves think thinking third thought three tie till time times today together told tonight took top total totally " +
    "touch town toward tried tries trouble true try trying turn turned turns twice type understand unless until use used uses using " +
    "usual usually very wait walking wasn water wear week weeks weird went wise within without wonder woman word words worth wrong " +
    "yes yesterday yet young yours yourself"
  ).split(" "),
);

/** How much a word says: numbers and everyday words say less than the words of the game. */
export function weightOf(word: string): number {
  if (/^\d/u.test(word)) return /d\d/u.test(word) ? 1 : 0.6;
  return EVERYDAY.has(word) ? 0.75 : 1;
}
