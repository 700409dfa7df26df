import pg from "pg";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../server/config.ts";
import { openInstallation } from "../../server/installation.ts";
import { SERVED, sayIfNotServed, servedDatabase } from "../support/database.ts";

const NO_METER = { count() {}, observe() {} };

sayIfNotServed("a served database that forgets", 1);

describe.skipIf(SERVED === undefined)("a served database that forgets", () => {
  it("[CFG-5] is refused at the start with the setting's name, unless the operator insists", async () => {
    const database = await servedDatabase(SERVED ?? "");
    const url = database.url ?? "";
    try {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`alter database "${new URL(url).pathname.slice(1)}" set synchronous_commit = off`);
      await client.end();
      const config = readConfig({ SKALD_DATA: "memory:", DATABASE_URL: url });
      await expect(openInstallation(config, NO_METER)).rejects.toThrow("synchronous_commit=off");
      const insisted = await openInstallation({ ...config, databaseUnsafeOk: true }, NO_METER);
      await insisted.backstage.close();
    } finally {
      await database.close();
    }
  });
});
