import type { AttackMode } from "../../../rules/command.ts";
import type { CreatureId } from "../../../rules/ids.ts";
import type { CreatureView } from "../../../rules/view.ts";
import { listOf } from "../names.ts";
import { feetBetween } from "./distance.ts";
import { asks, type Context, commands, foes, others, type Reading } from "./reading.ts";
import { describe, type Found, findCreature } from "./targets.ts";
import { type AttackChoice, byLikelihood, speaksOfWeapon, weaponsNamed } from "./weapons.ts";

const ATTACK =
  /^(?:make an? (?:melee |ranged |weapon )?attack(?: roll)?|attack|hit|strike|swing|slash|stab|shoot|fire|throw|hurl|toss|cut|smash|punch|kick|loose|bash|hack|bite|claw|fight|kill|slay|lunge|snipe|target|finish(?: off)?|knock out|subdue|chop|pierce|skewer|headbutt|take a (?:swing|shot)|let fly)\b\s*/;
/** Done with what is in the hand, at arm's length. */
const CLOSE =
  /^(?:swing|slash|stab|cut|smash|punch|kick|bash|hack|bite|claw|lunge|chop|pierce|skewer|headbutt)/;
const RANGED = /^(?:shoot|fire|loose|snipe|let fly|take a shot)/;
const THROWN = /^(?:throw|hurl|toss)/;
const UNARMED = /^(?:punch|kick|headbutt)/;
const HANDED = /\b(?:(?:with|in|using) )?(?:both|two)[ -]hand(?:s|ed)\b/;
const RECKLESS = /\breckless(?:ly)?\b/;
const GENTLE =
  /\b(?:non-?lethal(?:ly)?|without killing|knock out|knock (?:him|her|it|them) out|subdue|alive|flat of)\b/;

export const isAttack = (statement: string): boolean => ATTACK.test(statement);

type Parts = { readonly target: string; readonly weapon: string };

/** "swing my sword at the goblin", "attack the goblin with my sword", "stab it". */
function partsOf(statement: string, rest: string, choices: readonly AttackChoice[]): Parts {
  const tool = /\b(?:with|using|by means of)\s+(.*)$/.exec(rest);
  if (tool !== null)
    return { target: rest.slice(0, tool.index).replace(/^(?:at|on|into)\s+/, ""), weapon: tool[1] ?? "" };
  const aimed = /^(.*?)\b(?:at|on|into|towards?|against)\s+(.*)$/.exec(rest);
  if (aimed !== null && (aimed[1] ?? "").trim() !== "" && speaksOfWeapon(aimed[1] ?? "", choices))
    return { target: aimed[2] ?? "", weapon: aimed[1] ?? "" };
  if (aimed !== null) return { target: aimed[2] ?? "", weapon: "" };
  const bare = choices.find((choice) => rest.includes(choice.with.toLowerCase()));
  if (bare !== undefined)
    return { target: rest.replace(bare.with.toLowerCase(), "").trim(), weapon: bare.with };
  if (THROWN.test(statement) && speaksOfWeapon(rest, choices)) return { target: "", weapon: rest };
  return { target: rest, weapon: UNARMED.test(statement) ? "unarmed" : "" };
}

function modeOf(statement: string, choice: AttackChoice, context: Context): AttackMode | null {
  if (HANDED.test(statement)) return "two-handed";
  if (/\b(?:off-?\s?hand|other hand|left hand|second (?:blade|sword|dagger))\b/.test(statement))
    return "off-hand";
  const view = context.self.attacks.find((attack) => attack.name === choice.with);
  if (THROWN.test(statement) && (view?.normalFeet ?? 0) > 0 && (view?.reachFeet ?? 0) > 0) return "thrown";
  return null;
}

/** Whom a choice can strike now. A blade is thrown only by who says so. */
function openTo(choice: AttackChoice, reachOnly: boolean, context: Context): ReadonlySet<CreatureId> {
  if (choice.why !== null) return new Set();
  const reach = context.self.attacks.find((attack) => attack.name === choice.with)?.reachFeet ?? 0;
  const near = ({ target }: { readonly target: CreatureId }): boolean => {
    const creature = context.view.creatures[target];
    return creature !== undefined && feetBetween(context.self, creature) <= reach;
  };
  const open = choice.targets.filter((one) => one.why === null && (!reachOnly || near(one)));
  return new Set(open.map((one) => one.target));
}

