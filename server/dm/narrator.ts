import type { Glimpse } from "../../rules/event.ts";
import type { CreatureId } from "../../rules/ids.ts";
import { called, capital, listOf, possessive, titleOf } from "./names.ts";
import type { Moment, Scene } from "./scene.ts";

/** A part of a telling and the events it tells. */
export type Telling = { readonly text: string; readonly about: readonly number[] };

type Kind<K extends Glimpse["kind"]> = Extract<Glimpse, { readonly kind: K }>;

/** One of several wordings; the same event is always told in the same words. */
function oneOf(moment: Moment, ...wordings: readonly string[]): string {
  return wordings[(moment.sequence * 7 + moment.glimpse.kind.length) % wordings.length] ?? "";
}

const ABILITY = {
  str: "Strength",
  dex: "Dexterity",
  con: "Constitution",
  int: "Intelligence",
  wis: "Wisdom",
  cha: "Charisma",
} as const;

/** What a hit did, gathered from the moments after the attack roll. */
type Aftermath = { readonly words: string; readonly used: readonly number[] };

function harmTo(rest: readonly Moment[], target: CreatureId | null | undefined): Aftermath {
  const amounts: string[] = [];
  const used: number[] = [];
  for (const moment of rest) {
    const { glimpse } = moment;
    if (glimpse.kind === "attack-rolled" || glimpse.kind === "turn-ended") break;
    if (glimpse.kind !== "damage-taken" || glimpse.target !== target) continue;
    used.push(moment.sequence);
    if (glimpse.amount !== undefined) amounts.push([glimpse.amount, glimpse.type].filter(Boolean).join(" "));
  }
  const words = amounts.length === 0 ? "" : ` for ${listOf(amounts.map((amount) => `${amount} damage`))}`;
  return { words, used };
}

/** Nobody knows who struck, so nobody knows with what. */
function unseenAttackText(target: string, outcome: Kind<"attack-rolled">["outcome"], harm: string): string {
  switch (outcome) {
    case "critical":
      return `An attack from somewhere unseen strikes ${target}, a critical hit${harm}.`;
    case "hit":
      return `An attack from somewhere unseen hits ${target}${harm}.`;
    case "miss":
      return `An attack from somewhere unseen misses ${target}.`;
    default:
      return `Something unseen attacks ${target}.`;
  }
}

function attackText(scene: Scene, moment: Moment, glimpse: Kind<"attack-rolled">, harm: string): string {
  const target = called(scene, glimpse.target);
  if (!glimpse.attacker) return unseenAttackText(target, glimpse.outcome, harm);
  const attacker = called(scene, glimpse.attacker);
  const weapon = glimpse.with === undefined ? "an attack" : `the ${glimpse.with.toLowerCase()}`;
  switch (glimpse.outcome) {
    case "critical":
      return oneOf(
        moment,
        `A critical hit: ${attacker} strikes ${target} with ${weapon}${harm}.`,
        `${attacker} hits ${target} with ${weapon}, a critical hit${harm}.`,
      );
    case "hit":
      return oneOf(
        moment,
        `${attacker} hits ${target} with ${weapon}${harm}.`,
        `With ${weapon}, ${attacker} strikes ${target}${harm}.`,
        `${possessive(attacker)} attack with ${weapon} hits ${target}${harm}.`,
      );
    case "miss":
      return oneOf(
        moment,
        `${attacker} attacks ${target} with ${weapon} and misses.`,
        `${possessive(attacker)} attack with ${weapon} misses ${target}.`,
        `${attacker} goes for ${target} with ${weapon}, but the attack misses.`,
      );
    default:
      return `${attacker} attacks ${target} with ${weapon}.`;
  }
}

function deathSaveText(name: string, outcome: Kind<"death-save-rolled">["outcome"]): string {
  switch (outcome) {
    case "success":
      return `${possessive(name)} death saving throw succeeds.`;
    case "failure":
      return `${possessive(name)} death saving throw fails.`;
    case "two-failures":
      return `${possessive(name)} death saving throw fails badly and counts as two failures.`;
    default:
      return `${name} makes a death saving throw.`;
  }
}

function checkText(name: string, glimpse: Kind<"check-rolled">): string {
  const ability = glimpse.ability === undefined ? "" : ABILITY[glimpse.ability];
  const what =
    glimpse.purpose === "save" || glimpse.purpose === "concentration"
      ? `${ability} saving throw`
      : `${glimpse.skill ? titleOf(glimpse.skill.replaceAll(" ", "-")) : ability} check`;
  if (glimpse.outcome === "success") return `${name} succeeds on a ${what.trim()}.`;
  if (glimpse.outcome === "failure") return `${name} fails a ${what.trim()}.`;
  return glimpse.roll === undefined
    ? `${name} makes a ${what.trim()}.`
    : `${name} makes a ${what.trim()}, a total of ${glimpse.roll.total}.`;
}

