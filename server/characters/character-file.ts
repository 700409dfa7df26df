/** A character as a file of ours: what a player wrote down, and nothing that follows from it. */
import { z } from "zod";
import type { Sheet } from "../../rules/content/index.ts";
import { sheet, text } from "../http/characters/sheet-schema.ts";

export const CHARACTER_FORMAT = "skald-character";

export const characterFile = z.strictObject({
  format: z.literal(CHARACTER_FORMAT),
  version: z.literal(1),
  name: text,
  notes: z.string().max(2000).nullable().default(null),
  sheet,
});

export const toFile = (name: string, notes: string | null, written: Sheet) => ({
  format: CHARACTER_FORMAT,
  version: 1,
  name,
  notes,
  sheet: written,
});
