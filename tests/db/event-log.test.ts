import { PostgresEventLog } from "../../db/event-log.ts";
import { databases, sayIfNotServed, sessionMaker } from "../support/database.ts";
import { eventLogContract } from "../support/event-log-contract.ts";

for (const [name, open] of databases) {
  eventLogContract(`on the ${name} database`, async () => {
    const { connection, close } = await open();
    const log = new PostgresEventLog(connection.pool);
    return { log, newSession: await sessionMaker(connection), close };
  });
}
sayIfNotServed("the event log's contract", 14);
