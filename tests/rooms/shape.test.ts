import { expect, test } from "vitest";
import { SEAT_VIEW } from "../../rooms/schema/seat-view-shape.ts";
import {
  type Element,
  type Field,
  isStruct,
  type Struct,
  struct,
  wireName,
} from "../../rooms/schema/shape.ts";
import type { TurnView } from "../../rules/view.ts";

// The type check is the test: these lines must not compile.
// @ts-expect-error a field of the view is missing
struct<TurnView>("Turn", { creature: "text" });
// @ts-expect-error a field travels in another form than its type
struct<TurnView>("Turn", { creature: "text", initiative: "text" });
// @ts-expect-error a field that the view does not have
struct<TurnView>("Turn", { creature: "text", initiative: "number", secret: "text" });

function fieldsOf(element: Element): readonly (readonly [Struct, string, Field])[] {
  if (isStruct(element))
    return Object.entries(element.fields).flatMap(
      ([name, field]) => [[element, name, field], ...fieldsOf(field)] as const,
    );
  if (typeof element === "string") return [];
  return Object.values(element).flatMap((inner) => fieldsOf(inner));
}

test("[VIEW-4] the wire names every part of the view, each name saying what it is, within what the codec takes", () => {
  const all = fieldsOf(SEAT_VIEW);
  expect(all.length).toBeGreaterThan(70);
  for (const [owner, name, field] of all) {
    expect(Object.keys(owner.fields).length, owner.name).toBeLessThanOrEqual(63);
    const plain = typeof field === "string" || "one" in field;
    // A plain field that ended like a collection would be read as one.
    expect(/(List|ById|Maybe|Optional)$/.test(wireName(name, field))).toBe(!plain);
    expect(name).not.toBe("itself");
  }
});
