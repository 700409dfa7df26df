import { connect, createServer, type Socket } from "node:net";

/**
 * What a line does with what passes: lets it through; keeps what the server answers (the commit happens, nobody
 * hears of it); keeps what the client asks (nothing reaches the server, nothing breaks).
 */
export type LineMood = "pass" | "keep-answers" | "keep-questions";

/** A line to a database that behaves as it is told. */
export type TroubledLine = {
  readonly url: string;
  /** Resolves when something was kept back in this mood. */
  set(mood: LineMood): Promise<void>;
  /** Ends every connection; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
};

export async function troubledLine(databaseUrl: string): Promise<TroubledLine> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let mood: LineMood = "pass";
  let kept = () => {};

  const carry = (from: Socket, to: Socket, unless: LineMood) => {
    from.on("data", (bytes) => {
      if (mood === unless) kept();
      else to.write(bytes);
    });
    from.on("error", () => undefined);
    from.on("close", () => {
      open.delete(from);
      to.destroy();
    });
    open.add(from);
  };
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    carry(near, far, "keep-questions");
    carry(far, near, "keep-answers");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(address !== null && typeof address === "object" ? address.port : 0);
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    set: (next) => {
      mood = next;
      return new Promise((resolve) => {
        kept = resolve;
      });
    },
    cut,
    close: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
