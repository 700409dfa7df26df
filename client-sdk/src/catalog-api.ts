/** The catalog, pictures, and what characters have of them, over HTTP. */
import type { Http } from "./http.ts";

export type Visibility = "PUBLIC" | "PRIVATE" | "HIDDEN";
export type Rarity = "COMMON" | "UNCOMMON" | "RARE" | "EPIC" | "LEGENDARY";
export type ItemSlot =
  | "NONE"
  | "HEAD"
  | "FACE"
  | "CHEST"
  | "LEGS"
  | "FEET"
  | "HANDS"
  | "ONE_HAND"
  | "TWO_HANDS"
  | "RING"
  | "AMULET"
  | "BELT"
  | "BACKPACK"
  | "CLOAK";
export type EquipmentSlot =
  | "head"
  | "face"
  | "chest"
  | "legs"
  | "feet"
  | "hands"
  | "rightHand"
  | "leftHand"
  | "rightRing"
  | "leftRing"
  | "amulet"
  | "belt"
  | "backpack"
  | "cloak";

type Ids = readonly string[];
type Written = {
  readonly name: string;
  readonly description: string | null;
  readonly visibility: Visibility;
};
type Pictured = Written & { readonly imageId: string | null; readonly tags: Ids };
type Made = {
  readonly id: string;
  /** null: nobody's, of the SRD. */
  readonly ownerId: string | null;
  /** A moderator took it off the public shelf. */
  readonly isWithheld: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};
type Pool = "health" | "mana" | "stamina";
type Score = "strength" | "constitution" | "dexterity" | "intelligence" | "wisdom" | "charisma";

/** What a maker writes of an entry, by kind. Joins are ids of other entries. */
export type CatalogFields = {
  readonly tags: Written;
  readonly races: Pictured & { readonly [Name in `${Pool | Score}Modifier`]: number } & {
    readonly skills: Ids;
  };
  readonly archetypes: Pictured & { readonly skills: Ids; readonly requiredRaces: Ids };
  readonly skills: Pictured & { readonly requiredLevel: number };
  readonly perks: Pictured & { readonly requiredLevel: number };
  readonly items: Pictured & { readonly [Name in `bonus${Capitalize<Pool | Score>}`]: number | null } & {
    readonly damage: number | null;
    readonly defense: number | null;
    readonly rarity: Rarity;
    readonly slot: ItemSlot;
    readonly requiredLevel: number;
    /** Pounds. */
    readonly weight: number;
    readonly durability: number;
    readonly maxDurability: number;
    /** Copper pieces. */
    readonly value: number;
    readonly is2Handed: boolean;
    readonly isThrowable: boolean;
    readonly isConsumable: boolean;
    readonly isQuestItem: boolean;
    readonly isTradeable: boolean;
    readonly bonusSkills: Ids;
    readonly bonusPerks: Ids;
  };
};
export type CatalogKind = keyof CatalogFields;
export type CatalogEntry<K extends CatalogKind = CatalogKind> = CatalogFields[K] & Made;

export type CatalogPage<Row> = {
  readonly entries: readonly Row[];
  /** Where the next page goes on; null after the last one. */
  readonly next: string | null;
};

export type CatalogQuery = {
  /** Everybody's (unless said otherwise); one's own, all or of one visibility; for moderators, what is hidden. */
  readonly scope?: "public" | "own" | "hidden" | Visibility;
  readonly sort?: "name" | "recent" | "level";
  /**
   * Words of the name or the description, or their beginnings, that all have to be there. The order is then that of
   * the word that matched; a page may hold fewer entries than `limit`, also none, and still have a next one.
   */
  readonly search?: string;
  readonly after?: string | null;
  readonly limit?: number;
  readonly tag?: string;
  readonly level?: number;
  readonly rarity?: Rarity;
  readonly slot?: ItemSlot;
};

export type Image = Made & {
  readonly description: string | null;
  readonly visibility: Visibility;
  readonly size: number;
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
};

/** What a character has of the catalog. */
export type Belongings = {
  readonly sex: "MALE" | "FEMALE";
  readonly age: number;
  readonly description: string | null;
  readonly experience: number;
  readonly mana: number;
  readonly stamina: number;
  readonly visibility: Visibility;
  readonly imageId: string | null;
  readonly raceId: string | null;
  readonly archetypeId: string | null;
  readonly skills: Ids;
  readonly perks: Ids;
  readonly tags: Ids;
  readonly items: readonly { readonly itemId: string; readonly quantity: number }[];
  readonly equipment: Readonly<Record<EquipmentSlot, string | null>>;
};
export type BelongingsChanges = Partial<Omit<Belongings, "experience" | "items" | "equipment">>;