function contestText(scene: Scene, glimpse: Kind<"contest-resolved">): string {
  const [one, other] = [called(scene, glimpse.creature), called(scene, glimpse.target)];
  const won = glimpse.outcome === "success";
  switch (glimpse.for) {
    case "grapple":
      return won ? `${one} grapples ${other}.` : `${one} tries to grapple ${other} and fails.`;
    case "shove-prone":
      return won ? `${one} knocks ${other} prone.` : `${one} tries to knock ${other} down and fails.`;
    case "shove-push":
      return won ? `${one} pushes ${other} away.` : `${one} tries to push ${other} away and fails.`;
    case "escape":
      return won
        ? `${one} breaks free from ${other}.`
        : `${one} tries to break free from ${other} and fails.`;
    default:
      return won ? `${one} wins the contest with ${other}.` : `${other} wins the contest with ${one}.`;
  }
}

function conditionText(name: string, condition: string, level: number | undefined): string {
  if (condition === "exhaustion") return `${name} suffers exhaustion${level ? ` (level ${level})` : ""}.`;
  return `${name} is ${condition}.`;
}

/** The sentence for one moment that stands alone; "" for what is better left to the cards of the log. */
function textOf(scene: Scene, moment: Moment): string {
  const { glimpse } = moment;
  const name = (id: CreatureId | null | undefined): string => called(scene, id);
  switch (glimpse.kind) {
    case "encounter-started": {
      const surprised = (glimpse.surprised ?? []).map(name);
      const late = surprised.length === 0 ? "" : ` Taken by surprise: ${listOf(surprised)}.`;
      const first = glimpse.turn ? ` ${capital(name(glimpse.turn))} acts first.` : "";
      return `${oneOf(moment, "The fight begins.", "Combat begins.")}${first}${late}`;
    }
    case "encounter-ended":
      return oneOf(moment, "The fight is over.", "The fight ends here.");
    case "damage-taken":
      if (glimpse.amount === undefined) return `${name(glimpse.target)} is hurt.`;
      return `${name(glimpse.target)} takes ${[glimpse.amount, glimpse.type].filter(Boolean).join(" ")} damage.`;
    case "healed":
      return glimpse.amount === undefined
        ? `${name(glimpse.target)} is healed.`
        : `${name(glimpse.target)} regains ${glimpse.amount} hit points.`;
    case "hit-die-spent":
      return glimpse.healed === undefined
        ? ""
        : `${name(glimpse.creature)} regains ${glimpse.healed} hit points.`;
    case "temporary-hit-points-gained":
      return glimpse.amount === undefined
        ? ""
        : `${name(glimpse.target)} gains ${glimpse.amount} temporary hit points.`;
    case "died":
      return oneOf(moment, `${name(glimpse.creature)} dies.`, `${name(glimpse.creature)} falls dead.`);
    case "fell-unconscious":
      return oneOf(
        moment,
        `${name(glimpse.creature)} falls unconscious.`,
        `${name(glimpse.creature)} collapses, unconscious.`,
      );
    case "knocked-out":
      return `${name(glimpse.creature)} is knocked out.`;
    case "stabilized":
      return `${name(glimpse.creature)} is stable.`;
    case "came-to":
      return `${name(glimpse.creature)} comes to.`;
    case "death-save-rolled":
      return deathSaveText(name(glimpse.creature), glimpse.outcome);
    case "condition-gained":
      return glimpse.name === undefined
        ? ""
        : conditionText(name(glimpse.creature), glimpse.name, glimpse.level);
    case "condition-lost":
      return glimpse.name === undefined || glimpse.name === "exhaustion"
        ? ""
        : `${name(glimpse.creature)} is no longer ${glimpse.name}.`;
    case "moved": {
      if (glimpse.forced === true) return `${name(glimpse.creature)} is moved against its will.`;
      if (glimpse.costFeet === undefined) return `${name(glimpse.creature)} moves.`;
      const feet = `${glimpse.costFeet} feet`;
      return oneOf(
        moment,
        `${name(glimpse.creature)} moves ${feet}.`,
        `${name(glimpse.creature)} covers ${feet}.`,
        `${name(glimpse.creature)} goes ${feet}.`,
      );
    }
    case "movement-stopped":
      return `${name(glimpse.creature)} is stopped short.`;
    case "stood-up":
      return oneOf(moment, `${name(glimpse.creature)} stands up.`, `${name(glimpse.creature)} gets up.`);
    case "fell":
      return glimpse.feet === undefined
        ? `${name(glimpse.creature)} falls.`
        : `${name(glimpse.creature)} falls ${glimpse.feet} feet.`;
    case "dashed":
      return `${name(glimpse.creature)} dashes.`;
    case "disengaged":
      return `${name(glimpse.creature)} disengages.`;
    case "dodged":
      return `${name(glimpse.creature)} takes the Dodge action.`;
    case "helped":
      return glimpse.target ? `${name(glimpse.creature)} helps ${name(glimpse.target)}.` : "";
    case "hid":
      return `${name(glimpse.creature)} tries to hide.`;
    case "found":
      return `${name(glimpse.creature)} is in plain sight again.`;
    case "searched":
      return `${name(glimpse.creature)} searches.`;
    case "check-rolled":
      return checkText(name(glimpse.creature), glimpse);
    case "contest-resolved":
      return contestText(scene, glimpse);
    case "feature-used":
      return glimpse.feature === undefined
        ? ""
        : `${name(glimpse.creature)} uses ${titleOf(glimpse.feature)}.`;
    case "rested":
      return `${name(glimpse.creature)} takes a ${glimpse.rest ?? "short"} rest.`;
    case "experience-gained":
      return glimpse.amount === undefined
        ? ""
        : `${name(glimpse.creature)} gains ${glimpse.amount} experience points.`;
    case "creature-added":
      return glimpse.id === undefined ? "" : `${name(glimpse.id)} is here.`;
    case "creature-revealed":
      return `${name(glimpse.creature)} comes into view.`;
    case "creature-removed":
      return `${name(glimpse.creature)} is gone.`;
    case "terrain-changed":
      if (glimpse.type === "door-open") return "A door opens.";
      return glimpse.type === "door-closed" ? "A door closes." : "";
    case "light-changed":
      if (glimpse.light === undefined) return "";
      return glimpse.light === "darkness" ? "Darkness falls." : `The light is ${glimpse.light} now.`;
    case "undone":
      return "What just happened is taken back.";
    default:
      // Bookkeeping, and what the log's own line tells better.
      return "";
  }
}

