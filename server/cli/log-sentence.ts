/** One sentence for each kind of event. */
import type { DiceFormula } from "../../rules/creature.ts";
import type { Die } from "../../rules/dice.ts";
import type { DamageRoll, Event } from "../../rules/event.ts";
import type { Square } from "../../rules/map.ts";
import { never } from "../../rules/result.ts";

type NameOf = (id: string) => string;

/** Null for the machine's own bookkeeping, which says nothing to a reader. */
export function sentenceOf(event: Event, name: NameOf): string | null {
  switch (event.kind) {
    case "session-started":
      return `The session "${event.name}" of ${event.campaign} begins; dice by ${event.diceMode === "rng" ? "the server" : "hand"}.`;
    case "session-paused":
      return "The session pauses.";
    case "session-resumed":
      return "The session goes on.";
    case "session-ended":
      return "The session ends, and the secret of its open dice is revealed.";
    case "seat-taken":
      return `${event.name} sits down as ${event.role === "dm" ? "the dungeon master" : `a ${event.role}`}.`;
    case "seat-left":
      return `${name(event.seat)} leaves the table.`;
    case "dice-contributed":
      return `${name(event.seat)} adds to the dice.`;
    case "said":
      return `${event.creature === null ? (event.seat === null ? "Someone" : name(event.seat)) : name(event.creature)}${event.to === "dm" ? " (to the DM)" : ""}: “${event.text}”`;
    case "narrated":
      return `~ ${event.text}`;
    case "undone":
      return `Events ${event.from} to ${event.to} are taken back: ${event.reason}.`;
    case "appeal-made":
      return `${name(event.seat)} appeals event ${event.about}: “${event.text}”`;
    case "appeal-answered":
      return `The DM ${OUTCOMES[event.outcome]} event ${event.about}: ${event.text}`;
    case "ruling-made":
      return `The DM rules${event.about === null ? "" : ` on event ${event.about}`}: ${event.text} (A ruling, not a rule: ${event.reason}${event.keep ? "; kept" : ""})`;
    case "ruling-carried-out":
      return `As ruled in event ${event.ruling}:`;
    case "map-set":
      return `The map: ${event.map.width} by ${event.map.height} squares, ${event.map.light} light, ${event.map.terrain.length} squares of terrain.`;
    case "terrain-changed":
      return `${at([event.x, event.y])} becomes ${event.type}${event.by === null ? "" : ` by ${name(event.by)}`}.`;
    case "light-changed":
      return `The light is now ${event.light}.`;
    case "time-passed":
      return `${event.minutes} minutes pass.`;
    case "creature-added":
      return `${event.creature.name} (${event.creature.side}) ${event.creature.at === null ? "joins" : `appears at ${at(event.creature.at)}`}${event.creature.concealed ? ", unseen" : ""}.`;
    case "creature-removed":
      return `${name(event.creature)} is gone.`;
    case "creature-placed":
      return `${name(event.creature)} is put at ${at(event.at)}.`;
    case "creature-revealed":
      return `${name(event.creature)} comes into the open.`;
    case "creature-concealed":
      return `${name(event.creature)} is out of sight.`;
    case "creature-noted":
      return `The DM notes about ${name(event.creature)}: ${event.text}`;
    case "initiative-rolled":
      return `${event.group.length > 1 ? event.group.map(name).join(", ") : name(event.creature)}: initiative ${event.roll.total}.`;
    case "encounter-started":
      return `Combat begins. Order: ${event.order.map(name).join(", ")}.${event.surprised.length === 0 ? "" : ` Surprised: ${event.surprised.map(name).join(", ")}.`}`;
    case "encounter-ended":
      return "Combat ends.";
    case "turn-started":
      return `${name(event.creature)}'s turn.`;
    case "turn-ended":
      return `${name(event.creature)} ends the turn.`;
    case "economy-spent":
      return `${name(event.creature)} spends ${article(event.what)}: ${event.for}.`;
    case "attacks-granted":
      return `${name(event.creature)} has ${event.count} attacks.`;
    case "action-granted":
      return `${name(event.creature)} gains an action: ${event.for}.`;
    case "dashed":
      return `${name(event.creature)} dashes: ${event.feet} more feet.`;
    case "disengaged":
      return `${name(event.creature)} disengages.`;
    case "dodged":
      return `${name(event.creature)} dodges.`;
    case "helped":
      return `${name(event.creature)} helps ${name(event.target)}${event.against === null ? "" : ` against ${name(event.against)}`}.`;
    case "hid":
      return `${name(event.creature)} hides${event.from.length === 0 ? ", but is seen" : ` from ${event.from.map(name).join(", ")}`}.`;
    case "found":
      return `${name(event.creature)} is found${event.by === null ? "" : ` by ${name(event.by)}`}: ${event.why}.`;
    case "searched":
      return `${name(event.creature)} searches and finds ${event.found.length === 0 ? "nobody" : event.found.map(name).join(", ")}.`;
    case "moved":
      return `${name(event.creature)} ${event.forced ? "is moved" : event.mode === "walk" ? "moves" : `moves (${event.mode})`} to ${at(event.path.at(-1))}${event.forced ? "" : `, ${event.costFeet} ft`}.`;
    case "movement-stopped":
      return `${name(event.creature)} stops: ${event.why}.`;
    case "stood-up":
      return `${name(event.creature)} stands up, ${event.costFeet} ft.`;
    case "fell":
      return `${name(event.creature)} falls ${event.feet} ft.`;
    case "attack-declared":
      return `${name(event.attacker)} ${event.reaction ? "takes an opportunity and attacks" : "attacks"} ${event.target === null ? "at a place" : name(event.target)} with ${event.with}${event.mode === "melee" || event.mode === "ranged" ? "" : ` (${event.mode})`}.`;
    case "attack-rolled":
      return `${name(event.attacker)} strikes at ${event.target === null ? "a place" : name(event.target)} with ${event.with}: ${event.roll.total}${event.target === null ? "" : ` against AC ${event.against.ac}`}, ${event.outcome === "critical" ? "a critical hit" : event.outcome}.`;
    case "damage-rolled":
      return `Damage: ${event.rolls.map(damage).join("; ")}${event.critical ? " (critical)" : ""}.`;
    case "damage-taken":
      return `${name(event.target)} takes ${event.amount} ${event.type} damage: ${event.hpBefore} → ${event.hpAfter} hit points${event.steps.map((step) => `; ${step.why} ${step.before} → ${step.after}`).join("")}.`;
    case "healed":
      return `${name(event.target)} regains ${event.amount}: ${event.hpAfter} hit points.`;
    case "temporary-hit-points-gained":
      return `${name(event.target)} has ${event.amount} temporary hit points.`;
    case "hit-points-adjusted":
      return `The DM sets ${name(event.target)} to ${event.hp} hit points: ${event.reason}.`;
    case "fell-unconscious":
      return `${name(event.creature)} falls unconscious.`;
    case "died":
      return `${name(event.creature)} dies: ${event.why}.`;
    case "stabilized":
      return `${name(event.creature)} is stable${event.by === null ? "" : `, thanks to ${name(event.by)}`}.`;
    case "knocked-out":
      return `${name(event.by)} knocks ${name(event.creature)} out.`;
    case "death-save-rolled":
      return `${name(event.creature)} makes a death saving throw: ${event.outcome.replace("-", " ")}.`;
    case "death-save-failed":
      return `${name(event.creature)} has ${event.failures} failed death saving throws: ${event.why}.`;
    case "came-to":
      return `${name(event.creature)} comes to.`;
    case "condition-gained":
      return `${name(event.creature)} is ${event.name}${event.name === "exhaustion" ? ` (level ${event.level})` : ""}${event.until === null ? "" : ` until ${event.until}`}.`;
    case "condition-lost":
      return `${name(event.creature)} is no longer ${event.name}: ${event.why}.`;
    case "effect-gained":
      return `${event.effect.name} holds on ${name(event.creature)}.`;
    case "effect-ended":
      return `${event.effect} on ${name(event.creature)} ends: ${event.why}.`;
    case "check-rolled":
      return `${name(event.creature)}: ${event.skill ?? event.ability} ${event.purpose} ${event.roll.total}${event.against === null ? "" : ` against DC ${event.against.dc}`}${event.outcome === null ? "" : `, ${event.outcome}`}.`;
    case "contest-resolved":
      return `${name(event.creature)} against ${name(event.target)} (${event.for}): ${event.totals[0]} to ${event.totals[1]}, ${event.outcome}.`;
    case "item-equipped":
      return `${name(event.creature)} ${event.equipped ? "takes up" : "puts away"} something.`;
    case "item-dropped":
      return `${name(event.creature)} drops something${event.at === null ? "" : ` at ${at(event.at)}`}.`;
    case "item-used":
      return `${name(event.creature)} uses ${event.quantity} of a thing.`;
    case "feature-used":
      return `${name(event.creature)} uses ${event.feature}${event.left === null ? "" : `, ${event.left} left`}.`;
    case "experience-gained":
      return `${name(event.creature)} gains ${event.amount} experience points.`;
    case "rested":
      return `${name(event.creature)} takes a ${event.rest} rest.`;
    case "hit-die-spent":
      return `${name(event.creature)} spends a hit die (d${event.die.sides}: ${event.die.face}) and regains ${event.healed}: ${event.hpAfter} hit points.`;
    case "frame-pushed":
    case "frame-stepped":
      return null;
    case "frame-popped":
      return event.fizzled ? `Nothing comes of it${event.why === null ? "" : `: ${event.why}`}.` : null;
    case "request-opened":
      return `${name(event.request.creature)} is asked: ${event.request.options.map((option) => option.choice).join(" or ")} (${event.request.trigger}).`;
    case "request-answered":
      return `The answer${event.by === "default" ? ", by default" : ""}: ${event.choice}${event.with === null ? "" : ` with ${event.with}`}.`;
    case "dice-entered":
      return `${name(event.creature)} rolled by hand: ${event.faces.join(", ")}.`;
    case "resolution-cancelled":
      return `The DM cancels what was under way: ${event.reason}.`;
    default:
      return never(event, "event");
  }
}

const OUTCOMES = { uphold: "upholds", correct: "corrects", overrule: "overrules" } as const;

const article = (what: string): string =>
  /^[aeiou]/.test(what) ? `an ${what}` : `a ${what.replace("-", " ")}`;

const at = (square: Square | undefined): string =>
  square === undefined ? "nowhere" : `(${square[0]}, ${square[1]})`;

const faces = (dice: readonly Die[]): string =>
  dice.map((die) => (die.kept ? `${die.face}` : `(${die.face})`)).join(" ");

function damage(roll: DamageRoll): string {
  const formula: DiceFormula = {
    count: roll.dice.length,
    sides: roll.dice[0]?.sides ?? 0,
    bonus: roll.bonus,
  };
  const dice = formula.count === 0 ? "" : `${formula.count}d${formula.sides} ${faces(roll.dice)} `;
  const bonus = formula.bonus === 0 ? "" : `${formula.bonus < 0 ? "-" : "+"} ${Math.abs(formula.bonus)} `;
  return `${dice}${bonus}= ${roll.amount} ${roll.type} (${roll.why})`;
}
