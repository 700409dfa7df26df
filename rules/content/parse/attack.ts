import type { Attack, DamageFormula } from "../../creature.ts";
import type { RawAction } from "../raw.ts";
import { AMOUNT, amountOf } from "./dice.ts";
import { actionName } from "./names.ts";
import { parseRiders } from "./riders.ts";

const HEAD =
  /(?:(Melee or Ranged|Melee|Ranged) )?(Weapon|Spell) Attack: ?\+ ?(\d+) to hit[^,]*, (.*?)\s*Hit: ?(.*)$/s;

/** An attack out of a stat block's printed prose; null for an action that is no attack. */
export function parseAttack(action: RawAction): Attack | null {
  const head = HEAD.exec(action.desc);
  if (head === null) return null;
  const [, manner = "Melee", make, bonus, where = "", hit = ""] = head;
  const reach = /reach (\d+) ?ft/.exec(where);
  const range = /ranged? (\d+)(?: ?ft\.?)?(?:\/(\d+))?/.exec(where);
  const near = manner !== "Ranged";
  const { damage, versatile, bloodied, rest } = parseHit(hit);
  const { riders, unresolved } = parseRiders(rest);
  const make_ = make === "Spell" ? "spell" : "weapon";
  const target = /one (.*?)\.?\s*$/.exec(where)?.[1] ?? "target";
  const plain = /^(target|creature|target in the swarm's space|creature in the swarm's space)$/.test(target);
  return {
    name: actionName(action.name),
    kind: near ? `melee-${make_}` : `ranged-${make_}`,
    bonus: Number(bonus),
    bonusParts: [{ value: Number(bonus), why: "stat block" }],
    // Swarms print 0 feet, their own space; with no shared spaces on the map, next to it stands for that.
    reachFeet: near ? Number(reach?.[1] ?? 5) || 5 : 0,
    range: range === null ? null : { normalFeet: Number(range[1]), longFeet: Number(range[2] ?? range[1]) },
    damage,
    ...(versatile.length > 0 ? { versatileDamage: versatile } : {}),
    ...(bloodied.length > 0 ? { bloodiedDamage: bloodied } : {}),
    properties: manner === "Melee or Ranged" ? ["thrown"] : [],
    item: null,
    magical: make === "Spell",
    riders,
    ability: null,
    unresolved: plain ? unresolved : [`Only against one ${target}.`, ...unresolved],
  };
}

type Hit = {
  readonly damage: readonly DamageFormula[];
  /** With both hands. */
  readonly versatile: readonly DamageFormula[];
  /** At half its hit points or fewer: swarms. */
  readonly bloodied: readonly DamageFormula[];
  readonly rest: string;
};

const NEXT = new RegExp(`^(,? plus |,? or |)${AMOUNT}([^.,]*?)(?=,? plus \\d|,? or \\d|[.,]|$)`);

/** Reads amount after amount from the front, then hands back what is left. */
function parseHit(text: string): Hit {
  const damage: DamageFormula[] = [];
  const versatile: DamageFormula[] = [];
  const bloodied: DamageFormula[] = [];
  let rest = text.replaceAll(/(\d) d(\d)/g, "$1d$2").trim();
  for (;;) {
    const next = NEXT.exec(rest);
    const amount = next === null ? null : amountOf(next[2] ?? "", next[3], next[4] ?? "");
    if (next === null || amount === null) break;
    const [whole, join = "", , , , tail = ""] = next;
    if (!join.includes("or")) damage.push(amount);
    else if (/two hands/.test(tail)) versatile.push(amount);
    else if (/half of its hit points/.test(tail)) bloodied.push(amount);
    else break;
    rest = rest.slice(whole.length);
  }
  return {
    damage,
    versatile: versatile.length > 0 ? [...versatile, ...damage.slice(1)] : [],
    bloodied,
    rest,
  };
}