/** Consecutive stretches of one creature's way are told as one. */
function joinedMoves(
  moments: readonly Moment[],
  from: number,
): { readonly moment: Moment; readonly used: number[] } | null {
  const first = moments[from];
  if (first?.glimpse.kind !== "moved" || first.glimpse.forced === true) return null;
  const { creature } = first.glimpse;
  const used = [first.sequence];
  let costFeet = first.glimpse.costFeet;
  for (const next of moments.slice(from + 1)) {
    if (next.glimpse.kind !== "moved" || next.glimpse.creature !== creature || next.glimpse.forced === true)
      break;
    used.push(next.sequence);
    if (costFeet !== undefined && next.glimpse.costFeet !== undefined) costFeet += next.glimpse.costFeet;
  }
  const { costFeet: _, ...rest } = first.glimpse;
  const glimpse: Glimpse = costFeet === undefined ? rest : { ...rest, costFeet };
  return { moment: { ...first, glimpse }, used };
}

/**
 * The built-in voice: one plain sentence for each thing that happened, from what the audience saw and nothing
 * else. The same scene is always told in the same words.
 */
export function tell(scene: Scene): readonly Telling[] {
  const tellings: Telling[] = [];
  const used = new Set<number>();
  scene.moments.forEach((moment, index) => {
    if (used.has(moment.sequence)) return;
    const { glimpse } = moment;
    if (glimpse.kind === "attack-rolled") {
      const rest = scene.moments.slice(index + 1);
      const harm = glimpse.outcome === "miss" ? { words: "", used: [] } : harmTo(rest, glimpse.target);
      const about = [moment.sequence, ...harm.used];
      for (const sequence of about) used.add(sequence);
      tellings.push({ text: capital(attackText(scene, moment, glimpse, harm.words)), about });
      return;
    }
    const joined = joinedMoves(scene.moments, index);
    const about = joined?.used ?? [moment.sequence];
    for (const sequence of about) used.add(sequence);
    const text = textOf(scene, joined?.moment ?? moment);
    if (text !== "") tellings.push({ text: capital(text), about });
  });
  return tellings;
}
