import type { SheetItem } from "../creatures/sheet.ts";
import type { Catalogue, GearKind } from "./catalogue.ts";
import type { GearChoice } from "./choices.ts";
import { type Problems, same } from "./problem.ts";

/** A thing and how many, or one of a kind that the player names. */
type Entry = readonly [item: string, quantity: number] | { readonly any: GearKind };
type Row = readonly (readonly Entry[])[];

export type StartingEquipment = {
  /** Each row lists alternatives, of which one is taken. */
  readonly rows: readonly Row[];
  readonly fixed: readonly (readonly [item: string, quantity: number])[];
};

const one = (item: string): Entry => [item, 1];
const any = (kind: GearKind): Entry => ({ any: kind });
const pack = (...names: readonly string[]): Row => names.map((name) => [one(`${name}'s Pack`)]);
const CROSSBOW: readonly Entry[] = [one("Crossbow, light"), ["Crossbow bolt", 20]];
const FOCUS: Row = [[one("Component pouch")], [any("arcane-focus")]];

/** @srd Classes: the starting equipment of each. */
export const STARTING_EQUIPMENT: Readonly<Record<string, StartingEquipment>> = {
  Barbarian: {
    rows: [
      [[one("Greataxe")], [any("martial-melee")]],
      [[["Handaxe", 2]], [any("simple")]],
    ],
    fixed: [
      ["Explorer's Pack", 1],
      ["Javelin", 4],
    ],
  },
  Bard: {
    rows: [
      [[one("Rapier")], [one("Longsword")], [any("simple")]],
      pack("Diplomat", "Entertainer"),
      [[one("Lute")], [any("instrument")]],
    ],
    fixed: [
      ["Leather", 1],
      ["Dagger", 1],
    ],
  },
  Cleric: {
    rows: [
      [[one("Mace")], [one("Warhammer")]],
      [[one("Scale Mail")], [one("Leather")], [one("Chain Mail")]],
      [CROSSBOW, [any("simple")]],
      pack("Priest", "Explorer"),
      [[any("holy-symbol")]],
    ],
    fixed: [["Shield", 1]],
  },
  Druid: {
    rows: [
      [[one("Shield")], [any("simple")]],
      [[one("Scimitar")], [any("simple-melee")]],
      [[any("druidic-focus")]],
    ],
    fixed: [
      ["Leather", 1],
      ["Explorer's Pack", 1],
    ],
  },
  Fighter: {
    rows: [
      [[one("Chain Mail")], [one("Leather"), one("Longbow"), ["Arrow", 20]]],
      [
        [any("martial"), one("Shield")],
        [any("martial"), any("martial")],
      ],
      [CROSSBOW, [["Handaxe", 2]]],
      pack("Dungeoneer", "Explorer"),
    ],
    fixed: [],
  },
  Monk: {
    rows: [[[one("Shortsword")], [any("simple")]], pack("Dungeoneer", "Explorer")],
    fixed: [["Dart", 10]],
  },
  Paladin: {
    rows: [
      [
        [any("martial"), one("Shield")],
        [any("martial"), any("martial")],
      ],
      [[["Javelin", 5]], [any("simple-melee")]],
      pack("Priest", "Explorer"),
      [[any("holy-symbol")]],
    ],
    fixed: [["Chain Mail", 1]],
  },
  Ranger: {
    rows: [
      [[one("Scale Mail")], [one("Leather")]],
      [[["Shortsword", 2]], [any("simple-melee"), any("simple-melee")]],
      pack("Dungeoneer", "Explorer"),
    ],
    fixed: [
      ["Longbow", 1],
      ["Quiver", 1],
      ["Arrow", 20],
    ],
  },
  Rogue: {
    rows: [
      [[one("Rapier")], [one("Shortsword")]],
      [[one("Shortbow"), one("Quiver"), ["Arrow", 20]], [one("Shortsword")]],
      pack("Burglar", "Dungeoneer", "Explorer"),
    ],
    fixed: [
      ["Leather", 1],
      ["Dagger", 2],
      ["Thieves' tools", 1],
    ],
  },
  Sorcerer: {
    rows: [[CROSSBOW, [any("simple")]], FOCUS, pack("Dungeoneer", "Explorer")],
    fixed: [["Dagger", 2]],
  },
  Warlock: {
    rows: [[CROSSBOW, [any("simple")]], FOCUS, pack("Scholar", "Dungeoneer"), [[any("simple")]]],
    fixed: [
      ["Leather", 1],
      ["Dagger", 2],
    ],
  },
  Wizard: {
    rows: [[[one("Quarterstaff")], [one("Dagger")]], FOCUS, pack("Scholar", "Explorer")],
    fixed: [["Spellbook", 1]],
  },
};

