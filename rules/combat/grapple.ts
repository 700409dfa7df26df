import type { CreatureCommand } from "../command.ts";
import { instances } from "../conditions/table.ts";
import { sizeRank, within } from "../movement/geometry.ts";
import { acting, aimedAt, type Context, type Decision, spend, withAction } from "../resolve/context.ts";
import { ok, type Rejection, reject } from "../result.ts";
import type { Condition, ContestFrame, Creature } from "../state.ts";
import { specialBudget, spendAttack } from "./attack-budget.ts";

type Of<Name extends CreatureCommand["do"]> = Extract<CreatureCommand, { readonly do: Name }>;

/** A special melee attack that holds on to somebody. @rule combat.grappling */
export function grapple(context: Context, { by, target: id }: Of<"grapple">): Decision {
  const found = acting(context, by);
  if (!found.ok) return found;
  const grappler = found.value;
  const aimed = aimedAt(context, id);
  if (!aimed.ok) return aimed;
  const target = aimed.value;
  const refused = refuseWrestling(grappler, target);
  if (refused !== null) return { ok: false, rejection: refused };
  if (handsFree(grappler) < 1) return reject("no-free-hand", `${grappler.name} has no hand free`);
  if (instances(target, "grappled").some(({ source }) => source === by)) {
    return reject("no-effect", `${grappler.name} holds ${target.name} already`);
  }
  const budget = specialBudget(context, grappler);
  if (!budget.ok) return budget;
  return ok((run) => {
    spendAttack(run, by, "grapple", budget.value);
    run.push(wrestle(grappler, target, "grapple"));
  });
}

/** A special melee attack that pushes 5 feet away or knocks prone. @rule combat.shoving */
export function shove(context: Context, { by, target: id, effect }: Of<"shove">): Decision {
  const found = acting(context, by);
  if (!found.ok) return found;
  const shover = found.value;
  const aimed = aimedAt(context, id);
  if (!aimed.ok) return aimed;
  const target = aimed.value;
  const refused = refuseWrestling(shover, target);
  if (refused !== null) return { ok: false, rejection: refused };
  const budget = specialBudget(context, shover);
  if (!budget.ok) return budget;
  return ok((run) => {
    spendAttack(run, by, "shove", budget.value);
    run.push(wrestle(shover, target, effect === "prone" ? "shove-prone" : "shove-push"));
  });
}

/** Strength (Athletics) or Dexterity (Acrobatics), the better, against the grappler. @rule combat.grappling */
export function escapeGrapple(context: Context, { by, from }: Of<"escape">): Decision {
  const found = withAction(context, by);
  if (!found.ok) return found;
  const creature = found.value;
  const held = instances(creature, "grappled").find(({ source }) => source === from);
  if (held === undefined) return reject("no-effect", `${creature.name} is not held by that`);
  const grappler = context.state.creatures[from];
  const { ability, skill } = betterEscape(creature);
  const dc = escapeDc(held);
  return ok((run) => {
    spend(run, by, "action", "escape", "combat.grappling");
    if (dc !== null || grappler === undefined) {
      run.push({
        kind: "check",
        step: "roll",
        entered: null,
        creature: by,
        purpose: "check",
        ability,
        skill,
        dc: dc ?? 0,
        advantage: [],
        disadvantage: [],
        hidden: false,
        for: { kind: "escape", data: { from } },
      });
      return;
    }
    run.push({ ...wrestle(creature, grappler, "escape"), ability, skill });
  });
}

/** A stat block's grapple says what it takes to get free. */
export function escapeDc({ until }: Condition): number | null {
  if (until?.kind !== "text") return null;
  const dc = /^escape DC (\d+)$/.exec(until.text)?.[1];
  return dc === undefined ? null : Number(dc);
}

export const betterEscape = ({ block: { skills } }: Creature) =>
  skills.acrobatics > skills.athletics
    ? ({ ability: "dex", skill: "acrobatics" } as const)
    : ({ ability: "str", skill: "athletics" } as const);

function wrestle(creature: Creature, target: Creature, what: ContestFrame["for"]): ContestFrame {
  return {
    kind: "contest",
    step: "first",
    entered: null,
    creature: creature.id,
    target: target.id,
    for: what,
    ability: "str",
    skill: "athletics",
    targetAbility: what === "escape" ? "str" : null,
    targetSkill: what === "escape" ? "athletics" : null,
    first: null,
    second: null,
  };
}

/** In reach, and not more than one size larger. */
function refuseWrestling(creature: Creature, target: Creature): Rejection | null {
  if (target.id === creature.id) return { code: "illegal-target", detail: "not with itself" };
  if (target.dead) return { code: "target-dead", detail: `${target.name} is dead` };
  if (instances(creature, "charmed").some(({ source }) => source === target.id)) {
    return { code: "illegal-target", detail: `${creature.name} is charmed by ${target.name}` };
  }
  if (!within(creature, target, 5)) return { code: "out-of-range", detail: "the target must be within 5 ft" };
  if (sizeRank(target.block.size) > sizeRank(creature.block.size) + 1) {
    return { code: "too-large", detail: `${target.name} is more than one size larger` };
  }
  return null;
}

/** Two hands, less a shield, less what is held in them; who holds a creature has a hand full of it. */
export function handsFree({ items }: Creature): number {
  let free = 2;
  for (const item of items) {
    if (!item.equipped) continue;
    if (item.armor?.category === "shield") free -= 1;
    if (item.weapon !== null) free -= item.weapon.properties.includes("two-handed") ? 2 : 1;
  }
  return free;
}
