/** Foundry's dnd5e keys for what the SRD names in words. */
import { TOOLS } from "../../rules/creation/level-choices.ts";
import type { Skill } from "../../rules/vocabulary.ts";

/** Foundry's three letters. */
export const FOUNDRY_SKILLS: Readonly<Record<string, Skill>> = {
  acr: "acrobatics",
  ani: "animal handling",
  arc: "arcana",
  ath: "athletics",
  dec: "deception",
  his: "history",
  ins: "insight",
  itm: "intimidation",
  inv: "investigation",
  med: "medicine",
  nat: "nature",
  prc: "perception",
  prf: "performance",
  per: "persuasion",
  rel: "religion",
  slt: "sleight of hand",
  ste: "stealth",
  sur: "survival",
};

/** Keys that are not how the tool's name begins. */
const ODD_TOOLS: Readonly<Record<string, string>> = {
  card: "Playing card set",
  navg: "Navigator's tools",
  panflute: "Pan flute",
  thief: "Thieves' tools",
};

/** `mason` is Mason's tools; null for keys of kinds (`art`, `vehicle`) and of tools that the SRD has not. */
export const toolOf = (key: string): string | null =>
  ODD_TOOLS[key] ?? TOOLS.find((tool) => tool.toLowerCase().startsWith(key.toLowerCase())) ?? null;

export function toolKeyOf(tool: string): string | null {
  const name = tool.toLowerCase();
  const odd = Object.entries(ODD_TOOLS).find(([, odd]) => odd.toLowerCase() === name);
  if (odd !== undefined) return odd[0];
  if (!TOOLS.some((known) => known.toLowerCase() === name)) return null;
  const first = name.split(/[' ]/)[0] ?? name;
  // The kits are known by their first four letters.
  return name.endsWith(" kit") ? first.slice(0, 4) : first;
}

const ODD_LANGUAGES: Readonly<Record<string, string>> = {
  cant: "Thieves' Cant",
  deep: "Deep Speech",
};

export const languageOf = (key: string): string =>
  ODD_LANGUAGES[key] ?? `${key.charAt(0).toUpperCase()}${key.slice(1)}`;
