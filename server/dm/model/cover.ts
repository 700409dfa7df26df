import { type CreatureId, creatureId } from "../../../rules/ids.ts";
import * as words from "../audit/lexicon.ts";
import { namesIn } from "../audit/mentions.ts";
import type { Telling } from "../narrator.ts";
import type { Moment, Scene } from "../scene.ts";

const either = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map((pattern) => pattern.source).join("|"), "iu");

const BLOW = either(
  words.HIT,
  words.MISS,
  words.DAMAGE_WORD,
  /\b(?:strikes?|blow|catch(?:es)?|opens?|cuts?|finds?)\b/,
);
const FALL = either(words.DIES, words.KILLS, words.GOES_DOWN);

/** What must be said for a moment to count as told, beside naming somebody who took part. */
function needed({ glimpse }: Moment): RegExp | null {
  switch (glimpse.kind) {
    case "attack-rolled":
    case "damage-taken":
      return BLOW;
    case "died":
    case "fell-unconscious":
    case "knocked-out":
      return FALL;
    case "healed":
    case "hit-die-spent":
      return either(words.HEALS, /hit points?/);
    case "condition-gained":
      return (glimpse.name === undefined ? undefined : words.CONDITION_WORDS[glimpse.name]) ?? null;
    default:
      return null;
  }
}

function involved({ glimpse }: Moment): readonly CreatureId[] {
  const ids: CreatureId[] = [];
  for (const key of ["creature", "attacker", "target"] as const) {
    const value: unknown = key in glimpse ? glimpse[key as keyof typeof glimpse] : undefined;
    if (typeof value === "string") ids.push(creatureId(value));
  }
  return ids;
}

/** Whether a text tells a fact: it speaks of somebody in it and says what became of it. */
export function covers(text: string, fact: Telling, scene: Scene): boolean {
  const named = new Set(namesIn(text, scene.figures).flatMap((mention) => mention.ids));
  const moments = scene.moments.filter((moment) => fact.about.includes(moment.sequence));
  return moments.every((moment) => {
    const who = involved(moment);
    const pattern = needed(moment);
    return (who.length === 0 || who.some((id) => named.has(id))) && (pattern === null || pattern.test(text));
  });
}
