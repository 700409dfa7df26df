/** Values at the paths that the server names its fields by: `levels.0.skills`. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

const stepsOf = (field: string): readonly string[] => field.split(".");

export function valueAt(value: Value | undefined, field: string): Value | undefined {
  let found: Value | undefined = value;
  for (const step of stepsOf(field)) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Array.isArray(found)
      ? (found as readonly Value[])[Number(step)]
      : (found as { readonly [name: string]: Value })[step];
  }
  return found ?? undefined;
}

/** With another value there; undefined takes it away. Rows before it that nobody chose are null. */
export function withAt(value: Value | undefined, field: string, put: Value | undefined): Value {
  const [step = "", ...rest] = stepsOf(field);
  const inner = (old: Value | undefined): Value | undefined =>
    rest.length === 0 ? put : withAt(old, rest.join("."), put);
  if (/^\d+$/.test(step)) {
    const list: readonly Value[] = Array.isArray(value) ? value : [];
    const at = Number(step);
    const next = inner(list[at] ?? undefined) ?? null;
    return Array.from({ length: Math.max(list.length, at + 1) }, (_, index) =>
      index === at ? next : (list[index] ?? null),
    );
  }
  const record = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const { [step]: old, ...others } = record as { readonly [name: string]: Value };
  const next = inner(old);
  return next === undefined ? others : { ...others, [step]: next };
}

/** Names that stand at a field, as a list. */
export function namesAt(value: Value | undefined, field: string): readonly string[] {
  const found = valueAt(value, field);
  if (typeof found === "string") return [found];
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === "string") : [];
}
