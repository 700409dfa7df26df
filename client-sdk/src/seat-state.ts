/**
 * From what Colyseus decoded to plain JSON. A collection says in its name what it is: `xList` (a map from "0" on),
 * `xById`, `xMaybe` (null or one), `xOptional` (absent or one); an item whose only field is `itself` is that value.
 */
import type { SeatView } from "../../rules/view.ts";

type Plain = Readonly<Record<string, unknown>>;
type Form = "List" | "ById" | "Maybe" | "Optional";

const COLLECTION = /^(.+)(List|ById|Maybe|Optional)$/;

const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null;

function plainOf(wire: unknown): unknown {
  if (!isPlain(wire)) return wire;
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(wire)) {
    const [, own, form] = COLLECTION.exec(name) ?? [];
    if (own === undefined || !isPlain(value)) plain[name] = plainOf(value);
    else collect(plain, own, form as Form, value);
  }
  return "itself" in plain ? plain.itself : plain;
}

function collect(into: Record<string, unknown>, name: string, form: Form, items: Plain): void {
  const entries = Object.entries(items).map(([key, item]) => [key, plainOf(item)] as const);
  const only = entries[0]?.[1];
  switch (form) {
    case "List":
      into[name] = entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
      return;
    case "ById":
      into[name] = Object.fromEntries(entries);
      return;
    case "Maybe":
      into[name] = only ?? null;
      return;
    case "Optional":
      if (only !== undefined) into[name] = only;
  }
}

/** The view under one seat's node; null when the state does not hold it yet. */
export function seatViewOf(state: unknown, seatId: string): SeatView | null {
  const { seats } = (state ?? {}) as { seats?: { get(key: string): { toJSON(): unknown } | undefined } };
  const node = seats?.get(seatId);
  return node === undefined ? null : (plainOf(node.toJSON()) as SeatView);
}
