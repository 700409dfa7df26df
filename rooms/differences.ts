/** What is different between two plain JSON values. */

/** `path` is a JSON Pointer (RFC 6901). What is not there is null. */
export type ValueChange = { readonly path: string; readonly before: unknown; readonly after: unknown };

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const pointerTo = (path: string, name: string | number): string =>
  `${path}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/**
 * Members that are on both sides are compared one by one, down to what differs; what is on one side alone is one
 * difference, whole. Of lists, so are items that changed in their place or were added at the end; where items
 * were taken out, the list is one difference.
 */
export function differencesOf(before: unknown, after: unknown, path = ""): readonly ValueChange[] {
  if (Object.is(before, after)) return [];
  if (isMembers(before) && isMembers(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) =>
      differencesOf(before[name] ?? null, after[name] ?? null, pointerTo(path, name)),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, path);
  return [{ path, before, after }];
}

function ofLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
): readonly ValueChange[] {
  if (after.length < before.length) return [{ path, before, after }];
  return after.flatMap((item, at) => differencesOf(before[at] ?? null, item, pointerTo(path, at)));
}
