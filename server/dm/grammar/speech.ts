/** From what somebody wrote to the statements in it. */

const VERBS =
  "attack|hit|strike|swing|slash|stab|shoot|fire|throw|hurl|cut|smash|punch|kick|loose|bash|hack|bite|claw|fight|kill|slay|cast|move|go|walk|run|step|approach|advance|charge|head|sprint|retreat|back|flee|get|dash|disengage|dodge|hide|sneak|search|help|aid|assist|stand|drop|lie|grapple|grab|wrestle|shove|push|trip|knock|escape|break|stabili[sz]e|equip|draw|wield|ready|sheathe|stow|open|close|use|end|pass|finish|done|activate|take|heal|drink";

const JOINT = new RegExp(
  `\\s*(?:[.;!]|,\\s*(?:and\\s+)?then\\b|\\band then\\b|\\bthen\\b|,\\s*and\\b(?=\\s+(?:i\\s+)?(?:${VERBS})\\b)|,(?=\\s*(?:i\\s+)?(?:${VERBS})\\b)|\\band\\b(?=\\s+(?:i\\s+)?(?:${VERBS})\\b)|\\bbefore (?:i )?(?=(?:${VERBS}))|\\bto (?=(?:attack|hit|strike|stab|shoot|end)\\b))\\s*`,
  "i",
);

const PREAMBLE =
  /^(?:(?:ok(?:ay)?|well|now|so|please|dm|hey|hi|alright|right|finally|first|next|also|quickly|carefully|immediately)[\s,]+)*(?:(?:i(?:['’](?:ll|d|m)| will| would| am| want| wanna| try| attempt| think i(?:['’]ll)?|['’]m going| am going)?|let(?: me|['’]s)|my (?:character|turn)|can i|could i|may i|we)\b[\s,]*)?(?:(?:like|want|try|going|trying|gonna|wanting|about|attempt(?:ing)?)\s+)?(?:(?:to|and)\s+)?(?:(?:quickly|carefully|just|now|then|please|use my (?:action|movement|turn) to|use (?:an )?action to|spend my (?:action|turn) to|as (?:an|my) action,?)\s+)*/i;

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

/** "If it moves, I attack" is one statement: its second half alone would say something else. */
function splitSentence(sentence: string, names: readonly string[], limit: number): readonly string[] {
  if (isHypothetical(sentence)) return [plainStatement(sentence, names)];
  const found: string[] = [];
  let rest = sentence;
  while (rest !== "" && found.length < limit) {
    rest = plainStatement(rest, names, false);
    const joint = JOINT.exec(rest);
    const head = joint === null ? rest : rest.slice(0, joint.index);
    rest = joint === null ? "" : rest.slice(joint.index + joint[0].length);
    const statement = plainStatement(head, names);
    if (statement !== "") found.push(statement);
  }
  return found;
}

/** Without "I want to", without one's own name in front of the verb. */
function plainStatement(text: string, names: readonly string[], whole = true): string {
  let statement = whole ? text.trim().replace(/[?!.,]+$/, "") : text;
  for (const name of names) {
    const own = name.toLowerCase();
    if (statement.startsWith(`${own} `))
      statement = statement.slice(own.length + 1).replace(/^(\w+?)(?:e?s)(?= |$)/, thirdPerson);
  }
  const plain = statement
    .replace(PREAMBLE, "")
    .replace(/^[\s.,;!]+/, "")
    .trim();
  return plain === "" ? statement : plain;
}

/** "kara attacks" → "attack": only where the bare word is a verb we know. */
function thirdPerson(word: string): string {
  const verbs = new RegExp(`^(?:${VERBS})$`);
  for (const bare of [word.replace(/s$/, ""), word.replace(/es$/, ""), word.replace(/ies$/, "y")])
    if (verbs.test(bare)) return bare;
  return word;
}

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
