import type { MapSchema, Schema } from "@colyseus/schema";
import type { SeatView } from "../rules/view.ts";
import { boxed, classOf, elementOf, SeatSchema } from "./schema/classes.ts";
import { SEAT_VIEW } from "./schema/seat-view-shape.ts";
import { type Element, type Field, ITSELF, isStruct, type Struct, wireName } from "./schema/shape.ts";

type Plain = Readonly<Record<string, unknown>>;

/** A seat's subtree, holding the view. */
export function schemaOf(view: SeatView): Schema {
  const made = new SeatSchema();
  mirror(made, view);
  return made;
}

/** Brings a seat's subtree to a newer view. Touches only what differs, so that a patch holds only that. */
export function mirror(seat: Schema, view: SeatView): void {
  applyStruct(seat, SEAT_VIEW, view);
}

function applyStruct(target: Schema, struct: Struct, source: Plain): void {
  // The generated classes have their fields by name; the shape is what says which and of what kind.
  const fields = target as unknown as Record<string, unknown>;
  for (const [name, field] of Object.entries(struct.fields)) {
    const wire = wireName(name, field);
    const value = source[name];
    if (typeof field === "string") {
      if (fields[wire] !== value) fields[wire] = value;
    } else if ("one" in field) {
      if (fields[wire] === undefined) fields[wire] = new (classOf(field.one))();
      applyStruct(fields[wire] as Schema, field.one, value as Plain);
    } else {
      applyItems(fields[wire] as MapSchema<Schema>, elementOf(field) ?? "text", entriesOf(field, value));
    }
  }
}

function applyItems(
  target: MapSchema<Schema>,
  element: Element,
  entries: ReadonlyMap<string, unknown>,
): void {
  const struct = boxed(element);
  for (const key of [...target.keys()]) if (!entries.has(key)) target.delete(key);
  for (const [key, value] of entries) {
    const plain = (isStruct(element) ? value : { [ITSELF]: value }) as Plain;
    const known = target.get(key);
    if (known !== undefined) {
      applyStruct(known, struct, plain);
      continue;
    }
    const made = new (classOf(struct))();
    applyStruct(made, struct, plain);
    target.set(key, made);
  }
}

/** What a collection holds, by its key on the wire. */
function entriesOf(field: Exclude<Field, string>, value: unknown): ReadonlyMap<string, unknown> {
  if (value === null || value === undefined) return new Map();
  if ("list" in field) return new Map((value as readonly unknown[]).map((item, at) => [String(at), item]));
  if ("byId" in field) return new Map(Object.entries(value as Plain));
  return new Map([["0", value]]);
}
