/** Pairs of spells by the class level that gives them. */
type Gifts = readonly (readonly [level: number, ...spells: readonly string[]])[];

/** @srd Cleric > Life Domain; Paladin > Oath of Devotion: always prepared, beyond the number that one prepares. */
const ALWAYS: Readonly<Record<string, Gifts>> = {
  "Life Domain": [
    [1, "Bless", "Cure Wounds"],
    [3, "Lesser Restoration", "Spiritual Weapon"],
    [5, "Beacon of Hope", "Revivify"],
    [7, "Death Ward", "Guardian of Faith"],
    [9, "Mass Cure Wounds", "Raise Dead"],
  ],
  "Oath of Devotion": [
    [3, "Protection from Evil and Good", "Sanctuary"],
    [5, "Lesser Restoration", "Zone of Truth"],
    [9, "Beacon of Hope", "Dispel Magic"],
    [13, "Freedom of Movement", "Guardian of Faith"],
    [17, "Commune", "Flame Strike"],
  ],
};

/** @srd Druid > Circle of the Land > Circle Spells */
const OF_LAND: Readonly<Record<string, Gifts>> = {
  Arctic: [
    [3, "Hold Person", "Spike Growth"],
    [5, "Sleet Storm", "Slow"],
    [7, "Freedom of Movement", "Ice Storm"],
    [9, "Commune with Nature", "Cone of Cold"],
  ],
  Coast: [
    [3, "Mirror Image", "Misty Step"],
    [5, "Water Breathing", "Water Walk"],
    [7, "Control Water", "Freedom of Movement"],
    [9, "Conjure Elemental", "Scrying"],
  ],
  Desert: [
    [3, "Blur", "Silence"],
    [5, "Create Food and Water", "Protection from Energy"],
    [7, "Blight", "Hallucinatory Terrain"],
    [9, "Insect Plague", "Wall of Stone"],
  ],
  Forest: [
    [3, "Barkskin", "Spider Climb"],
    [5, "Call Lightning", "Plant Growth"],
    [7, "Divination", "Freedom of Movement"],
    [9, "Commune with Nature", "Tree Stride"],
  ],
  Grassland: [
    [3, "Invisibility", "Pass without Trace"],
    [5, "Daylight", "Haste"],
    [7, "Divination", "Freedom of Movement"],
    [9, "Dream", "Insect Plague"],
  ],
  Mountain: [
    [3, "Spider Climb", "Spike Growth"],
    [5, "Lightning Bolt", "Meld into Stone"],
    [7, "Stone Shape", "Stoneskin"],
    [9, "Passwall", "Wall of Stone"],
  ],
  Swamp: [
    [3, "Acid Arrow", "Darkness"],
    [5, "Water Walk", "Stinking Cloud"],
    [7, "Freedom of Movement", "Locate Creature"],
    [9, "Insect Plague", "Scrying"],
  ],
};

/** @srd Warlock > The Fiend > Expanded Spell List: these count as warlock spells, once they can be learned. */
const EXPANDED: Readonly<Record<string, readonly string[]>> = {
  "The Fiend": [
    "Burning Hands",
    "Command",
    "Blindness/Deafness",
    "Scorching Ray",
    "Fireball",
    "Stinking Cloud",
    "Fire Shield",
    "Wall of Fire",
    "Flame Strike",
    "Hallow",
  ],
};

/** What a subclass has in mind by itself at that level of its class. */
export function alwaysPrepared(
  of: { readonly level: number; readonly subclass?: string | undefined },
  land: string | undefined,
): readonly string[] {
  const gifts = /land/i.test(of.subclass ?? "") ? OF_LAND[land ?? ""] : ALWAYS[of.subclass ?? ""];
  return (gifts ?? []).flatMap(([level, ...spells]) => (level <= of.level ? spells : []));
}

export const expandedList = (subclass: string | undefined): readonly string[] =>
  EXPANDED[subclass ?? ""] ?? [];
