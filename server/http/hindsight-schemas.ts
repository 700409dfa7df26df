/** The bodies that tell of a session afterwards. */
import { z } from "zod";
import { uuid } from "./schemas.ts";

const glimpse = z.looseObject({ kind: z.string() }).nullable();
const sitter = { seat: z.string(), name: z.string(), role: z.enum(["dm", "player", "spectator"]) };

export const changes = z
  .strictObject({
    from: z.int(),
    to: z.int(),
    changes: z.array(
      z.strictObject({
        path: z.string().describe("A JSON Pointer into the view."),
        before: z.unknown().describe("null where there was nothing."),
        after: z.unknown(),
        sequence: z.int().describe("The event that made it so."),
      }),
    ),
    events: z.array(z.looseObject({ sequence: z.int(), event: glimpse })),
  })
  .meta({ id: "Changes" });

const stretch = z.strictObject({
  from: z.int(),
  until: z.int().nullable().describe("The first number at which it was lost; null: never."),
  knew: z.array(
    z.strictObject({
      sequence: z.int(),
      name: z.string(),
      health: z.string(),
      hp: z.int().describe("-1 where it was not known."),
      x: z.int(),
      y: z.int(),
    }),
  ),
});

export const knowledge = z
  .strictObject({
    creatures: z.array(
      z.strictObject({
        creature: uuid,
        seats: z.array(z.strictObject({ ...sitter, stretches: z.array(stretch) })),
      }),
    ),
    event: z
      .strictObject({
        sequence: z.int(),
        kind: z.string().nullable(),
        seats: z.array(
          z.strictObject({
            ...sitter,
            present: z.boolean(),
            saw: z.enum(["whole", "part", "nothing"]),
            part: glimpse,
          }),
        ),
      })
      .nullable(),
    next: z
      .int()
      .nullable()
      .describe(
        "Where the next page begins; null after the last. It looks at that number again: a stretch without an end that goes on has its first sighting there.",
      ),
  })
  .meta({ id: "Knowledge" });

export const handDice = z
  .array(
    z.strictObject({
      seat: z.string(),
      name: z.string(),
      sides: z.int(),
      count: z.int(),
      faces: z.array(z.int()),
      mean: z.number(),
      fairMean: z.number(),
      spread: z
        .strictObject({ chiSquare: z.number(), degreesOfFreedom: z.int(), chance: z.number() })
        .nullable()
        .describe("null while there are too few dice."),
      hint: z.string().describe("For people."),
    }),
  )
  .meta({ id: "HandDice" });
