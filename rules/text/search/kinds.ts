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

/** Words of a question that tell which kind of thing it is about. */
export const KIND_CUES: Readonly<Record<string, Kind>> = {
  spell: "spell",
  cantrip: "spell",
  upcast: "spell",
  cast: "spell",
  casting: "spell",
  concentration: "spell",
  monster: "monster",
  boss: "monster",
  statblock: "monster",
  cr: "monster",
  ring: "item",
  wand: "item",
  potion: "item",
  cloak: "item",
  boots: "item",
  sword: "item",
  staff: "item",
  amulet: "item",
  attune: "item",
  attuned: "item",
  attunement: "item",
};
