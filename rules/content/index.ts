export type { Sheet } from "../creatures/sheet.ts";
export { srdCatalogue } from "./catalogue.ts";
export { type Coverage, type Gap, monsterCoverage, monsterGaps } from "./coverage.ts";
export { armorRecord, gearItem, weaponRecord } from "./equipment.ts";
export { monsterNames } from "./monster-record.ts";
export { type MonsterPlace, monsterSpec } from "./monsters.ts";
export { type CharacterPlace, sheetSpec } from "./sheets.ts";

/** Raised whenever a record changes; stands in `session-started`. */
export const CONTENT_VERSION = "srd-5.1+1";
