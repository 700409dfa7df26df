/** The catalog's bodies: what is sent, and what is answered. */
import { z } from "zod";
import { EQUIPMENT_SLOTS } from "../../../db/catalog/belongings.ts";
import type { Entry, Kind } from "../../../db/catalog/kinds.ts";

/** What Postgres can store. */
const storable = (text: string): boolean => !text.includes("\u0000") && text.isWellFormed();
const words = (most: number) =>
  z.string().trim().max(most).refine(storable, "a character that cannot be stored");
const name = words(80).min(1);
const description = words(8000).nullable();
export const visibility = z.enum(["PUBLIC", "PRIVATE", "HIDDEN"]);
export const rarity = z.enum(["COMMON", "UNCOMMON", "RARE", "EPIC", "LEGENDARY"]);
export const itemSlot = z.enum([
  "NONE",
  "HEAD",
  "FACE",
  "CHEST",
  "LEGS",
  "FEET",
  "HANDS",
  "ONE_HAND",
  "TWO_HANDS",
  "RING",
  "AMULET",
  "BELT",
  "BACKPACK",
  "CLOAK",
]);
const uuid = z.uuid().toLowerCase();
const ids = z.array(uuid).max(50);
const level = z.int().min(0).max(20);
const modifier = z.int().min(-1000).max(1000);
const bonus = modifier.nullable();
const strength = z.int().min(0).max(1000).nullable();
const wear = z.int().min(0).max(1_000_000);

