/** What the people of the sample made themselves: of each kind, and for everybody, for themselves, or hidden. */
import type { EquipmentSlot } from "../db/catalog/belongings.ts";
import type { Changes } from "../db/catalog/entries.ts";
import type { Entry, Kind } from "../db/catalog/kinds.ts";
import type { UserId } from "../rules/ids.ts";
import type { Catalog } from "./adapters/catalog.ts";

type Named<K extends Kind> = Omit<Changes<K>, JoinName> & { readonly name: string };
type JoinName = "tags" | "skills" | "requiredRaces" | "bonusSkills" | "bonusPerks";
/** Other entries by name: the maker's own, or those of the public shelf. */
type Joins = { readonly [Join in JoinName]?: readonly string[] };

type Homebrew = {
  readonly maker: string;
  readonly kind: Kind;
  readonly name: string;
  readonly joins: Joins;
  /** What it is made with, once its joins are known. `visibility` is another one where the name is taken. */
  readonly make: (
    catalog: Catalog,
    by: UserId,
    ids: Joins,
    visibility?: "PRIVATE",
  ) => ReturnType<Catalog["create"]>;
};

const brew = <K extends Kind>(maker: string, kind: K, fields: Named<K>, joins: Joins = {}): Homebrew => ({
  maker,
  kind,
  name: fields.name,
  joins,
  make: (catalog, by, ids, visibility) =>
    // The fields of one kind; the joins that are named are that kind's.
    catalog.create(by, kind, { ...fields, ...ids, ...(visibility && { visibility }) } as Changes<K> & {
      readonly name: string;
    }),
});

const KIND_OF: Readonly<Record<JoinName, Kind>> = {
  tags: "tags",
  skills: "skills",
  requiredRaces: "races",
  bonusSkills: "skills",
  bonusPerks: "perks",
};

/** In the order in which one needs the other. */
const HOMEBREW: readonly Homebrew[] = [
  brew("Morgan", "tags", { name: "Sallow Ford", description: "What belongs to the mill and the river." }),
  brew("Pim", "tags", { name: "Pim's pockets", visibility: "PRIVATE" }),
  brew(
    "Morgan",
    "skills",
    { name: "Bellcraft", description: "Casting, tuning and reading bells.", requiredLevel: 2 },
    { tags: ["Sallow Ford"] },
  ),
  brew(
    "Morgan",
    "perks",
    { name: "Flood-wise", description: "Knows by the sound how deep water is.", requiredLevel: 1 },
    { tags: ["Sallow Ford"] },
  ),
  brew(
    "Morgan",
    "races",
    {
      name: "Moon Elf",
      description: "Elves of the night ferries, quick on wet stone.",
      dexterityModifier: 12,
      healthModifier: 103,
    },
    { skills: ["Stealth"], tags: ["Sallow Ford"] },
  ),
  brew("Wen", "races", {
    name: "Weir-born",
    description: "A secret of Wen's until it is told at the table.",
    wisdomModifier: 11,
    visibility: "PRIVATE",
  }),
  brew(
    "Morgan",
    "archetypes",
    { name: "Bell Warden", description: "Keeps what was cast at Sallow Ford, and whoever rings it." },
    { skills: ["Religion", "Bellcraft"], requiredRaces: ["Moon Elf"], tags: ["Sallow Ford"] },
  ),
  brew(
    "Morgan",
    "items",
    {
      name: "Ember Blade",
      description: "Still warm from the last pour.",
      slot: "ONE_HAND",
      damage: 8,
      rarity: "RARE",
      bonusStrength: 2,
      weight: 3,
      value: 50_000,
    },
    { tags: ["Sallow Ford"] },
  ),
  brew("Morgan", "items", {
    name: "Founder's Apron",
    description: "Boiled leather, scorched and proof against most things.",
    slot: "CHEST",
    defense: 12,
    weight: 12,
    value: 4_000,
  }),
  brew("Morgan", "items", {
    name: "Diver's Helm",
    slot: "HEAD",
    defense: 1,
    rarity: "UNCOMMON",
    weight: 6,
    value: 9_000,
  }),
  brew(
    "Morgan",
    "items",
    {
      name: "Band of the Ford",
      slot: "RING",
      rarity: "RARE",
      bonusHealth: 5,
      bonusDexterity: 1,
      requiredLevel: 3,
      weight: 0,
      value: 30_000,
    },
    { bonusPerks: ["Flood-wise"], bonusSkills: ["Bellcraft"] },
  ),
  brew("Pim", "items", {
    name: "Lucky Groat",
    description: "Has two heads. Nobody else needs to know.",
    slot: "AMULET",
    bonusCharisma: 1,
    weight: 0,
    value: 4,
    visibility: "PRIVATE",
  }),
  brew("Morgan", "items", {
    name: "Clapper of the Drowned Bell",
    description: "What they are looking for.",
    isQuestItem: true,
    isTradeable: false,
    rarity: "LEGENDARY",
    weight: 80,
    visibility: "HIDDEN",
  }),
];