const part = encodeURIComponent;
const query = (fields: object): string => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
};

export class CatalogApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  list<K extends CatalogKind>(kind: K, asked: CatalogQuery = {}): Promise<CatalogPage<CatalogEntry<K>>> {
    return this.#http.json("GET", `/api/catalog/${kind}${query(asked)}`);
  }

  /** Every entry of a list, page by page. */
  async *all<K extends CatalogKind>(
    kind: K,
    asked: Omit<CatalogQuery, "after"> = {},
  ): AsyncIterable<CatalogEntry<K>> {
    let after: string | null = null;
    do {
      const page: CatalogPage<CatalogEntry<K>> = await this.list(kind, { ...asked, after });
      yield* page.entries;
      after = page.next;
    } while (after !== null);
  }

  get<K extends CatalogKind>(kind: K, id: string): Promise<CatalogEntry<K>> {
    return this.#http.json("GET", `/api/catalog/${kind}/${part(id)}`);
  }

  create<K extends CatalogKind>(
    kind: K,
    entry: Partial<CatalogFields[K]> & { readonly name: string },
  ): Promise<CatalogEntry<K>> {
    return this.#http.json("POST", `/api/catalog/${kind}`, entry);
  }

  change<K extends CatalogKind>(
    kind: K,
    id: string,
    changes: Partial<CatalogFields[K]>,
  ): Promise<CatalogEntry<K>> {
    return this.#http.json("PATCH", `/api/catalog/${kind}/${part(id)}`, changes);
  }

  /** Not while a character wears it or is of it. */
  remove(kind: CatalogKind, id: string): Promise<void> {
    return this.#http.json("DELETE", `/api/catalog/${kind}/${part(id)}`);
  }

  /** For moderators: off the public shelf, or back on it. */
  withhold(shelf: CatalogKind | "images", id: string, away = true): Promise<void> {
    return this.#http.json(away ? "PUT" : "DELETE", `/api/moderation/catalog/${shelf}/${part(id)}/withheld`);
  }

  belongings(character: string): Promise<Belongings> {
    return this.#http.json("GET", `/api/characters/${part(character)}/belongings`);
  }

  changeBelongings(character: string, changes: BelongingsChanges): Promise<Belongings> {
    return this.#http.json("PATCH", `/api/characters/${part(character)}/belongings`, changes);
  }

  /** How many of an item a character carries; 0 for none. */
  carry(character: string, item: string, quantity: number): Promise<Belongings> {
    return this.#http.json("PUT", `/api/characters/${part(character)}/items/${part(item)}`, { quantity });
  }

  /** Puts a carried item into a slot; null empties it. */
  equip(character: string, slot: EquipmentSlot, itemId: string | null): Promise<Belongings> {
    return this.#http.json("PUT", `/api/characters/${part(character)}/equipment/${slot}`, { itemId });
  }

  /** PNG, JPEG or WebP of at most 8 MiB, 4096 pixels a side; kept as a WebP of at most 1024. */
  upload(
    picture: Blob,
    about: { readonly description?: string; readonly visibility?: Visibility } = {},
  ): Promise<Image> {
    return this.#http.upload(`/api/images${query(about)}`, picture);
  }

  images(asked: Pick<CatalogQuery, "scope" | "after" | "limit"> = {}): Promise<CatalogPage<Image>> {
    return this.#http.json("GET", `/api/images${query(asked)}`);
  }

  image(id: string): Promise<Image> {
    return this.#http.json("GET", `/api/images/${part(id)}`);
  }

  changeImage(
    id: string,
    changes: { readonly description?: string | null; readonly visibility?: Visibility },
  ): Promise<Image> {
    return this.#http.json("PATCH", `/api/images/${part(id)}`, changes);
  }

  removeImage(id: string): Promise<void> {
    return this.#http.json("DELETE", `/api/images/${part(id)}`);
  }

  /** The picture, or a smaller one by its longer edge. */
  picture(id: string, edge?: 64 | 256): Promise<Blob> {
    return this.#http.download(`/api/images/${part(id)}/picture${query({ edge })}`);
  }

  /** Makes a picture that one sees the portrait of one's own character, also while it plays; null takes it off. */
  setPortrait(character: string, imageId: string | null): Promise<void> {
    return this.#http.json("PUT", `/api/characters/${part(character)}/portrait`, { imageId });
  }

  /** A character's picture, for lists and for its token. */
  portrait(character: string, edge?: 64 | 256): Promise<Blob> {
    return this.#http.download(`/api/characters/${part(character)}/portrait${query({ edge })}`);
  }
}
