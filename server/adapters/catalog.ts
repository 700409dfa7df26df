import {
  type Belongings,
  type BelongingsChanges,
  type BelongingsRefusal,
  carry,
  changeBelongings,
  type EquipmentSlot,
  equip,
  findBelongings,
  setPortrait,
} from "../../db/catalog/belongings.ts";
import {
  type Asked,
  type Changes,
  createEntry,
  deleteEntry,
  findEntry,
  listEntries,
  type Page,
  updateEntry,
  withhold,
} from "../../db/catalog/entries.ts";
import {
  createImage,
  deleteImage,
  findImage,
  findProfilePicture,
  type ImageRecord,
  listImages,
  type NewImage,
  readPicture,
  setProfilePicture,
  updateImage,
} from "../../db/catalog/images.ts";
import type { Entry, Kind, Visibility } from "../../db/catalog/kinds.ts";
import { type CatalogRefusal, catalogRefusalOf } from "../../db/catalog/refusals.ts";
import type { Connection } from "../../db/connect.ts";
import { asUser, type PersonTx } from "../../db/transaction.ts";
import type { UserId } from "../../rules/ids.ts";

/** Why something of the catalog was not done. */
export type Refusal = CatalogRefusal | BelongingsRefusal;
/** A value, null where the person has no such thing, or why not. */
type Answer<Value> = Promise<Value | null | { readonly refused: Refusal }>;

/** The catalog as people ask it. Whose things they are, the database's policies say. */
export interface Catalog {
  list<K extends Kind>(by: UserId, kind: K, asked: Asked): Promise<Page<Entry<K>>>;
  find<K extends Kind>(by: UserId, kind: K, id: string): Promise<Entry<K> | null>;
  create<K extends Kind>(
    by: UserId,
    kind: K,
    fields: Changes<K> & { readonly name: string },
  ): Answer<Entry<K>>;
  change<K extends Kind>(by: UserId, kind: K, id: string, fields: Changes<K>): Answer<Entry<K>>;
  remove(by: UserId, kind: Kind, id: string): Answer<true>;
  withhold(by: UserId, shelf: Kind | "images", id: string, away: boolean): Answer<true>;
  belongings(by: UserId, character: string): Promise<Belongings | null>;
  changeBelongings(by: UserId, character: string, changes: BelongingsChanges): Answer<Belongings>;
  carry(by: UserId, character: string, item: string, quantity: number): Answer<Belongings>;
  equip(by: UserId, character: string, slot: EquipmentSlot, item: string | null): Answer<Belongings>;
  /** null: the person has no such character. */
  setPortrait(by: UserId, character: string, image: string | null): Answer<true>;
  /** False: the person has no such picture. */
  setProfilePicture(by: UserId, image: string | null): Promise<boolean>;
  /** null: there is none, or it is not for this person to see. */
  profilePicture(by: UserId, of: UserId): Promise<string | null>;
  images: {
    list(by: UserId, asked: Asked): Promise<Page<ImageRecord>>;
    find(by: UserId, id: string): Promise<ImageRecord | null>;
    /** null: the person has as many as one may. */
    create(by: UserId, image: NewImage): Promise<ImageRecord | null>;
    change(
      by: UserId,
      id: string,
      changes: {
        readonly description?: string | null | undefined;
        readonly visibility?: Visibility | undefined;
      },
    ): Answer<ImageRecord>;
    remove(by: UserId, id: string): Promise<boolean>;
    read(
      by: UserId,
      id: string,
      edge: number | null,
    ): Promise<{ readonly blob: Buffer; readonly mimeType: string } | null>;
  };
}

export function catalogOf({ db }: Connection): Catalog {
  const as = <Value>(by: UserId, work: (tx: PersonTx) => Promise<Value>): Promise<Value> =>
    asUser(db, by, work);
  /** What the database refuses becomes a value; what failed goes on as it is. */
  const tried = async <Value>(
    by: UserId,
    work: (tx: PersonTx) => Promise<Value | null | BelongingsRefusal>,
  ): Answer<Exclude<Value, string>> => {
    try {
      const value = await as(by, work);
      return typeof value === "string"
        ? { refused: value as Refusal }
        : (value as Exclude<Value, string> | null);
    } catch (error) {
      const refused = catalogRefusalOf(error);
      if (refused === null) throw error;
      return { refused };
    }
  };
  const whether = (done: boolean): true | null => (done ? true : null);
  return {
    list: (by, kind, asked) => as(by, (tx) => listEntries(tx, kind, asked)),
    find: (by, kind, id) => as(by, (tx) => findEntry(tx, kind, id)),
    create: (by, kind, fields) => tried(by, (tx) => createEntry(tx, kind, fields)),
    change: (by, kind, id, fields) => tried(by, (tx) => updateEntry(tx, kind, id, fields)),
    remove: (by, kind, id) => tried(by, async (tx) => whether(await deleteEntry(tx, kind, id))),
    withhold: (by, shelf, id, away) => tried(by, async (tx) => whether(await withhold(tx, shelf, id, away))),
    belongings: (by, character) => as(by, (tx) => findBelongings(tx, character)),
    changeBelongings: (by, character, changes) => tried(by, (tx) => changeBelongings(tx, character, changes)),
    carry: (by, character, item, quantity) => tried(by, (tx) => carry(tx, character, item, quantity)),
    equip: (by, character, slot, item) => tried(by, (tx) => equip(tx, character, slot, item)),
    setPortrait: (by, character, image) => tried(by, (tx) => setPortrait(tx, character, image)),
    setProfilePicture: (by, image) => as(by, (tx) => setProfilePicture(tx, image)),
    profilePicture: (by, of) => as(by, (tx) => findProfilePicture(tx, of)),
    images: {
      list: (by, asked) => as(by, (tx) => listImages(tx, asked)),
      find: (by, id) => as(by, (tx) => findImage(tx, id)),
      create: (by, image) => as(by, (tx) => createImage(tx, image)),
      change: (by, id, changes) => tried(by, (tx) => updateImage(tx, id, changes)),
      remove: (by, id) => as(by, (tx) => deleteImage(tx, id)),
      read: (by, id, edge) => as(by, (tx) => readPicture(tx, id, edge)),
    },
  };
}
