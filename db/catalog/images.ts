import { sql } from "kysely";
import { uuidv7 } from "uuidv7";
import type { PersonTx } from "../transaction.ts";
import { type Asked, instant, type Page, pageOfIds, toPage } from "./entries.ts";
import type { Visibility } from "./kinds.ts";

export type Picture = { readonly blob: Buffer; readonly width: number; readonly height: number };
export type NewImage = Picture & {
  readonly mimeType: "image/webp" | "image/png" | "image/jpeg";
  readonly description: string | null;
  readonly visibility: Visibility;
  /** Smaller ones, by their longer edge. */
  readonly variants: readonly (Picture & { readonly edge: number })[];
};

/** Everything but the picture. */
export type ImageRecord = {
  readonly id: string;
  readonly description: string | null;
  readonly size: number;
  readonly mimeType: string;
  readonly width: number;
  readonly height: number;
  readonly ownerId: string | null;
  readonly visibility: Visibility;
  readonly isWithheld: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

const RECORD = sql`e.id, e.description, e.size, e.mime_type as "mimeType", e.width, e.height, e.owner_id as "ownerId",
  e.visibility, e.is_withheld as "isWithheld", ${instant("e.created_at")} as "createdAt",
  ${instant("e.updated_at")} as "updatedAt"`;

/** What one may keep: pictures are rows. */
export const IMAGES_PER_PERSON = 200;

/** null: this person has as many as one may. */
export async function createImage(tx: PersonTx, image: NewImage): Promise<ImageRecord | null> {
  const { rows, user } = tx;
  const kept = await sql<{
    n: number;
  }>`select count(*)::integer as n from images where owner_id = ${user}`.execute(rows);
  if ((kept.rows[0]?.n ?? 0) >= IMAGES_PER_PERSON) return null;
  const id = uuidv7();
  const { blob, description, mimeType, width, height, visibility } = image;
  await sql`insert into images (id, owner_id, blob, size, description, mime_type, width, height, visibility)
    values (${id}, ${user}, ${blob}, ${blob.length}, ${description}, ${mimeType}, ${width}, ${height}, ${visibility})`.execute(
    rows,
  );
  for (const one of image.variants)
    await sql`insert into image_variants (image_id, edge, blob, width, height)
      values (${id}, ${one.edge}, ${one.blob}, ${one.width}, ${one.height})`.execute(rows);
  return findImage(tx, id);
}

export async function findImage({ rows }: PersonTx, id: string): Promise<ImageRecord | null> {
  const found = await sql<ImageRecord>`select ${RECORD} from images e where e.id = ${id}`.execute(rows);
  return found.rows[0] ?? null;
}

export async function listImages({ rows }: PersonTx, asked: Asked): Promise<Page<ImageRecord>> {
  const found = await sql<ImageRecord>`
    select ${RECORD} from ${pageOfIds("images", asked)} with ordinality as p (id, at)
    join images e on e.id = p.id order by p.at`.execute(rows);
  return toPage(asked, found.rows, ({ createdAt }) => createdAt);
}

/** The bytes, at the size that was kept for this edge; the whole picture when it is no larger than that. */
export async function readPicture(
  { rows }: PersonTx,
  id: string,
  edge: number | null,
): Promise<{ readonly blob: Buffer; readonly mimeType: string } | null> {
  const found = await sql<{ blob: Buffer; mimeType: string }>`
    select coalesce(v.blob, e.blob) as blob, e.mime_type as "mimeType" from images e
    left join image_variants v on v.image_id = e.id and v.edge = ${edge}::integer where e.id = ${id}`.execute(
    rows,
  );
  return found.rows[0] ?? null;
}

export async function updateImage(
  tx: PersonTx,
  id: string,
  changes: { readonly description?: string | null | undefined; readonly visibility?: Visibility | undefined },
): Promise<ImageRecord | null> {
  const done = await sql`update images set
      description = case when ${changes.description !== undefined} then ${changes.description ?? null} else description end,
      visibility = coalesce(${changes.visibility ?? null}::visibility, visibility)
    where id = ${id} and owner_id = ${tx.user}`.execute(tx.rows);
  return done.numAffectedRows === 1n ? findImage(tx, id) : null;
}

export async function deleteImage({ rows, user }: PersonTx, id: string): Promise<boolean> {
  const done = await sql`delete from images where id = ${id} and owner_id = ${user}`.execute(rows);
  return done.numAffectedRows === 1n;
}

/** Of oneself: a picture of one's own. False where there is no such picture. */
export async function setProfilePicture({ rows, user }: PersonTx, image: string | null): Promise<boolean> {
  const done = await sql`update users set profile_picture_id = ${image} where id = ${user}
    and (${image}::uuid is null or exists (select from images i where i.id = ${image} and i.owner_id = ${user}))`.execute(
    rows,
  );
  return done.numAffectedRows === 1n;
}

/** Of somebody whom one plays with; null where they have none, and for strangers. */
export async function findProfilePicture({ rows }: PersonTx, person: string): Promise<string | null> {
  const found = await sql<{
    image: string | null;
  }>`select skald.profile_picture_of(${person}) as image`.execute(rows);
  return found.rows[0]?.image ?? null;
}
