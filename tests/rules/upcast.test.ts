import { describe, expect, test } from "vitest";
import { EVENT_SCHEMA_VERSION, UnknownSchemaVersion, upcast } from "../../rules/index.ts";
import { type Step, upcaster, type Versioned } from "../../rules/upcast.ts";

const today: Versioned = {
  content: {
    schemaVersion: EVENT_SCHEMA_VERSION,
    event: { kind: "time-passed", minutes: 10 },
    actor: { kind: "system" },
    command: null,
  },
  seen: { table: "whole", seats: {} },
};

/** A version that never was: time in hours, and everybody saw everything. */
const older = {
  content: { ...today.content, schemaVersion: 0, event: { kind: "time-passed", hours: 2 } },
  seen: true,
} as unknown as Versioned;

const fromHours: Step = ({ content }) => {
  const { hours } = content.event as { readonly hours: number };
  return {
    content: { ...content, schemaVersion: 1, event: { kind: "time-passed", minutes: hours * 60 } },
    seen: { table: "whole", seats: {} },
  };
};

const ofVersion = (schemaVersion: number): Versioned => ({
  ...today,
  content: { ...today.content, schemaVersion },
});

describe("events of other versions", () => {
  test("[UPC-1] an event of today is read as it stands", () => {
    expect(upcast(today)).toBe(today);
  });

  test("[UPC-2] an old shape is read as today's, step by step, and what is stored stays as it was", () => {
    const stored = structuredClone(older);
    const read = upcaster({ 0: fromHours }, 1);
    expect(read(older)).toEqual({
      ...today,
      content: { ...today.content, event: { kind: "time-passed", minutes: 120 } },
    });
    expect(older).toEqual(stored);
    const onward: Step = ({ content, seen }) => ({ content: { ...content, schemaVersion: 2 }, seen });
    expect(upcaster({ 0: fromHours, 1: onward }, 2)(older).content).toMatchObject({
      schemaVersion: 2,
      event: { minutes: 120 },
    });
  });

  test("[UPC-3] a version of the future, or one without a way here, is refused with its number", () => {
    for (const version of [EVENT_SCHEMA_VERSION + 1, 99, -1]) {
      const refused = () => upcast(ofVersion(version));
      expect(refused).toThrow(UnknownSchemaVersion);
      expect(refused).toThrow(`schema version ${version} `);
    }
    expect(() => upcaster({ 0: ({ seen }) => ({ ...ofVersion(0), seen }) as never }, 1)(older)).toThrow();
  });
});
