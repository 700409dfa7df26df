import { Encoder, type MapSchema, type Schema, schema, t } from "@colyseus/schema";
import { SEAT_VIEW } from "./seat-view-shape.ts";
import { type Element, type Field, ITSELF, isStruct, type Struct, wireName } from "./shape.ts";

// A table of forty creatures does not fit the default 8 KiB; growing the buffer prints a warning for each room.
Encoder.BUFFER_SIZE = 64 * 1024;

type Builder = ReturnType<typeof t.string>;
type SchemaClass = new () => Schema;

const classes = new Map<string, SchemaClass>();

/** The struct in which an element rides: itself, or a box around what is no struct. */
export function boxed(element: Element): Struct {
  if (isStruct(element)) return element;
  return { name: `${boxName(element)}Box`, fields: { [ITSELF]: element } };
}

function boxName(field: Field): string {
  if (typeof field === "string") return field[0]?.toUpperCase() + field.slice(1);
  if ("one" in field) return field.one.name;
  const [form, inner] = Object.entries(field)[0] ?? ["", "text"];
  return `${isStruct(inner) ? inner.name : boxName(inner)}${form[0]?.toUpperCase()}${form.slice(1)}`;
}

/** The element of a field that travels as a map of items; null for a leaf and for a single struct. */
export function elementOf(field: Field): Element | null {
  if (typeof field === "string" || "one" in field) return null;
  if ("list" in field) return field.list;
  if ("byId" in field) return field.byId;
  if ("maybe" in field) return field.maybe;
  return field.optional;
}

// Only maps of schema items below a seat's subtree: sets, maps and arrays of plain values on an item that was
// added after the client's view was made lose updates on the wire.
function builderOf(field: Field): Builder {
  if (field === "text") return t.string();
  if (field === "number") return t.number() as unknown as Builder;
  if (field === "flag") return t.boolean() as unknown as Builder;
  if ("one" in field) return t.ref(classOf(field.one)) as unknown as Builder;
  return t.map(classOf(boxed(elementOf(field) ?? "text"))) as unknown as Builder;
}

/** The Colyseus class of a struct, made once. */
export function classOf(struct: Struct): SchemaClass {
  const known = classes.get(struct.name);
  if (known !== undefined) return known;
  const definition: Record<string, Builder> = {};
  for (const [name, field] of Object.entries(struct.fields))
    definition[wireName(name, field)] = builderOf(field);
  const made = schema(definition, struct.name) as unknown as SchemaClass;
  classes.set(struct.name, made);
  return made;
}

/** One seat's subtree. */
export const SeatSchema = classOf(SEAT_VIEW);

/**
 * The root of every room's state. Each seat's subtree is under a view of its own: a client sees the one that was
 * added to its view at joining, and nothing of any other.
 */
export const TableState = schema({ seats: t.map(SeatSchema).view() }, "TableState");
export type TableState = Schema & { readonly seats: MapSchema<Schema> };
