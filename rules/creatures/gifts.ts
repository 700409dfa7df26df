import type { Part } from "../creature.ts";
import { ABILITIES, type Ability, SKILLS } from "../vocabulary.ts";
import { raceRecord } from "./races.ts";
import type { Sheet, SheetGift } from "./sheet.ts";

const [LEAST, MOST] = [1, 30];

/** The sheet with what comes from beside it counted in: abilities within 1 and 30, and skills. */
export function withGifts(sheet: Sheet, gifts: readonly SheetGift[]): Sheet {
  if (gifts.length === 0) return sheet;
  const abilities: Record<Ability, number> = { ...sheet.abilities };
  for (const ability of ABILITIES) {
    const more = gifts.reduce((sum, gift) => sum + (gift.abilities?.[ability] ?? 0), 0);
    abilities[ability] = Math.min(MOST, Math.max(LEAST, abilities[ability] + more));
  }
  const known = [...(sheet.skills ?? []), ...(raceRecord(sheet.race)?.skills ?? [])].map(skillKey);
  const skills = gifts
    .flatMap((gift) => gift.skills ?? [])
    .map(skillKey)
    .filter((name, at, all) => name in SKILLS && !known.includes(name) && all.indexOf(name) === at);
  return {
    ...sheet,
    abilities,
    skills: [...(sheet.skills ?? []), ...skills],
    beside: { abilities: sheet.abilities, skills, gifts },
  };
}

const skillKey = (name: string): string => name.trim().toLowerCase();

/** What gifts add to an ability, and where they were cut. */
export function giftParts(sheet: Sheet, ability: Ability): readonly Part[] {
  if (sheet.beside === undefined) return [];
  const parts = sheet.beside.gifts.flatMap(({ from, abilities }) => {
    const value = abilities?.[ability] ?? 0;
    return value === 0 ? [] : [{ value, why: from }];
  });
  const sum = parts.reduce((total, { value }) => total + value, sheet.beside.abilities[ability]);
  const cut = sheet.abilities[ability] - sum;
  return cut === 0
    ? parts
    : [...parts, { value: cut, why: cut < 0 ? `${MOST} at most` : `${LEAST} at least` }];
}

export const hitPointGifts = (sheet: Sheet): readonly Part[] =>
  (sheet.beside?.gifts ?? []).flatMap(({ from, hitPoints = 0 }) =>
    hitPoints === 0 ? [] : [{ value: hitPoints, why: from }],
  );

/** Which gift alone made somebody proficient in a skill; null when the sheet itself says so. */
export function giverOfSkill(sheet: Sheet, skill: string): string | null {
  if (sheet.beside?.skills.includes(skill) !== true) return null;
  return sheet.beside.gifts.find((gift) => gift.skills?.some((one) => skillKey(one) === skill))?.from ?? null;
}
