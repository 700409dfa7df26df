/** From what somebody wrote to the statements in it. */

const VERBS =
  "attack|hit|strike|swing|slash|stab|shoot|fire|throw|hurl|cut|smash|punch|kick|loose|bash|hack|bite|claw|fight|kill|slay|cast|move|go|walk|run|step|approach|advance|charge|head|sprint|retreat|back|flee|get|dash|disengage|dodge|hide|sneak|search|help|aid|assist|stand|drop|lie|grapple|grab|wrestle|shove|push|trip|knock|escape|break|stabili[sz]e|equip|draw|wield|ready|sheathe|stow|open|close|use|end|pass|finish|done|activate|take|heal|drink";

const JOINT = new RegExp(
  `\\s*(?:[.;!]|,\\s*(?:and\\s+)?then\\b|\\band then\\b|\\bthen\\b|,\\s*and\\b(?=\\s+(?:i\\s+)?(?:${VERBS})\\b)|,(?=\\s*(?:i\\s+)?(?:${VERBS})\\b)|\\band\\b(?=\\s+(?:i\\s+)?(?:${VERBS})\\b)|\\bbefore (?:i )?(?=(?:${VERBS}))|\\bto (?=(?:attack|hit|strike|stab|shoot|end)\\b))\\s*`,
  "i",
);

const PREAMBLE =
  /^(?:(?:ok(?:ay)?|well|now|so|please|dm|hey|hi|alright|right|finally|first|next|also|quickly|carefully|immediately)[\s,]+)*(?:(?:i(?:['’](?:ll|d|m)| will| would| am| want| wanna| try| attempt| think i(?:['’]ll)?|['’]m going| am going)?|let(?: me|['’]s)|my (?:character|hero|pc)(?= )|can i|could i|may i|we)\b[\s,]*)?(?:(?:like|want|try|going|trying|gonna|wanting|about|attempt(?:ing)?)\s+)?(?:(?:to|and)\s+)?(?:(?:quickly|carefully|just|now|then|please|use my (?:action|movement|turn) to|use (?:an )?action to|spend my (?:action|turn) to|as (?:an|my) action,?)\s+)*/i;

/** What somebody says aloud in the story is not what they do. */
const withoutQuotes = (text: string): string => text.replace(/["“”«][^"“”«»]*["“”»]/g, " ");

/** Lower-case statements in the order they were made, at most `limit`. */
export function statementsOf(text: string, names: readonly string[], limit = 6): readonly string[] {
  const sentences = withoutQuotes(text.normalize("NFKC"))
    .toLowerCase()
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .replace(/’/g, "'")
    .replace(/\s+/g, " ")
    .split(/[.;!?]+(?=\s|$)/);
  return sentences.flatMap((sentence) => splitSentence(sentence.trim(), names, limit)).slice(0, limit);
}

/** "Move up and hit the wolf with my axe": to whom is said only afterwards. */
const CLOSING_IN =
  /^(?:move|run|step|walk|go|rush|charge|advance)(?:\s+(?:up|in|forward|over|closer|ahead))*\s+(?:and|to)\s+((?:attack|hit|strike|stab|slash|smash|punch)\s+(.+?)(?:\s+with\s+.+)?)$/;

/** "If it moves, I attack" is one statement: its second half alone would say something else. */
function splitSentence(sentence: string, names: readonly string[], limit: number): readonly string[] {
  if (isHypothetical(sentence)) return [plainStatement(sentence, names)];
  const closing = CLOSING_IN.exec(plainStatement(sentence, names));
  if (closing?.[1] !== undefined) return [`move next to ${closing[2]}`, closing[1]];
  const found: string[] = [];
  let rest = sentence;
  while (rest !== "" && found.length < limit) {
    rest = plainStatement(rest, names, false);
    const joint = JOINT.exec(rest);
    const head = joint === null ? rest : rest.slice(0, joint.index);
    rest = joint === null ? "" : rest.slice(joint.index + joint[0].length);
    const statement = plainStatement(head, names);
    if (statement === "") continue;
    const once = statement.replace(/\s*\b(?:twice|two times)\b/, "");
    found.push(once, ...(once === statement ? [] : [once]));
  }
  return found;
}

/** Without "I want to", without one's own name in front of the verb. */
function plainStatement(text: string, names: readonly string[], whole = true): string {
  let statement = whole ? text.trim().replace(/[?!.,]+$/, "") : text;
  for (const name of names) {
    const own = name.toLowerCase();
    if (statement.startsWith(`${own} `)) statement = statement.slice(own.length + 1);
  }
  const plain = statement
    .replace(PREAMBLE, "")
    .replace(/^[\s.,;!]+/, "")
    .trim();
  return (plain === "" ? statement : plain).replace(/^\w+(?= |$)/, bareVerb);
}

/** "attacks", "attacking" → "attack": only where the bare word is a verb we know. */
function bareVerb(word: string): string {
  const known = (bare: string): boolean => KNOWN_VERB.test(bare);
  if (known(word)) return word;
  const stem = word.replace(/ing$/, "");
  const bares = [
    word.replace(/s$/, ""),
    word.replace(/es$/, ""),
    word.replace(/ies$/, "y"),
    stem,
    `${stem}e`,
    stem.replace(/(\w)\1$/, "$1"),
  ];
  return bares.find(known) ?? word;
}

const KNOWN_VERB = new RegExp(`^(?:${VERBS})$`);

export const isQuestion = (text: string): boolean =>
  /\?\s*$/.test(text) ||
  /^\s*(?:can|could|may|should|what|who|whose|where|how|which|is|are|do|does|why)\b/i.test(text);

/** "I don't attack", "unless", "if": a condition or a refusal is never carried out as a command. */
export const isHypothetical = (text: string): boolean =>
  /\b(?:don'?t|do not|won'?t|will not|never|instead of|unless|if|when(?:ever)?|as soon as|in case|the moment|pretend|imagine|rather than)\b/i.test(
    text.replace(/’/g, "'"),
  );

export const isYes = (text: string): boolean =>
  /^\s*(?:y|yes|yep|yeah|ok|okay|sure|do (?:it|that|so)|go(?: ahead)?|right|exactly|please do|confirm(?:ed)?|aye)\b[\s.!]*$/i.test(
    text,
  );
export const isNo = (text: string): boolean =>
  /^\s*(?:n|no|nope|nah|don'?t|stop|cancel|never ?mind|decline|pass|let (?:it|him|her|them) (?:go|pass)|skip|i (?:decline|pass))\b[\s.!]*$/i.test(
    text,
  );
