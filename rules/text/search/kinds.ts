import type { Section } from "../section.ts";

/** What a section describes, as far as its own text shows. */
export type Kind = "rule" | "spell" | "monster" | "item" | "feature" | "list" | "stub";

const CLASSES = new Set(
  "barbarian bard cleric druid fighter monk paladin ranger rogue sorcerer warlock wizard".split(" "),
);

export function kindOf(section: Section): Kind {
  const { text } = section;
  if (text.length < 40) return "stub";
  const head = text.slice(0, 900);
  if (/^.{0,80}(?:cantrip|\d(?:st|nd|rd|th)-level \w+)/iu.test(head) && /casting time/iu.test(head))
    return "spell";
  if (/armor class/iu.test(head) && /hit points/iu.test(head) && /str\b.{0,12}dex\b/iu.test(head))
    return "monster";
  if (
    /^(?:wondrous item|weapon|armor|potion|ring|rod|staff|wand|scroll)\b[^.\n]{0,60}?\b(?:common|uncommon|rare|legendary|artifact|varies)\b/iu.test(
      head,
    )
  )
    return "item";
  const lines = text.split("\n");
  if (lines.length > 2 && lines.every((line) => line.startsWith("•") && line.length < 45)) return "list";
  const top = section.path[0]?.toLowerCase() ?? "";
  if (CLASSES.has(top) && section.path.length > 1) return "feature";
  return "rule";
}

/** What hardly anything but a magic item is called; a question with one of these asks for an item of that sort. */
export const ITEM_NOUNS: ReadonlySet<string> = new Set(
  (
    "amulet belt boots bracers brooch broom cape carpet cloak deck gauntlets gem gloves goggles headband helm horn medallion necklace pearl " +
    "pipes ring robe rod scarab slippers staff tome wand"
  ).split(" "),
);
