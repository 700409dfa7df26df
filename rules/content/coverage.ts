import { idOf } from "../creatures/names.ts";
import { isWholeBreath } from "./monster-features.ts";
import { type MonsterRecord, monsterNames, monsterRecord } from "./monster-record.ts";
import { parseAttack } from "./parse/attack.ts";
import { parseMultiattack } from "./parse/multiattack.ts";
import { actionName } from "./parse/names.ts";
import { RESOLVED_TRAITS } from "./resolved.ts";

/** A sentence of a stat block that the engine leaves to the DM, and where it stands. */
export type Gap = { readonly of: string; readonly sentence: string };

export type Coverage = {
  readonly automated: readonly string[];
  readonly partly: readonly string[];
};

/** What of a monster is left to the DM, in the words of its stat block; null for no such monster. */
export function monsterGaps(name: string): readonly Gap[] | null {
  const record = monsterRecord(name);
  return record === null ? null : gapsOf(record);
}

function gapsOf(record: MonsterRecord): readonly Gap[] {
  const attacks = record.actions.map(parseAttack).filter((attack) => attack !== null);
  const fromAttacks = attacks.flatMap(({ name, unresolved }) =>
    unresolved.map((sentence) => ({ of: name, sentence })),
  );
  const others = [
    ...record.special_abilities,
    ...record.actions.filter((action) => parseAttack(action) === null),
    ...record.reactions,
  ].filter((action) => {
    const name = actionName(action.name);
    return name !== "Multiattack" && !RESOLVED_TRAITS.has(idOf(name)) && !isWholeBreath(action);
  });
  const legendary = record.legendary_actions.filter(({ name }) => !isStrike(name, attacks));
  const irregular = record.actions.filter(
    ({ name, desc }) =>
      actionName(name) === "Multiattack" &&
      record.compositions === null &&
      parseMultiattack(desc, attacks).length === 0,
  );
  return [
    ...fromAttacks,
    ...[...others, ...legendary, ...irregular].map(({ name, desc }) => ({
      of: actionName(name),
      sentence: desc,
    })),
  ];
}

/** A legendary action that is one of its attacks. */
const isStrike = (name: string, attacks: readonly { readonly name: string }[]): boolean =>
  attacks.some((attack) => name.toLowerCase().includes(attack.name.toLowerCase()));

/** Which monsters the engine plays whole, and which leave sentences to the DM. */
export function monsterCoverage(): Coverage {
  const names = monsterNames();
  const whole = new Set(names.filter((name) => monsterGaps(name)?.length === 0));
  return {
    automated: names.filter((name) => whole.has(name)),
    partly: names.filter((name) => !whole.has(name)),
  };
}
