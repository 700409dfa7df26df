import type { SeatView } from "../rules/view.ts";

type Plain = Readonly<Record<string, unknown>>;

/** A decoded seat's subtree, on whichever side of the wire. */
export type SeatNode = { toJSON(): unknown };

/**
 * The view that a seat's subtree holds: the inverse of `mirror`. Works on the room's own schema and on what a
 * client decoded, since it needs nothing but the field names: a name that ends in `List`, `ById`, `Maybe` or
 * `Optional` says what the map under it stands for, and a lone `itself` is the value itself.
 */
export function readSeatView(node: SeatNode): SeatView {
  return structOf(node.toJSON() as Plain) as SeatView;
}

function structOf(wire: Plain): unknown {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(wire)) {
    if (typeof value !== "object" || value === null) plain[name] = value;
    else if (!readCollection(name, value as Plain, plain)) plain[name] = structOf(value as Plain);
  }
  return "itself" in plain ? plain.itself : plain;
}

/** Reads a collection into `plain` under its own name; false when the field is none. */
function readCollection(name: string, items: Plain, plain: Record<string, unknown>): boolean {
  const [, own, form] = /^(.+)(List|ById|Maybe|Optional)$/.exec(name) ?? [];
  if (own === undefined) return false;
  const values = Object.entries(items).map(([key, item]) => [key, structOf(item as Plain)] as const);
  if (form === "List") plain[own] = values.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
  else if (form === "ById") plain[own] = Object.fromEntries(values);
  else if (form === "Maybe") plain[own] = values[0]?.[1] ?? null;
  else if (values[0] !== undefined) plain[own] = values[0][1];
  return true;
}