export function readAttack(statement: string, context: Context): Reading {
  const rest = statement
    .replace(ATTACK, "")
    .replace(GENTLE, " ")
    .replace(HANDED, " ")
    .replace(RECKLESS, " ")
    .trim();
  const choices = context.legal.filter(
    (choice): choice is AttackChoice => choice.do === "attack" && choice.by === context.self.id,
  );
  if (choices.length === 0) return asks(`${context.self.name} has no attack to make now.`);
  const parts = partsOf(statement, rest, choices);
  const named = parts.weapon === "" ? choices : weaponsNamed(parts.weapon, choices);
  if (named.length === 0) {
    if (
      !speaksOfWeapon(parts.weapon, choices) &&
      /\b(?:my|all|hands?|might|strength|rage|both)\b/.test(parts.weapon)
    )
      return readAttack(statement.replace(/\b(?:with|using)\b.*$/, "").trim(), context);
    const own = listOf(choices.map((choice) => choice.with));
    return asks(`${context.self.name} does not have that to attack with. There is: ${own}.`);
  }
  const reachOnly = (choice: AttackChoice): boolean => {
    const view = context.self.attacks.find((attack) => attack.name === choice.with);
    if (CLOSE.test(statement)) return true;
    return (view?.reachFeet ?? 0) > 0 && parts.weapon === "" && !THROWN.test(statement);
  };
  const open = (choice: AttackChoice): ReadonlySet<CreatureId> => openTo(choice, reachOnly(choice), context);
  const wantsRange = RANGED.test(statement) || THROWN.test(statement);
  const likely = byLikelihood(named, context.self.attacks, wantsRange);
  const phrase = parts.target;
  const search = (preferred: ReadonlySet<CreatureId>): Found =>
    findCreature(phrase, {
      self: context.self,
      candidates: phrase === "" ? foes(context) : others(context),
      preferred,
      last: context.last,
    });
  // The likeliest weapon settles who is meant: "attack the goblin" is the one within its reach.
  const settled = likely.map((choice) => search(open(choice))).find((one) => one.kind === "one");
  const found = settled ?? search(new Set());
  switch (found.kind) {
    case "none":
      return asks(whomText(phrase, context));
    case "several":
      return asks(whichText(found.creatures, context));
    case "one":
      return attackOn(found.creature, likely, open, statement, context);
  }
}

function attackOn(
  target: CreatureView,
  likely: readonly AttackChoice[],
  open: (choice: AttackChoice) => ReadonlySet<CreatureId>,
  statement: string,
  context: Context,
): Reading {
  const choice = likely.find((one) => open(one).has(target.id)) ?? likely[0];
  if (choice === undefined) return asks(`${context.self.name} has no attack to make now.`);
  const mode = modeOf(statement, choice, context);
  const command = {
    do: "attack",
    by: context.self.id,
    with: choice.with,
    target: target.id,
    ...(mode === null ? {} : { mode }),
    ...(GENTLE.test(statement) ? { nonlethal: true } : {}),
    ...(RECKLESS.test(statement) ? { use: ["reckless-attack"] } : {}),
  } as const;
  return commands(command, target.id);
}

export function whichText(creatures: readonly CreatureView[], context: Context): string {
  const names = creatures.slice(0, 6).map((creature) => describe(creature, context.self));
  return `Which one do you mean: ${names.join(", or ")}?`;
}

export function whomText(phrase: string, context: Context): string {
  const seen = foes(context).filter((creature) => creature.health !== "dead");
  const there =
    seen.length === 0
      ? "There is no foe in sight."
      : `In sight: ${listOf(seen.slice(0, 8).map((creature) => describe(creature, context.self)))}.`;
  return phrase === "" ? `Whom do you attack? ${there}` : `I do not see who that would be. ${there}`;
}
