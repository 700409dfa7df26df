import { databases, patientLog, sayIfNotServed, sessionMaker } from "../support/database.ts";
import { eventLogContract } from "../support/event-log-contract.ts";

for (const [name, open] of databases) {
  eventLogContract(`on the ${name} database`, async () => {
    const { connection, close } = await open();
    const log = patientLog(connection);
    return { log, newSession: await sessionMaker(connection), close };
  });
}
sayIfNotServed("the event log's contract", 17);
