import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { barePng, type PictureFault, readHeader } from "./header.ts";
import type { Redrawn, RedrawOrder } from "./redraw.ts";

const WORKER = fileURLToPath(new URL("./redraw.ts", import.meta.url));

export type Drawing = { readonly blob: Buffer; readonly width: number; readonly height: number };
export type Redrawing = {
  readonly picture: Drawing;
  readonly variants: readonly (Drawing & { readonly edge: number })[];
  /** What the decoding process had at most, and at its start. */
  readonly memory: { readonly peakBytes: number; readonly startBytes: number };
};
export type StudioFault = PictureFault | "unreadable" | "too-slow" | "busy";

export type Studio = {
  /** A picture as our own: redrawn as WebP, at most 1024 pixels wide or high, with nothing but its pixels. */
  redraw(bytes: Buffer): Promise<Redrawing | StudioFault>;
  close(): void;
};

export type StudioLimits = {
  /** For one picture, once the process is there. */
  readonly timeMs: number;
  /** For the process to be there. */
  readonly startMs: number;
  /** Pictures that wait. */
  readonly queue: number;
  /** Without work the process ends. */
  readonly idleMs: number;
};
const LIMITS: StudioLimits = { timeMs: 2_000, startMs: 20_000, queue: 8, idleMs: 30_000 };

type Worker = { readonly child: ChildProcess; readonly startBytes: number };

/** One process draws, one picture at a time. */
export function openStudio(limits: Partial<StudioLimits> = {}): Studio {
  const { timeMs, startMs, queue, idleMs } = { ...LIMITS, ...limits };
  let worker: Promise<Worker> | null = null;
  let line: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let orders = 0;
  let idle: NodeJS.Timeout | null = null;

  const end = () => {
    const ending = worker;
    worker = null;
    void ending?.then(
      ({ child }) => child.kill("SIGKILL"),
      () => undefined,
    );
  };
  const rest = () => {
    if (idle !== null) clearTimeout(idle);
    idle = setTimeout(end, idleMs);
    idle.unref();
  };

  const draw = async (bytes: Buffer): Promise<Redrawing | StudioFault> => {
    worker ??= hire(startMs);
    const { child, startBytes } = await worker.catch((error: unknown) => {
      worker = null;
      throw error;
    });
    orders += 1;
    const answer = await ask(child, { id: orders, bytes }, timeMs);
    if (typeof answer === "string") {
      end();
      return answer;
    }
    const { picture, variants = [], peakBytes } = answer;
    if (picture === undefined) return "unreadable";
    return {
      picture: { ...picture, blob: Buffer.from(picture.blob) },
      variants: variants.map((one) => ({ ...one, blob: Buffer.from(one.blob) })),
      memory: { peakBytes, startBytes },
    };
  };

  return {
    async redraw(bytes) {
      const header = readHeader(bytes);
      if (typeof header === "string") return header;
      const bare = header.type === "image/png" ? barePng(bytes) : bytes;
      if (bare === null) return "not-a-picture";
      if (waiting >= queue) return "busy";
      waiting += 1;
      const turn = line.then(() => draw(bare));
      line = turn.catch(() => undefined);
      return turn.finally(() => {
        waiting -= 1;
        rest();
      });
    },
    close: end,
  };
}

/** Without our environment: what decodes strangers' bytes has nothing to tell. */
async function hire(startMs: number): Promise<Worker> {
  const child = fork(WORKER, [], {
    env: {},
    execArgv: ["--max-old-space-size=64"],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  child.unref();
  child.channel?.unref();
  const first = await next<{ readonly peakBytes: number }>(child, startMs);
  if (typeof first === "string") {
    child.kill("SIGKILL");
    throw new Error(`the process that draws pictures did not start: ${first}`);
  }
  return { child, startBytes: first.peakBytes };
}

function ask(child: ChildProcess, order: RedrawOrder, timeMs: number): Promise<Redrawn | StudioFault> {
  const answer = next<Redrawn>(child, timeMs);
  child.send(order, () => undefined);
  return answer;
}

/** The next message; what ends the process or takes too long is a fault. */
function next<Message>(child: ChildProcess, timeMs: number): Promise<Message | "too-slow" | "unreadable"> {
  return new Promise((resolve) => {
    const settle = (value: Message | "too-slow" | "unreadable") => {
      clearTimeout(timer);
      child.off("message", heard);
      child.off("exit", gone);
      child.off("error", gone);
      resolve(value);
    };
    // Only our own worker is at the other end.
    const heard = (message: unknown) => settle(message as Message);
    const gone = () => settle("unreadable");
    const timer = setTimeout(() => settle("too-slow"), timeMs);
    child.on("message", heard);
    child.on("exit", gone);
    child.on("error", gone);
  });
}
