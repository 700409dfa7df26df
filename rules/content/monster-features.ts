import type { Feature } from "../creature.ts";
import { idOf } from "../creatures/names.ts";
import type { MonsterRecord } from "./monster-record.ts";
import { parseAttack } from "./parse/attack.ts";
import { actionName, usageOf } from "./parse/names.ts";
import type { RawAction } from "./raw.ts";
import { RESOLVED_TRAITS } from "./resolved.ts";

/** Traits, reactions, actions that are no attacks, and legendary actions, with the numbers their prose gives. */
export function monsterFeatures(record: MonsterRecord): readonly Feature[] {
  const actions = record.actions.filter(
    (action) =>
      actionName(action.name) !== "Multiattack" && (parseAttack(action) === null || isLimited(action)),
  );
  return [
    ...record.special_abilities.map((trait) => featureOf(trait, "trait")),
    ...actions.map((action) => featureOf(action, "action")),
    ...record.reactions.map((reaction) => featureOf(reaction, "reaction")),
    ...legendary(record),
  ];
}

function isLimited(action: RawAction): boolean {
  return Object.keys(usageOf(action.name)).length > 0;
}

function legendary(record: MonsterRecord): readonly Feature[] {
  if (record.legendary_actions.length === 0) return [];
  return [
    {
      id: "legendary-actions",
      name: "Legendary Actions",
      values: { uses: 3 },
      option: null,
      resolved: RESOLVED_TRAITS.has("legendary-actions"),
    },
    ...record.legendary_actions.map((action) => ({
      ...featureOf(action, "legendary"),
      id: `legendary-${idOf(actionName(action.name))}`,
    })),
  ];
}

function featureOf(action: RawAction, kind: string): Feature {
  const id = idOf(actionName(action.name));
  const prose = harmfulPart(action.desc);
  const feature = {
    id,
    name: actionName(action.name),
    values: { ...usageValues(action, kind), ...proseValues(id, prose) },
    option: areaSave(prose) ?? hatedDamage(id, prose),
  };
  return { ...feature, resolved: RESOLVED_TRAITS.has(id) || isWholeBreath(action) };
}

/** A breath of one kind, which the engine plays whole; of two kinds it plays the one that does damage. */
export function isWholeBreath({ desc }: RawAction): boolean {
  return areaSave(desc) !== null && /-foot (cone|line)/.test(desc) && !desc.includes("\n");
}

/** Of several paragraphs the one that does damage. */
function harmfulPart(desc: string): string {
  return desc.split("\n").find((part) => areaSave(part) !== null) ?? desc;
}

function usageValues(action: RawAction, kind: string): Record<string, number> {
  const usage = usageOf(action.name);
  return {
    ...(usage.recharge === undefined ? {} : { recharge: usage.recharge, uses: 1 }),
    ...(usage.onRest === true ? { uses: 1 } : {}),
    ...(usage.perDay === undefined ? {} : { uses: usage.perDay }),
    ...(kind === "legendary" ? { legendaryCost: usage.cost ?? 1 } : {}),
  };
}

/** `dex/fire/half`: the ability that saves, the type of the damage, and what a success does. */
function areaSave(desc: string): string | null {
  const save = /DC \d+ (\w{3})\w* saving throw,? taking \d+ \(\d+d\d+\) (\w+) damage/.exec(desc);
  if (save === null) return null;
  const half = /half as much/.test(desc) ? "half" : "none";
  return `${save[1]?.toLowerCase()}/${save[2]}/${half}`;
}

/** The kinds of damage that stop a regeneration, as `acid,fire`. */
function hatedDamage(id: string, desc: string): string | null {
  const hated = id === "regeneration" ? /takes ((?:\w+ or )?\w+) damage/.exec(desc)?.[1] : undefined;
  return hated === undefined ? null : hated.split(" or ").join(",");
}

function proseValues(id: string, desc: string): Record<string, number> {
  const values: Record<string, number> = {};
  const take = (name: string, pattern: RegExp) => {
    const found = pattern.exec(desc);
    if (found?.[1] !== undefined) values[name] = Number(found[1]);
  };
  take("dc", /DC (\d+)/);
  take("coneFeet", /(\d+)-foot cone/);
  take("lineFeet", /(\d+)-foot line/);
  take("lineWidthFeet", /(\d+) (?:feet|ft\.?) wide/);
  take("radiusFeet", /(\d+) ?-foot[- ]radius/);
  const dice = /\((\d+)d(\d+)(?: ?\+ ?(\d+))?\)/.exec(desc);
  if (dice !== null) {
    values.dice = Number(dice[1]);
    values.sides = Number(dice[2]);
    if (dice[3] !== undefined) values.bonus = Number(dice[3]);
  }
  if (id === "regeneration") {
    take("hitPoints", /regains (\d+) hit points/);
    if (/dies only if it starts its turn with 0 hit points/.test(desc)) values.atZero = 1;
  }
  if (id === "parry") take("ac", /adds (\d+) to its AC/);
  if (id === "relentless") take("damage", /takes (\d+) damage or less/);
  return values;
}