/** What characters of the sample have of it, by their names. */
export const SAMPLE_WORN: Readonly<
  Record<
    string,
    {
      readonly race?: readonly [string];
      readonly archetype?: readonly [string];
      readonly perks?: readonly string[];
      readonly worn?: Partial<Readonly<Record<EquipmentSlot, string>>>;
      readonly carried?: readonly string[];
    }
  >
> = {
  "Kara Holt": { worn: { rightRing: "Band of the Ford" } },
  "Ruo Ashhand": { worn: { rightHand: "Ember Blade" } },
  "Pim Underbough": { worn: { amulet: "Lucky Groat" } },
  "Tomas Reed": { race: ["Moon Elf"], archetype: ["Bell Warden"], perks: ["Flood-wise"] },
  "Wen of the Weir": { race: ["Weir-born"] },
  "Nib Quillon": { worn: { head: "Diver's Helm" }, carried: ["Founder's Apron"] },
};

const FIRST = "00000000-0000-0000-0000-000000000000";

/** An entry by its name, one's own before everybody's; the list is entered where the name begins. */
export async function namedEntry<K extends Kind>(
  catalog: Catalog,
  by: UserId,
  kind: K,
  name: string,
): Promise<Entry<K> | null> {
  for (const scope of ["own", "public"] as const) {
    const page = await catalog.list(by, kind, {
      scope,
      sort: "name",
      limit: 1,
      after: { key: name, id: FIRST },
    });
    const [found] = page.entries;
    if (found?.name === name) return found;
  }
  return null;
}

/** Makes what is not there yet. A shared name that is somebody else's stays theirs: ours is then private. */
export async function seedHomebrew(
  catalog: Catalog,
  people: Readonly<Record<string, UserId>>,
): Promise<number> {
  let made = 0;
  for (const { maker, kind, name, joins, make } of HOMEBREW) {
    const by = people[maker];
    if (by === undefined || (await isOwn(catalog, by, kind, name))) continue;
    const ids = Object.fromEntries(
      await Promise.all(
        Object.entries(joins).map(
          async ([join, names]) => [join, await idsOf(catalog, by, join, names)] as const,
        ),
      ),
    );
    const first = await make(catalog, by, ids);
    const done =
      isRefused(first) && first.refused === "name-taken" ? await make(catalog, by, ids, "PRIVATE") : first;
    if (done === null || isRefused(done)) throw new Error(`the sample's ${kind} "${name}" was refused`);
    made += 1;
  }
  return made;
}

const isRefused = (answer: object | null): answer is { readonly refused: string } =>
  answer !== null && "refused" in answer;

const isOwn = async (catalog: Catalog, by: UserId, kind: Kind, name: string): Promise<boolean> =>
  (await namedEntry(catalog, by, kind, name))?.ownerId === by;

async function idsOf(
  catalog: Catalog,
  by: UserId,
  join: string,
  names: readonly string[],
): Promise<readonly string[]> {
  const kind = KIND_OF[join as JoinName];
  const found = await Promise.all(names.map((name) => namedEntry(catalog, by, kind, name)));
  return found.flatMap((entry) => entry?.id ?? []);
}
