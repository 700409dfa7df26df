import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import type { WorkerAnswer, WorkerQuestion } from "./embedded.ts";

/** The embedded database in a thread of its own: bytes of the protocol come in, its messages go back. */
const lite = new PGlite(typeof workerData === "string" ? workerData : undefined);

async function answer({ id, bytes }: WorkerQuestion): Promise<WorkerAnswer> {
  try {
    if (bytes === null) {
      await lite.close();
      return { id, messages: [] };
    }
    const messages = await lite.execProtocolStream(bytes, { throwOnError: false });
    // An Error loses its code on the way between threads; as plain data it keeps everything.
    const plain = messages.map((each) => (each instanceof Error ? { ...each, message: each.message } : each));
    return { id, messages: plain };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", async (question: WorkerQuestion) => {
  parentPort?.postMessage(await answer(question));
});
await lite.waitReady;
parentPort?.postMessage({ id: 0, messages: [] } satisfies WorkerAnswer);
