import type { FieldProblem } from "../../src/index.ts";
import { sentence } from "../form.tsx";

export const ABILITIES: readonly (readonly [key: string, name: string])[] = [
  ["str", "Strength"],
  ["dex", "Dexterity"],
  ["con", "Constitution"],
  ["int", "Intelligence"],
  ["wis", "Wisdom"],
  ["cha", "Charisma"],
];

/** What fields are called on the page. A field without a name here is called what the server calls it. */
const TITLES: Readonly<Record<string, string>> = {
  method: "Way to get your scores",
  scores: "Scores",
  roll: "Dice",
  ...Object.fromEntries(ABILITIES),
  race: "Race",
  subrace: "Subrace",
  draconicAncestor: "Draconic ancestor",
  raceAbilities: "Abilities that your race raises",
  raceSkills: "Skills of your race",
  raceTool: "Tool of your race",
  raceCantrip: "Cantrip of your race",
  background: "Background",
  backgroundSkills: "Skills of your background",
  backgroundTools: "Tools in place of languages",
  languages: "Languages",
  class: "Class",
  subclass: "Subclass",
  skills: "Skills",
  tools: "Tools",
  expertise: "Expertise",
  fightingStyle: "Fighting style",
  improve: "Ability score improvement",
  feat: "A feat instead",
  hitPoints: "Hit points",
  cantrips: "Cantrips",
  spells: "Spells",
  forget: "Give up a spell for another",
  arcanum: "Mystic arcanum",
  prepared: "Prepared spells",
  invocations: "Eldritch invocations",
  pactBoon: "Pact boon",
  metamagic: "Metamagic",
  land: "Land",
  huntersPrey: "Hunter’s prey",
};

const NAMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ABILITIES),
  "standard-array": "Standard array",
  "point-buy": "Buy with points",
  rolled: "Roll the dice",
  fixed: "The fixed value",
};

export const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

export const nameOf = (name: string): string => NAMES[name] ?? capital(name);

export const titleOf = (field: string, what: string): string =>
  /^equipment\.\d+$/.test(field)
    ? `Starting equipment ${Number(field.split(".")[1]) + 1}`
    : (TITLES[field.split(".").at(-1) ?? ""] ?? capital(what));

/** A problem beside its field: what may be chosen stands there already. */
export const wordsOf = ({ code, detail, choose }: FieldProblem): string =>
  code === "missing" && choose !== undefined
    ? choose.count === 1
      ? "Choose one."
      : `Choose ${choose.count}.`
    : sentence(detail);

export const signed = (value: number): string => (value < 0 ? `−${-value}` : `+${value}`);
