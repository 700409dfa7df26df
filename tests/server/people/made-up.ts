/** Values made up from JSON schemas, of the kind that the API's document holds. */
import fc from "fast-check";
import type { JsonSchema } from "../../../server/http/openapi.ts";

type Known = Readonly<Record<string, JsonSchema>>;
const LONGEST = 300;

/** Values that fit the schema. `least` leaves out what may be left out. */
export function valuesOf(schema: JsonSchema, known: Known, least = false): fc.Arbitrary<unknown> {
  const of = (part: unknown): fc.Arbitrary<unknown> => valuesOf(part as JsonSchema, known, least);
  const { $ref, anyOf, oneOf, allOf, const: only, enum: some, type } = schema;
  if (typeof $ref === "string") return of(known[$ref.split("/").at(-1) ?? ""] ?? {});
  if (Array.isArray(some)) return fc.constantFrom(...some);
  if (only !== undefined) return fc.constant(only);
  const ways = anyOf ?? oneOf;
  if (Array.isArray(ways)) return fc.oneof(...ways.map(of));
  if (Array.isArray(allOf))
    return fc.tuple(...allOf.map(of)).map((parts) => Object.assign({}, ...(parts as readonly object[])));
  switch (type) {
    case "string":
      return texts(schema);
    case "integer":
      return fc.integer({ min: numberOr(schema.minimum, -1e6), max: numberOr(schema.maximum, 1e6) });
    case "number":
      return fc.double({
        min: numberOr(schema.minimum, -1e6),
        max: numberOr(schema.maximum, 1e6),
        noNaN: true,
      });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array": {
      const minLength = numberOr(schema.minItems, 0);
      const maxLength = least ? minLength : Math.min(numberOr(schema.maxItems, 4), minLength + 4);
      return fc.array(of(schema.items ?? {}), { minLength, maxLength });
    }
    case "object":
      return objects(schema, of, least);
    default:
      return fc.jsonValue();
  }
}

function objects(schema: JsonSchema, of: (part: unknown) => fc.Arbitrary<unknown>, least: boolean) {
  const properties = (schema.properties ?? {}) as Known;
  const required = (schema.required ?? []) as readonly string[];
  const names = Object.keys(properties).filter((name) => !least || required.includes(name));
  return fc.record(Object.fromEntries(names.map((name) => [name, of(properties[name])])), {
    requiredKeys: [...required],
  });
}

function texts({ format, pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<string> {
  const [from, to] = [numberOr(minLength, 0), Math.min(numberOr(maxLength, LONGEST), LONGEST)];
  if (format === "uuid") return fc.uuid({ version: [4, 7] });
  if (format === "email") return fc.uuid().map((text) => `${text}@table.example`);
  if (format === "uri") return fc.webUrl();
  if (format === "date-time") return instants();
  if (typeof pattern === "string")
    return fc.stringMatching(new RegExp(pattern)).filter((text) => text.length >= from && text.length <= to);
  // Most fields are trimmed, and what is blank is then too short.
  const letters = fc.string({
    unit: "grapheme",
    minLength: from,
    maxLength: Math.max(from, Math.floor(to / 4)),
  });
  return letters.map((text) => (text.trim().length >= from ? text : `${"a".repeat(from)}`));
}

const instants = () =>
  fc
    .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString());

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : otherwise;

/** What no schema asks for: the edges of text and numbers, other types, prototypes. */
export const nonsense = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(
      "",
      " ",
      "\u0000",
      "\ud800",
      "'; drop table users; --",
      "../../../etc/passwd",
      "%00",
      "a".repeat(5000),
      -1,
      0,
      1e21,
      Number.MAX_SAFE_INTEGER,
      -0.5,
      null,
      true,
      [],
      {},
      [[[[]]]],
      JSON.parse('{"__proto__":{"admin":true},"constructor":1}'),
    ),
  );
