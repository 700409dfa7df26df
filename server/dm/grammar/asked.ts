import { capital, listOf } from "../names.ts";
import { type Context, others, type Reading, tells, UNKNOWN } from "./reading.ts";
import { describe, findCreature } from "./targets.ts";

const HEALTH_WORDS = {
  unhurt: "is unhurt",
  wounded: "is wounded",
  bloodied: "is bloodied",
  down: "is down",
  dying: "is dying",
  stable: "is down but stable",
  dead: "is dead",
} as const;

function surroundings(context: Context): string {
  const seen = others(context);
  if (seen.length === 0) return "There is nobody else in sight.";
  return `In sight: ${listOf(seen.slice(0, 10).map((creature) => describe(creature, context.self)))}.`;
}

function whereabouts(phrase: string, context: Context): string {
  const found = findCreature(phrase, {
    self: context.self,
    candidates: others(context),
    preferred: new Set(),
    last: context.last,
  });
  if (found.kind === "none") return "There is nobody of that name in sight.";
  const creatures = found.kind === "one" ? [found.creature] : found.creatures;
  return `${listOf(creatures.slice(0, 6).map((one) => describe(one, context.self)))}.`;
}

function turn({ view, self }: Context): string {
  if (view.encounter === null) return "No fight is on; nobody waits for a turn.";
  if (view.encounter.turn === self.id) return "It is your turn.";
  const whose = view.encounter.turn === "" ? undefined : view.creatures[view.encounter.turn];
  return whose === undefined ? "It is somebody else's turn." : `It is ${whose.name}'s turn.`;
}

function condition({ self }: Context): string {
  const points = self.hp >= 0 ? ` (${self.hp} of ${self.maxHp} hit points)` : "";
  const conditions = self.conditions.map(({ name }) => name);
  const also = conditions.length === 0 ? "" : ` Conditions: ${listOf(conditions)}.`;
  return `${self.name} ${HEALTH_WORDS[self.health]}${points}.${also}`;
}

function choices({ legal, self }: Context): string {
  const open = legal.filter((choice) => choice.by === self.id && choice.why === null);
  const names = open.map((choice) => {
    if (choice.do === "attack") return `attack with ${choice.with}`;
    if (choice.do === "use") return choice.option ?? "use a feature";
    return choice.do.replaceAll("-", " ");
  });
  const words = [...new Set(names)];
  return words.length === 0 ? "Nothing just now." : `${capital(listOf(words))}.`;
}

/** Plain questions about what one may know anyway; answered from the speaker's own view. */
export function readAsked(text: string, context: Context): Reading {
  const asked = text.toLowerCase();
  const whereIs =
    /\b(?:where(?:'s| is| are)|how far(?: away)? (?:is|are)|can i reach|how (?:hurt|badly hurt) is)\s+(.+?)[?.!]*$/.exec(
      asked,
    );
  if (whereIs?.[1] !== undefined) return tells(whereabouts(whereIs[1], context));
  if (/\bwhose turn|\bwho(?:'s| is) (?:next|up|turn)|\b(?:is it )?my turn\b.*\?/.test(asked))
    return tells(turn(context));
  if (
    /\b(?:what|who) (?:do|can) i see|\bwho(?:'s| is) (?:here|there|around)|\blook around\b|\bdescribe\b|\bwhat(?:'s| is) (?:around|here|there)/.test(
      asked,
    )
  )
    return tells(surroundings(context));
  if (
    /\bhow (?:hurt|bad|am i|many hit points|much hp)|\bmy (?:hp|hit points|health|condition)\b|\bam i (?:hurt|ok|okay|alive)/.test(
      asked,
    )
  )
    return tells(condition(context));
  if (/\bwhat (?:can|could|should|may) i do|\bmy options|^\s*(?:help|options|commands)\s*[?!.]*$/.test(asked))
    return tells(choices(context));
  return UNKNOWN;
}
