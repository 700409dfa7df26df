import { wordsOf } from "./text.ts";

/** What this audience may not read, gathered to be looked for; it is part of no prompt. */
export type Secrets = {
  /** Names of creatures that the audience does not know of. */
  readonly names: readonly string[];
  /** The DM's notes and the like. */
  readonly texts: readonly string[];
};

export const NO_SECRETS: Secrets = { names: [], texts: [] };

/** Characters of one sentence. */
const LONGEST = 400;
const MARKUP = /[<>`{}|\\^~_*#[\]@$%=+]|https?:|www\.|\b\w+\.(?:com|net|org|io|dev)\b|\b\w+\.\w{2,}\/\S/i;
/** Controls, joiners, bidirectional marks, tags, private use: nothing that a plain sentence needs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/u;
const OUT_OF_ROLE =
  /\b(?:language model|as an ai|system prompt|prompt|instructions?|ignore (?:all|any|the|previous|prior)|json|assistant|tool call|api|developer|narrator|cannot (?:comply|help|assist)|i (?:can't|cannot|won't|am|will|have)|i['’](?:m|ll|ve|d)|sorry|citation|rule ?id|dungeon master|(?:system|user|dm)\s*:)\b|^\s*(?:system|user|assistant|note|dm)\s*:|^\s*(?:sure|certainly|of course|okay|click)\b|\bhere(?:['’]s| is) (?:the|a|your)\b|^\s*(?:please )?(?:make|roll)\b|\b(?:must|should|needs? to|has to|have to) (?:make|roll)\b/i;

/** A sentence that is no plain prose, whatever it says. */
export function formOf(sentence: string, spoken: readonly string[]): string | null {
  if (sentence.length > LONGEST) return "too long";
  if (UNSEEN.test(sentence)) return "unseen characters";
  if (MARKUP.test(sentence)) return "markup or a link";
  if (OUT_OF_ROLE.test(sentence) || /(?<![\p{L}'’])I(?![\p{L}'’])/u.test(sentence))
    return "speaks out of its role";
  for (const quote of sentence.matchAll(/["“”«»]([^"“”«»]*)["“”«»]?/g))
    if (!spoken.some((said) => said.includes((quote[1] ?? "").trim().replace(/[.,!?]$/, ""))))
      return "puts words into somebody's mouth";
  return null;
}

const SHINGLE = 4;

export function secretOf(sentence: string, secrets: Secrets): string | null {
  const told = wordsOf(sentence);
  const padded = ` ${told.join(" ")} `;
  for (const name of secrets.names)
    if (padded.includes(` ${wordsOf(name).join(" ")} `)) return "tells a secret";
  for (const text of secrets.texts) {
    const hidden = wordsOf(text);
    for (let at = 0; at + SHINGLE <= hidden.length; at += 1)
      if (padded.includes(` ${hidden.slice(at, at + SHINGLE).join(" ")} `)) return "tells a secret";
    const rare = hidden.filter((word) => word.length >= 6 && /\p{N}|-/u.test(word));
    if (rare.some((word) => padded.includes(` ${word} `))) return "tells a secret";
  }
  return null;
}
