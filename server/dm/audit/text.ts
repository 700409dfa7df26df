/** Cutting prose into sentences, clauses and numbers. English only, as the tellings are. */

const ABBREVIATIONS = /\b(?:mr|mrs|ms|dr|st|vs|ft|hp|ac|dc)\.$/i;

/** Sentences with their end marks; quotes and brackets stay with the sentence they close. */
export function sentencesOf(text: string): readonly string[] {
  const found: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/[.!?…]+["'”’)\]]*(?=\s|$)|\n+/g)) {
    const end = match.index + match[0].length;
    if (match[0].startsWith(".") && ABBREVIATIONS.test(text.slice(start, match.index + 1))) continue;
    const sentence = text.slice(start, end).trim();
    if (sentence !== "") found.push(sentence);
    start = end;
  }
  const rest = text.slice(start).trim();
  if (rest !== "") found.push(rest);
  return found;
}

/** Parts of a sentence that each make their own statement. */
export function clausesOf(sentence: string): readonly string[] {
  return sentence
    .split(/[,;:()]|\s[–—-]+\s|—|\b(?:and|but|while|as|then|until|though|although|yet|whereupon|before)\b/i)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
}

const UNITS: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  dozen: 12,
};
const TENS: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const SCALES: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, million: 1_000_000 };

export type FoundNumber = {
  readonly value: number;
  /** True when it was spelt out. */
  readonly spelt: boolean;
  readonly start: number;
  readonly end: number;
};

const NUMBER_WORD = Object.keys({ ...UNITS, ...TENS, ...SCALES }).join("|");
const SPELT = new RegExp(
  `\\b(?:(?:a|an)\\s+(?=hundred|thousand|million|dozen))?(?:${NUMBER_WORD})(?:(?:[\\s-]+|\\s+and\\s+)(?:${NUMBER_WORD}))*\\b`,
  "gi",
);

function valueOfSpelt(text: string): number {
  let total = 0;
  let group = 0;
  for (const word of text.toLowerCase().split(/[\s-]+/)) {
    const scale = SCALES[word];
    if (scale === undefined) group += UNITS[word] ?? TENS[word] ?? 0;
    else if (scale === 100) group = Math.max(group, 1) * 100;
    else {
      total += Math.max(group, 1) * scale;
      group = 0;
    }
  }
  return total + group;
}

/** Every number of a text, in digits and in words; `1,000` is one number. Digits in any script count. */
export function numbersOf(text: string): readonly FoundNumber[] {
  const found: FoundNumber[] = [];
  for (const match of text.matchAll(/\p{Nd}+(?:,\p{Nd}{3})*(?:\.\p{Nd}+)?/gu)) {
    const plain = match[0].normalize("NFKC").replaceAll(",", "");
    found.push({
      value: Number(plain),
      spelt: false,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  for (const match of text.matchAll(SPELT)) {
    found.push({
      value: valueOfSpelt(match[0]),
      spelt: true,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return found.sort((a, b) => a.start - b.start);
}
