import { z } from "zod";

const part = z.object({ value: z.int(), why: z.string() });
const explained = z.object({ total: z.int(), parts: z.array(part) }).meta({ id: "Explained" });
const counts = z.record(z.string(), z.int());

/** `ExplainedSheet` of the rules: each number with the parts that add up to it. */
export const explainedSheet = z
  .object({
    level: z.int(),
    proficiencyBonus: z.int(),
    abilities: z.record(z.string(), z.object({ score: explained, modifier: z.int() })),
    armorClass: explained,
    maxHp: explained,
    speedFeet: explained,
    initiative: explained,
    passivePerception: explained,
    saves: z.record(z.string(), explained),
    skills: z.record(z.string(), explained),
    attacks: z.array(
      z.object({
        name: z.string(),
        bonus: explained,
        damage: z.string(),
        damageParts: z.array(part),
        reachFeet: z.int(),
        range: z.object({ normalFeet: z.int(), longFeet: z.int() }).nullable(),
      }),
    ),
    attacksPerAction: z.int(),
    casting: z.array(
      z.object({
        class: z.string(),
        ability: z.string(),
        saveDc: explained,
        attack: explained,
        cantrips: z.int(),
        known: z.int().nullable(),
        prepared: explained.nullable(),
      }),
    ),
    slots: z.object({ byLevel: counts, casterLevels: z.array(part) }),
    hitDice: counts,
    features: z.array(z.looseObject({ id: z.string(), name: z.string(), from: z.string() })),
  })
  .meta({ id: "ExplainedSheet" });