const written = { name, description, visibility };
const pictured = { ...written, imageId: uuid.nullable(), tags: ids };
const POOLS = ["health", "mana", "stamina"] as const;
const SCORES = ["strength", "constitution", "dexterity", "intelligence", "wisdom", "charisma"] as const;
const capital = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}`;
const each = <Shape extends z.ZodType>(key: (name: string) => string, shape: Shape): Record<string, Shape> =>
  Object.fromEntries([...POOLS, ...SCORES].map((one) => [key(one), shape]));

/** What its maker writes, by kind. */
const FIELDS: Readonly<Record<Kind, Readonly<Record<string, z.ZodType>>>> = {
  tags: written,
  races: { ...pictured, ...each((one) => `${one}Modifier`, modifier), skills: ids },
  archetypes: { ...pictured, skills: ids, requiredRaces: ids },
  skills: { ...pictured, requiredLevel: level },
  perks: { ...pictured, requiredLevel: level },
  items: {
    ...pictured,
    ...each((one) => `bonus${capital(one)}`, bonus),
    damage: strength.describe("Of a weapon: the most that a hit deals."),
    defense: strength.describe("Of armor: what it makes of the armor class, or adds to it."),
    rarity,
    slot: itemSlot,
    requiredLevel: level,
    weight: z.number().min(0).max(1_000_000).describe("Pounds."),
    durability: wear,
    maxDurability: wear,
    value: z.int().min(0).max(2_000_000_000).describe("Copper pieces."),
    is2Handed: z.boolean(),
    isThrowable: z.boolean(),
    isConsumable: z.boolean(),
    isQuestItem: z.boolean(),
    isTradeable: z.boolean(),
    bonusSkills: ids,
    bonusPerks: ids,
  },
};

const TITLES: Readonly<Record<Kind, string>> = {
  tags: "Tag",
  races: "Race",
  archetypes: "Archetype",
  skills: "Skill",
  perks: "Perk",
  items: "Item",
};
const stamps = {
  id: z.uuid(),
  ownerId: z.uuid().nullable().describe("null: nobody's, of the SRD."),
  isWithheld: z.boolean().describe("A moderator took it off the public shelf."),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** One object for each kind, so that the document names it once. */
const byKind = <Made>(make: (kind: Kind) => Made): Readonly<Record<Kind, Made>> => ({
  tags: make("tags"),
  races: make("races"),
  archetypes: make("archetypes"),
  skills: make("skills"),
  perks: make("perks"),
  items: make("items"),
});

/** The worn part of a thing is never more than the whole. */
const holds = (body: Readonly<Record<string, unknown>>): boolean => {
  const { durability = 100, maxDurability = 100 } = body;
  return typeof durability !== "number" || typeof maxDurability !== "number" || durability <= maxDurability;
};
export const newEntry = byKind((kind) =>
  z
    .strictObject({ ...z.object(FIELDS[kind]).partial().shape, name })
    .refine(holds, { path: ["durability"], message: "more than maxDurability" }),
);
export const changedEntry = byKind((kind) => z.strictObject(FIELDS[kind]).partial());
export const entry = byKind((kind) =>
  z.strictObject({ ...stamps, ...FIELDS[kind] }).meta({ id: TITLES[kind] }),
);
export const entryPage = byKind((kind) =>
  z
    .strictObject({ entries: z.array(entry[kind]), next: z.string().nullable() })
    .meta({ id: `${TITLES[kind]}Page` }),
);
export type AnyEntry = Entry;

const scope = z
  .enum(["public", "own", "hidden", "PUBLIC", "PRIVATE", "HIDDEN"])
  .default("public")
  .describe("Everybody's; one's own, all or of one visibility; or, for moderators, what is hidden.");
const after = z.string().max(600).optional().describe("`next` of the page before.");
const limit = z.coerce.number().int().min(1).max(100).default(50);
const listed = { scope, after, limit };
const search = words(80)
  .min(1)
  .optional()
  .describe(
    "Words of the name or the description, or their beginnings; all have to be there. The order is then that of the " +
      "word that matched, and a page may hold fewer entries than asked for and still have a next one.",
  );
const leveled = {
  ...listed,
  search,
  sort: z.enum(["name", "recent", "level"]).default("name"),
  level: z.coerce.number().int().min(0).max(20).optional(),
  tag: uuid.optional(),
};
const plain = { ...listed, search, sort: z.enum(["name", "recent"]).default("name") };
export const asked: Readonly<Record<Kind, z.ZodObject>> = {
  tags: z.object(plain),
  races: z.object({ ...plain, tag: uuid.optional() }),
  archetypes: z.object({ ...plain, tag: uuid.optional() }),
  skills: z.object(leveled),
  perks: z.object(leveled),
  items: z.object({ ...leveled, rarity: rarity.optional(), slot: itemSlot.optional() }),
};

const amount = z.int().min(0).max(100_000);
const profile = {
  sex: z.enum(["MALE", "FEMALE"]),
  age: amount,
  description,
  mana: amount,
  stamina: amount,
  visibility,
  imageId: uuid.nullable(),
  raceId: uuid.nullable(),
  archetypeId: uuid.nullable(),
  skills: ids,
  perks: ids,
  tags: ids,
};
export const changedBelongings = z.strictObject(profile).partial();
export const belongings = z
  .strictObject({
    ...profile,
    experience: z.int().describe("What play brought; nobody writes it."),
    items: z.array(z.strictObject({ itemId: z.uuid(), quantity: z.int() })),
    equipment: z.strictObject(Object.fromEntries(EQUIPMENT_SLOTS.map((slot) => [slot, z.uuid().nullable()]))),
  })
  .meta({ id: "Belongings" });
export const quantity = z.strictObject({ quantity: z.int().min(0).max(10_000) });
export const worn = z.strictObject({ itemId: uuid.nullable() });
export const equipmentSlot = z.enum(EQUIPMENT_SLOTS);

const picture = { description: words(1000).nullable(), visibility };
export const pictureQuery = z.object({
  description: words(1000).optional(),
  visibility: visibility.default("PUBLIC"),
});
export const changedPicture = z.strictObject(picture).partial();
export const image = z
  .strictObject({
    ...stamps,
    ...picture,
    size: z.int().describe("Bytes."),
    mimeType: z.string(),
    width: z.int(),
    height: z.int(),
  })
  .meta({ id: "Image" });
export const imagePage = z
  .strictObject({ entries: z.array(image), next: z.string().nullable() })
  .meta({ id: "ImagePage" });
export const askedImages = z.object(listed);
export const edge = z.object({
  edge: z
    .enum(["64", "256"])
    .transform(Number)
    .optional()
    .describe("The longer edge; the whole picture without it."),
});
