import type { Catalogue, GearEntry, GearKind, SpellEntry } from "../creation/catalogue.ts";
import { weaponRecord } from "./equipment.ts";
import { type RawEquipment, rawEquipment, rawSpells } from "./raw.ts";

let known: Catalogue | null = null;

/** The spells and the gear of the SRD, as far as making a character asks for them. */
export function srdCatalogue(): Catalogue {
  known ??= {
    spells: rawSpells().map(
      (raw): SpellEntry => ({
        name: raw.name,
        level: raw.level,
        school: raw.school.name,
        classes: raw.classes.map(({ name }) => name),
        ritual: raw.ritual,
        concentration: raw.concentration,
      }),
    ),
    gear: rawEquipment().map((raw): GearEntry => ({ name: raw.name, kinds: kindsOf(raw) })),
  };
  return known;
}

function kindsOf(raw: RawEquipment): readonly GearKind[] {
  const weapon = weaponRecord(raw.name);
  if (weapon !== null) {
    const melee = weapon.ranged ? [] : ([`${weapon.category}-melee`] as const);
    return [
      weapon.category,
      ...melee,
      ...(weapon.properties.includes("two-handed") ? (["two-handed"] as const) : []),
    ];
  }
  if (raw.armor_class !== undefined) return [raw.armor_category === "Shield" ? "shield" : "armor"];
  const gear = (raw.gear_category ?? "").toLowerCase();
  if (gear === "holy symbol") return ["holy-symbol"];
  if (gear === "arcane focus") return ["arcane-focus"];
  if (gear === "druidic focus") return ["druidic-focus"];
  if (gear === "equipment pack") return ["pack"];
  if (gear === "kit") return ["tool"];
  if (raw.tool_category === "Musical Instrument") return ["tool", "instrument"];
  if (raw.tool_category === "Artisan's Tools") return ["tool", "artisan"];
  if (raw.equipment_category === "Tools") return ["tool"];
  return [];
}
