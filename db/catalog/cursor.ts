/** Where a page ended: the key it is sorted by and, since keys repeat, the id. Opaque to whoever carries it. */
export type Cursor = { readonly key: string; readonly id: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const KEYS = {
  name: /^[\s\S]{1,80}$/,
  recent: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/,
  level: /^\d{1,2}$/,
  search: /^\S{1,40}$/,
} as const;
/** `search` is the order of what is searched for: by the word that matched. */
export type CursorSort = keyof typeof KEYS;
export type Sort = Exclude<CursorSort, "search">;

export const encodeCursor = (sort: CursorSort, { key, id }: Cursor): string =>
  Buffer.from(JSON.stringify([sort, key, id])).toString("base64url");

/** null: not one of ours, or of a list in another order. */
export function decodeCursor(sort: CursorSort, text: string): Cursor | null {
  if (!/^[A-Za-z0-9_-]{1,600}$/.test(text)) return null;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  if (!Array.isArray(read) || read.length !== 3 || read[0] !== sort) return null;
  const [, key, id] = read as readonly unknown[];
  if (typeof key !== "string" || typeof id !== "string" || !UUID.test(id)) return null;
  return KEYS[sort].test(key) && !key.includes("\u0000") && isReal(sort, key) ? { key, id } : null;
}

/** The 40th of a month has the right shape. */
const isReal = (sort: CursorSort, key: string): boolean =>
  sort !== "recent" || !Number.isNaN(Date.parse(`${key.slice(0, 23)}Z`));
