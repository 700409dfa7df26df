import type { MapSchema, Schema } from "@colyseus/schema";
import type { SeatView } from "../rules/view.ts";
import { boxed, classOf, elementOf, SeatSchema } from "./schema/classes.ts";
import { SEAT_VIEW } from "./schema/seat-view-shape.ts";
import { type Element, type Field, ITSELF, isStruct, type Struct, wireName } from "./schema/shape.ts";

type Plain = Readonly<Record<string, unknown>>;

/**
 * One seat's subtree on the wire, kept equal to its newest view. What differs is found by comparing with the view
 * held before: plain data, several times faster to walk than the schema, which is touched only where it changes.
 */
export class SeatMirror {
  readonly node: Schema = new SeatSchema();
  #held: SeatView;

  constructor(view: SeatView) {
    patchStruct(this.node, planOf(SEAT_VIEW), null, view);
    this.#held = view;
  }

  show(view: SeatView): void {
    patchStruct(this.node, planOf(SEAT_VIEW), this.#held, view);
    this.#held = view;
  }
}

/** A subtree that holds this view, for whoever needs only that. */
export const schemaOf = (view: SeatView): Schema => new SeatMirror(view).node;

/** A struct's fields, ready to be walked. */
type Plan = readonly Step[];
type Step = { readonly name: string; readonly wire: string } & (
  | { readonly kind: "leaf" }
  | { readonly kind: "one"; readonly struct: Struct }
  | { readonly kind: "items"; readonly form: Form; readonly element: Element }
);
type Form = "list" | "byId" | "single";

const plans = new Map<Struct, Plan>();

function planOf(struct: Struct): Plan {
  const known = plans.get(struct);
  if (known !== undefined) return known;
  const made = Object.entries(struct.fields).map(([name, field]) => stepOf(name, field));
  plans.set(struct, made);
  return made;
}

function stepOf(name: string, field: Field): Step {
  const wire = wireName(name, field);
  if (typeof field === "string") return { name, wire, kind: "leaf" };
  if ("one" in field) return { name, wire, kind: "one", struct: field.one };
  const form: Form = "list" in field ? "list" : "byId" in field ? "byId" : "single";
  return { name, wire, kind: "items", form, element: elementOf(field) ?? "text" };
}

function patchStruct(target: Schema, plan: Plan, held: Plain | null, next: Plain): void {
  // The generated classes have their fields by name; the shape is what says which and of what kind.
  const fields = target as unknown as Record<string, unknown>;
  for (const step of plan) {
    const value = next[step.name];
    const before = held?.[step.name];
    if (held !== null && same(before, value)) continue;
    if (step.kind === "leaf") fields[step.wire] = value;
    else if (step.kind === "one") {
      if (held === null) fields[step.wire] = new (classOf(step.struct))();
      patchStruct(
        fields[step.wire] as Schema,
        planOf(step.struct),
        (before ?? null) as Plain | null,
        value as Plain,
      );
    } else
      patchItems(
        fields[step.wire] as MapSchema<Schema>,
        step.element,
        itemsOf(step.form, before),
        itemsOf(step.form, value),
      );
  }
}

function patchItems(target: MapSchema<Schema>, element: Element, held: Plain, next: Plain): void {
  const struct = boxed(element);
  const plain = (value: unknown) => (isStruct(element) ? value : { [ITSELF]: value }) as Plain;
  for (const key of Object.keys(held)) if (!Object.hasOwn(next, key)) target.delete(key);
  for (const [key, value] of Object.entries(next)) {
    const known = Object.hasOwn(held, key) ? target.get(key) : undefined;
    if (known !== undefined) {
      if (!same(held[key], value)) patchStruct(known, planOf(struct), plain(held[key]), plain(value));
      continue;
    }
    const made = new (classOf(struct))();
    patchStruct(made, planOf(struct), null, plain(value));
    target.set(key, made);
  }
}

/** What a collection holds, by its key on the wire: a list by its indices, a lone value under "0". */
function itemsOf(form: Form, value: unknown): Plain {
  if (value === null || value === undefined) return {};
  return form === "single" ? { 0: value } : (value as Plain);
}

/** Deep equality of plain data. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => same(item, b[at]));
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same((a as Plain)[key], (b as Plain)[key]));
}
