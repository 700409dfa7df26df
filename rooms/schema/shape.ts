import type { CreatureId, RequestId, SeatId } from "../../rules/ids.ts";

/** A field that travels as it is. */
export type Leaf = "text" | "number" | "flag";

/**
 * What a piece of a view looks like on the wire. `Of` is the type it carries: leaving a field of the type out,
 * or naming one it lacks, does not compile, so the wire can neither forget nor invent a part of the view.
 */
export type Struct<Of = unknown> = {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly of?: Of;
};

export type Field =
  | Leaf
  | { readonly one: Struct }
  | { readonly list: Element }
  | { readonly byId: Element }
  /** Null or a value. */
  | { readonly maybe: Element }
  /** Absent or a value. */
  | { readonly optional: Element };

/** What a collection holds: a struct, or anything else, which then rides in a struct of its own. */
export type Element = Struct | Field;

type LeafOf<T> = [T] extends [string]
  ? "text"
  : [T] extends [number]
    ? "number"
    : [T] extends [boolean]
      ? "flag"
      : never;

type FieldOf<T> = [LeafOf<T>] extends [never]
  ? null extends T
    ? { readonly maybe: ElementOf<Exclude<T, null>> }
    : T extends readonly (infer Item)[]
      ? { readonly list: ElementOf<Item> }
      : [keyof T] extends [SeatId | CreatureId | RequestId]
        ? { readonly byId: ElementOf<T[keyof T]> }
        : { readonly one: Struct<T> }
  : LeafOf<T>;

type ElementOf<T> = FieldOf<T> extends { readonly one: Struct<T> } ? Struct<T> : FieldOf<T>;

type FieldsOf<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K>
    ? { readonly optional: ElementOf<Exclude<T[K], undefined>> }
    : FieldOf<T[K]>;
};

/** Describes one kind of object. Every field of the type must be named, with the form that its type asks for. */
export function struct<T>(name: string, fields: FieldsOf<T>): Struct<T> {
  return { name, fields: fields as Readonly<Record<string, Field>> };
}

export function isStruct(element: Element): element is Struct {
  return typeof element === "object" && "fields" in element;
}

/** The field under which an element that is no struct rides in a struct of its own. */
export const ITSELF = "itself";

/**
 * How a field is called on the wire. Collections say in their name what they are, so that a reader needs no
 * description beside the data: `conditionsList`, `creaturesById`, `mapMaybe`, `withOptional`.
 */
export function wireName(name: string, field: Field): string {
  if (typeof field === "string" || "one" in field) return name;
  if ("list" in field) return `${name}List`;
  if ("byId" in field) return `${name}ById`;
  if ("maybe" in field) return `${name}Maybe`;
  return `${name}Optional`;
}
