import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { embeddedDatabase } from "../support/database.ts";
import { REASONS } from "../support/seed-names.ts";
import { SEEDS_PAGE, seedsPage } from "../support/seeds-page.ts";

it("[CAT-50] every name of the data model's documents is in the schema, and the page that tells where is current", async () => {
  const database = await embeddedDatabase();
  const { page, missing } = await seedsPage(database.connection).finally(() => database.close());
  expect(missing).toEqual([]);
  expect(REASONS.length).toBeLessThanOrEqual(10);
  expect(readFileSync(SEEDS_PAGE, "utf8")).toBe(page);
}, 120_000);