/** What a character starts with: its choices of each row, what its class gives to all, and the background's. */
export function startingItems(
  problems: Problems,
  className: string,
  chosen: readonly (GearChoice | null)[],
  given: readonly (readonly [item: string, quantity: number])[],
  catalogue: Catalogue,
): readonly SheetItem[] {
  const table = STARTING_EQUIPMENT[className] ?? { rows: [], fixed: [] };
  const taken: [string, number][] = [];
  for (const [index, row] of table.rows.entries()) {
    const field = `equipment.${index}`;
    const choice = chosen[index];
    const entries = row[choice?.option ?? 0];
    problems.offer(field, "starting equipment", row.map(say));
    if (choice === undefined || choice === null)
      problems.add(field, "missing", `choose one of ${row.length}: ${row.map(say).join(" / ")}`, {
        count: 1,
        from: row.map(say),
      });
    else if (entries === undefined) problems.add(`${field}.option`, "unknown", `0 to ${row.length - 1}`);
    else taken.push(...filled(problems, field, entries, choice.items ?? [], catalogue));
  }
  if (chosen.length > table.rows.length)
    problems.add("equipment", "too-many", `${className} chooses ${table.rows.length} times`);
  return inHand([...taken, ...table.fixed, ...given], catalogue);
}

function filled(
  problems: Problems,
  field: string,
  entries: readonly Entry[],
  named: readonly string[],
  catalogue: Catalogue,
): readonly [string, number][] {
  const found: [string, number][] = [];
  let next = 0;
  for (const entry of entries) {
    if (!("any" in entry)) {
      found.push([entry[0], entry[1]]);
      continue;
    }
    const at = `${field}.items.${next}`;
    const name = named[next];
    next += 1;
    const open = catalogue.gear.filter(({ kinds }) => kinds.includes(entry.any)).map((one) => one.name);
    problems.offer(at, say([entry]), open);
    const gear = name === undefined ? undefined : catalogue.gear.find((one) => same(one.name, name));
    if (name === undefined) problems.add(at, "missing", `name ${say([entry])}`, { count: 1, from: open });
    else if (!gear?.kinds.includes(entry.any)) problems.add(at, "unknown", `${name} is not ${say([entry])}`);
    else found.push([gear.name, 1]);
  }
  if (named.length > next)
    problems.add(`${field}.items`, "too-many", `there is nothing to name beyond ${next}`);
  return found;
}

/** `any martial weapon`, for people. */
export function say(entries: readonly Entry[]): string {
  const weapon = ["simple", "simple-melee", "martial", "martial-melee"];
  return entries
    .map((entry) => {
      if ("any" in entry)
        return `any ${entry.any.replaceAll("-", " ")}${weapon.includes(entry.any) ? " weapon" : ""}`;
      return entry[1] === 1 ? entry[0] : `${entry[1]} ${entry[0]}`;
    })
    .join(" and ");
}

/** One line for each thing; armor is worn, the first weapon in hand, a shield where a hand is free. */
function inHand(all: readonly (readonly [string, number])[], catalogue: Catalogue): readonly SheetItem[] {
  const counts = new Map<string, number>();
  for (const [name, quantity] of all) counts.set(name, (counts.get(name) ?? 0) + quantity);
  const kindsOf = (name: string) => catalogue.gear.find((gear) => same(gear.name, name))?.kinds ?? [];
  const has = (kind: GearKind) => [...counts.keys()].filter((name) => kindsOf(name).includes(kind));
  const weapon = [...counts.keys()].find((name) =>
    kindsOf(name).some((kind) => kind === "simple" || kind === "martial"),
  );
  const twoHanded = weapon !== undefined && kindsOf(weapon).includes("two-handed");
  const worn = new Set([has("armor")[0], weapon, twoHanded ? undefined : has("shield")[0]]);
  return [...counts].map(([item, quantity]) => ({ item, quantity, equipped: worn.has(item) }));
}
