import { defineConfig } from "vitest/config";

/**
 * Minutes between them: whole data directories, a hundred thousand rows, every route of the document. `.ci/run`
 * plays them with SKALD_SLOW=1; `npm test` stays quick without.
 */
const SLOW = [
  "tests/client-sdk/restart.test.ts",
  "tests/db/catalog-plans.test.ts",
  "tests/db/policies-matrix.test.ts",
  "tests/server/catalog.test.ts",
  "tests/server/cli.test.ts",
  "tests/server/cli/hindsight.test.ts",
  "tests/server/people/api-property.test.ts",
  "tests/server/people/sign-ins.test.ts",
  "tests/server/portable.test.ts",
  "tests/server/sample.test.ts",
  "tests/server/start.test.ts",
];

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/e2e/browser/**", "**/node_modules/**", ...(process.env.SKALD_SLOW === "1" ? [] : SLOW)],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
