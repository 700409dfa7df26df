import { Worker } from "node:worker_threads";
import type { PGlite } from "@electric-sql/pglite";
import { createPgConfig } from "@electric-sql/pglite/node-postgres";

/** Bytes of the Postgres protocol on their way to the database; null closes it. Numbered from 1. */
export type WorkerQuestion = { readonly id: number; readonly bytes: Uint8Array | null };
/** The protocol's messages in answer, or why there is none. Number 0 says that the database is open. */
export type WorkerAnswer =
  | { readonly id: number; readonly messages: readonly object[] }
  | { readonly id: number; readonly failed: string };

/** Postgres in this process, in a thread of its own, so that a slow statement does not stop the sockets. */
export type Embedded = {
  /** What a `pg.Pool` needs to speak to it, over one connection. */
  readonly config: ReturnType<typeof createPgConfig>;
  close(): Promise<void>;
};

type Waiting = PromiseWithResolvers<readonly object[]>;

/** Messages that the server answers only together with what follows them: Parse, Bind, Describe, Execute, Close. */
const ANSWERED_LATER = new Set([..."PBDEC"].map((letter) => letter.charCodeAt(0)));

/** Opens the database in `files`, or one in memory that lives until it is closed. */
export async function openEmbedded(files: string | undefined): Promise<Embedded> {
  const worker = new Worker(new URL("./embedded-worker.ts", import.meta.url), {
    workerData: files,
    execArgv: [],
  });
  const line = new WorkerLine(worker);
  await line.opened;
  const pglite = {
    waitReady: Promise.resolve(),
    execProtocolStream: (bytes: Uint8Array) => line.send(bytes),
  };
  return {
    // The bridge uses nothing of a PGlite but these two.
    config: createPgConfig(pglite as unknown as PGlite),
    close: async () => {
      await line.close();
      await worker.terminate();
    },
  };
}

/** Questions and answers between the threads, matched by their numbers. */
class WorkerLine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #held: Uint8Array[] = [];
  #broken: Error | null = null;
  /** Rejects when the database cannot be opened. */
  readonly opened: Promise<unknown>;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.opened = this.#await(0);
    worker.on("message", (answer: WorkerAnswer) => this.#settle(answer));
    worker.on("error", (error) => this.#break(error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => this.#break(new Error("The embedded database has ended.")));
  }

  /** One trip for a whole statement: what is answered later waits here for what follows it. */
  async send(bytes: Uint8Array): Promise<readonly object[]> {
    this.#held.push(bytes);
    if (ANSWERED_LATER.has(bytes[0] ?? 0)) return [];
    const together = Buffer.concat(this.#held);
    this.#held = [];
    return (await this.#ask(together)).map(revive);
  }

  async close(): Promise<void> {
    if (this.#broken === null) await this.#ask(null);
  }

  #ask(bytes: Uint8Array | null): Promise<readonly object[]> {
    if (this.#broken !== null) return Promise.reject(this.#broken);
    this.#last += 1;
    const answer = this.#await(this.#last);
    this.#worker.postMessage({ id: this.#last, bytes } satisfies WorkerQuestion);
    return answer;
  }

  #await(id: number): Promise<readonly object[]> {
    const waiting = Promise.withResolvers<readonly object[]>();
    this.#waiting.set(id, waiting);
    this.#worker.ref();
    return waiting.promise;
  }

  #settle(answer: WorkerAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    // An idle database keeps no process alive.
    if (this.#waiting.size === 0) this.#worker.unref();
    if ("failed" in answer) waiting?.reject(new Error(answer.failed));
    else waiting?.resolve(answer.messages);
  }

  #break(error: Error): void {
    this.#broken ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#broken);
    this.#waiting.clear();
  }
}

/** Errors come over as plain data, and are thrown by whoever asked. */
const revive = (message: object): object =>
  "name" in message && message.name === "error" && "message" in message
    ? Object.assign(new Error(String(message.message)), message)
    : message;
