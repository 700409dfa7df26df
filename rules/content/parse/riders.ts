import type { AttackRider, DamageFormula, RiderLimit } from "../../creature.ts";
import { ABILITIES, type Ability, CONDITIONS, type ConditionName, SIZES } from "../../vocabulary.ts";
import { AMOUNT, amountOf } from "./dice.ts";

/** What stands behind the damage of a hit: riders the engine can resolve, and the sentences it cannot. */
export type Riders = { readonly riders: readonly AttackRider[]; readonly unresolved: readonly string[] };

export function parseRiders(text: string): Riders {
  const riders: AttackRider[] = [];
  const unresolved: string[] = [];
  for (const sentence of sentences(text)) {
    const found = riderOf(sentence);
    const last = riders.at(-1);
    if (found !== null) riders.push(found);
    else if (repeats(sentence) && last?.kind === "save" && last.onFailure.condition !== undefined) {
      riders[riders.length - 1] = { ...last, onFailure: { ...last.onFailure, repeats: true } };
    } else if (restrains(sentence) && riders.at(-1)?.kind === "grapple") {
      riders[riders.length - 1] = {
        ...(riders.at(-1) as AttackRider & { kind: "grapple" }),
        restrains: true,
      };
      if (!/is restrained\.?$/.test(sentence)) unresolved.push(sentence);
    } else unresolved.push(sentence);
  }
  return { riders, unresolved };
}

function sentences(text: string): readonly string[] {
  return text
    .replaceAll(/\s+/g, " ")
    .split(/(?<=[.!])\s+(?=[A-Z(])/)
    .map((sentence) => sentence.replace(/^[\s,.;]+(and )?/, "").trim())
    .filter((sentence) => sentence !== "");
}

const restrains = (sentence: string) =>
  /^Until (this|the) grapple ends, the (target|creature) is restrained/.test(sentence);

const repeats = (sentence: string) =>
  /^The (target|creature) can repeat the saving throw at the end of each of its turns, ending the effect on itself on a success\.?$/.test(
    sentence,
  );

function riderOf(sentence: string): AttackRider | null {
  const grapple = /(?:is|it is) grappled \(escape DC (\d+)\)/.exec(sentence);
  if (grapple !== null) {
    const limit = limitOf(sentence);
    return {
      kind: "grapple",
      escapeDc: Number(grapple[1]),
      restrains: /and restrained until/.test(sentence),
      ...(limit === null ? {} : { limit }),
    };
  }
  if (/^The (target|creature) is restrained by webbing/.test(sentence)) {
    return { kind: "condition", condition: "restrained" };
  }
  return saveOf(sentence);
}

function saveOf(sentence: string): AttackRider | null {
  const save = /DC (\d+) (\w+) saving throw(?: against disease)?(.*)$/.exec(sentence);
  const ability = ABILITIES.find((one) => save?.[2]?.toLowerCase().startsWith(one));
  if (save === null || ability === undefined) return null;
  return consequence(Number(save[1]), ability, save[3] ?? "", limitOf(sentence));
}

function consequence(
  dc: number,
  ability: Ability,
  text: string,
  limit: RiderLimit | null,
): AttackRider | null {
  const damage = damages(text);
  const condition = conditionOf(text);
  if (damage.length === 0 && condition === null) return null;
  const until = /for 1 minute/.test(text) ? "10 rounds" : /for 1 hour/.test(text) ? "600 rounds" : null;
  return {
    kind: "save",
    ability,
    dc,
    onFailure: {
      ...(damage.length > 0 ? { damage } : {}),
      ...(condition === null ? {} : { condition, ...(until === null ? {} : { until }) }),
    },
    halfOnSuccess: /half as much damage on a successful/.test(text),
    ...(limit === null ? {} : { limit }),
  };
}

function damages(text: string): readonly DamageFormula[] {
  const matches = [...text.matchAll(new RegExp(`(?:taking|take|plus) ${AMOUNT}`, "g"))];
  return matches
    .map(([, average, dice, type]) => amountOf(average ?? "", dice, type ?? ""))
    .filter((formula) => formula !== null);
}

function conditionOf(text: string): ConditionName | null {
  if (/knocked prone/.test(text)) return "prone";
  const named = /(?:be|become|is) (?:magically )?([a-z]+)(?: for| until|$|\.|,)/.exec(text);
  return CONDITIONS.find((name) => name === named?.[1]) ?? null;
}

/** `If the target is a Large or smaller creature`, `a creature other than an elf or undead`. */
function limitOf(sentence: string): RiderLimit | null {
  const size = SIZES.find((one) => new RegExp(`${one} or smaller`, "i").test(sentence));
  const other = /other than (?:an? )?(\w+)(?: or (?:an? )?(\w+))?/.exec(sentence);
  const humanoid = /If the target is a humanoid/.test(sentence);
  if (size === undefined && other === null && !humanoid) return null;
  return {
    ...(size === undefined ? {} : { largest: size }),
    ...(other === null ? {} : { notTypes: [other[1], other[2]].filter((type) => type !== undefined) }),
    ...(humanoid ? { onlyTypes: ["humanoid"] } : {}),
  };
}
