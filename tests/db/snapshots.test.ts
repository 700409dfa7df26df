import { randomUUID } from "node:crypto";
import { PostgresSnapshots } from "../../db/snapshots.ts";
import { sessionId } from "../../rules/ids.ts";
import { databases, patientLog, sayIfNotServed, sessionMaker } from "../support/database.ts";
import { MemoryEventLog } from "../support/memory-event-log.ts";
import { MemorySnapshots } from "../support/memory-snapshots.ts";
import { snapshotsContract } from "../support/snapshots-contract.ts";

for (const [name, open] of databases) {
  snapshotsContract(`in the ${name} database`, async () => {
    const { connection, close } = await open();
    const snapshots = (foldedBy: string) => new PostgresSnapshots(connection.pool, async () => foldedBy);
    return { log: patientLog(connection), snapshots, newSession: await sessionMaker(connection), close };
  });
}
sayIfNotServed("the snapshots' contract", 3);

snapshotsContract("in memory", async () => {
  const log = new MemoryEventLog();
  const { kept } = new MemorySnapshots(log);
  return {
    log,
    snapshots: (foldedBy) => new MemorySnapshots(log, foldedBy, kept),
    newSession: async () => {
      const session = sessionId(randomUUID());
      log.create(session);
      return session;
    },
    close: async () => undefined,
  };
});
