import fc from "fast-check";
import { expect, it } from "vitest";
import { canonical } from "../../rules/index.ts";

/** The definition, word by word. */
function plainly(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(Object.is(value, -0) ? 0 : value);
  if (Array.isArray(value)) return `[${value.map(plainly).join(",")}]`;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${plainly(entry)}`).join(",")}}`;
}

const words = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\u0000"));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: "medium" },
    fc.oneof(words, fc.integer(), fc.boolean(), fc.constant(null), fc.constant('"\\\n\u007f')),
    fc.array(tie("tree")),
    fc.dictionary(fc.oneof(words, fc.integer().map(String)), tie("tree"), { maxKeys: 60 }),
  ),
}));

it("[LOG-40] any plain value has one text: keys in order, no spaces, whatever order they came in", () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(canonical(value)).toBe(plainly(value));
      expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
    }),
  );
});

it.each([
  ["a fraction", { a: 0.5 }],
  ["a number that is not exact", 2 ** 53],
  ["nothing", { a: undefined }],
  ["a date", new Date(0)],
  ["a null character", "a\u0000b"],
  ["half a surrogate pair", "\ud83d"],
])("[LOG-41] %s has no place in the log", (_, value) => {
  expect(() => canonical(value)).toThrow();
});
