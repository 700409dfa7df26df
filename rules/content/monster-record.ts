import { nameKey } from "../creatures/names.ts";
import { MONSTER_CORRECTIONS, type MonsterCorrection, NOT_SRD } from "./overlay/monsters.ts";
import { actionName } from "./parse/names.ts";
import { type RawAction, type RawMonster, rawMonsters } from "./raw.ts";

/** A package record as the SRD has it: corrections laid over, variants and what is not SRD left out. */
export type MonsterRecord = RawMonster & {
  readonly special_abilities: readonly RawAction[];
  readonly actions: readonly RawAction[];
  readonly legendary_actions: readonly RawAction[];
  readonly reactions: readonly RawAction[];
  readonly compositions: readonly (readonly string[])[] | null;
};

let byKey: ReadonlyMap<string, RawMonster> | null = null;

function srdMonsters(): ReadonlyMap<string, RawMonster> {
  byKey ??= new Map(
    rawMonsters()
      .filter((monster) => !NOT_SRD.includes(monster.name))
      .map((monster) => [nameKey(monster.name), monster]),
  );
  return byKey;
}

/** Every monster that can be had by name, as the SRD spells it. */
export function monsterNames(): readonly string[] {
  return [...srdMonsters().values()].map((monster) => monster.name);
}

export function monsterRecord(name: string): MonsterRecord | null {
  const raw = srdMonsters().get(nameKey(name));
  return raw === undefined ? null : corrected(raw, MONSTER_CORRECTIONS[raw.name] ?? {});
}

function corrected(raw: RawMonster, correction: MonsterCorrection): MonsterRecord {
  const actions = (list: readonly RawAction[] | undefined) =>
    (list ?? []).filter((action) => !isVariant(action)).map((action) => mended(action, correction));
  return {
    ...raw,
    ...correction.fields,
    proficiencies: proficiencies(raw, correction),
    special_abilities: [...actions(raw.special_abilities), ...(correction.traits ?? [])],
    actions: actions(raw.actions),
    legendary_actions: actions(raw.legendary_actions),
    reactions: actions(raw.reactions),
    compositions: correction.multiattack ?? null,
  };
}

/** Variants, lair actions and covens do not stand in the SRD's stat blocks. */
function isVariant(action: RawAction): boolean {
  return /^Variant:|^Lair Actions|Coven|^Night Hag Items/.test(action.name);
}

function mended(action: RawAction, correction: MonsterCorrection): RawAction {
  const [from, to] = correction.actions?.[actionName(action.name)] ?? ["", ""];
  return {
    name: correction.names?.[action.name] ?? action.name,
    desc: from === "" ? action.desc : action.desc.replace(from, to),
  };
}

function proficiencies(raw: RawMonster, correction: MonsterCorrection): RawMonster["proficiencies"] {
  const added = correction.proficiencies ?? {};
  const kept = raw.proficiencies.filter((one) => added[one.name] === undefined);
  return [...kept, ...Object.entries(added).map(([name, value]) => ({ name, value }))];
}
