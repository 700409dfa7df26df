/** Making characters step by step, raising them, and explaining every number of their sheets. Pure. */
export { advancement } from "./advancement.ts";
export { type Built, buildCharacter, levelUp } from "./build.ts";
export { carriedAfter, hitPointsAfter } from "./carried.ts";
export type { Catalogue, GearEntry, GearKind, SpellEntry } from "./catalogue.ts";
export type {
  CharacterChoices,
  DraftChoices,
  GearChoice,
  LevelChoices,
  PreparedChoices,
  Rolled,
  ScoreChoice,
} from "./choices.ts";
export { type SheetProficiency, sheetDetails, sheetProficiencies } from "./details.ts";
export { type Drafted, draftCharacter, draftLevel, draftPrepared } from "./draft.ts";
export {
  type Explained,
  type ExplainedAttack,
  type ExplainedCasting,
  type ExplainedSheet,
  explainSheet,
} from "./explain.ts";
export { classGuide, raceGuide } from "./guide.ts";
export type { Offer, Problem, ProblemCode } from "./problem.ts";
export { POINT_COST, POINTS, STANDARD_ARRAY, scoreOf } from "./scores.ts";
