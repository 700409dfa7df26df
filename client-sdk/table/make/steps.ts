/** The steps of making a character: which of the server's fields are asked for when. */
import type { CharacterDraft } from "../../src/index.ts";

export type StepId =
  | "race"
  | "class"
  | "background"
  | "abilities"
  | "choices"
  | "equipment"
  | "spells"
  | "review";

export type Step = { readonly id: StepId; readonly title: string; readonly owns: RegExp };

/** The first that owns a field asks for it; the choices own whatever no other does. */
export const STEPS: readonly Step[] = [
  { id: "race", title: "Name and race", owns: /^(name|race|subrace|race[A-Z]\w*|draconicAncestor)(\.|$)/ },
  { id: "class", title: "Class", owns: /^levels(\.0\.class)?$/ },
  { id: "background", title: "Background", owns: /^(background\w*|languages)(\.|$)/ },
  { id: "abilities", title: "Abilities", owns: /^abilities(\.|$)/ },
  { id: "equipment", title: "Equipment", owns: /^equipment(\.|$)/ },
  { id: "spells", title: "Spells", owns: /^levels\.\d+\.(cantrips|spells|prepared|arcanum|forget)(\.|$)/ },
  { id: "choices", title: "Skills and more", owns: /^/ },
];

const ORDER: readonly StepId[] = [
  "race",
  "class",
  "background",
  "abilities",
  "choices",
  "equipment",
  "spells",
  "review",
];

export const stepOf = (field: string): StepId => STEPS.find(({ owns }) => owns.test(field))?.id ?? "choices";

export const titleOfStep = (id: StepId): string => STEPS.find((step) => step.id === id)?.title ?? "The sheet";

/** The steps there are: nobody is led to spells who has none. */
export function stepsFor(answer: CharacterDraft | null): readonly StepId[] {
  const spells = answer?.offers.some(({ field }) => stepOf(field) === "spells") ?? false;
  const wrong = answer?.problems.some(({ field }) => stepOf(field) === "spells") ?? false;
  return ORDER.filter((id) => id !== "spells" || spells || wrong);
}
