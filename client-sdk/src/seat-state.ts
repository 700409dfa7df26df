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

/** One seat's part of the room's state, as Colyseus decoded it. It changes in place. */
type SeatNode = { readonly sequence: number; toJSON(): unknown };

/** Null when the state does not hold this seat yet. */
export function seatNodeOf(state: unknown, seatId: string): SeatNode | null {
  const { seats } = (state ?? {}) as { seats?: { get(key: string): SeatNode | undefined } };
  return seats?.get(seatId) ?? null;
}

/** The view that a seat's part of the state holds now. */
export const readSeat = (node: SeatNode): SeatView => plainOf(node.toJSON()) as SeatView;

/** The view of one seat; null when the state does not hold it yet. */
export function seatViewOf(state: unknown, seatId: string): SeatView | null {
  const node = seatNodeOf(state, seatId);
  return node === null ? null : readSeat(node);
}
