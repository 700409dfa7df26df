import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** What a client asked, decoded. */
export type AskedModel = {
  readonly body: string;
  readonly system: string;
  readonly user: string;
  readonly hasTool: boolean;
};

/** Answers one call; may misbehave in any way a socket can. */
export type Behaviour = (asked: AskedModel, response: ServerResponse) => void | Promise<void>;

export type ModelServer = {
  readonly baseUrl: string;
  readonly asked: AskedModel[];
  /** How the next calls are answered. */
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
};

/** An OpenAI-compatible server of our own on loopback, which plays whatever part a test gives it. */
export async function startModelServer(behaviour: Behaviour): Promise<ModelServer> {
  const asked: AskedModel[] = [];
  let current = behaviour;
  const server: Server = createServer((request, response) => {
    void bodyOf(request).then(async (body) => {
      const heard = toAsked(body);
      asked.push(heard);
      await current(heard, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the model server has no port");
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    asked,
    behave: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

type WireBody = {
  readonly messages?: readonly { readonly role: string; readonly content: string }[];
  readonly tools?: readonly unknown[];
};

function toAsked(body: string): AskedModel {
  const { messages = [], tools = [] } = JSON.parse(body) as WireBody;
  const of = (role: string): string => messages.find((message) => message.role === role)?.content ?? "";
  return { body, system: of("system"), user: of("user"), hasTool: tools.length > 0 };
}

type Fact = { readonly n: number; readonly fact: string };

/** The facts that a narration call holds; none for other calls. */
export function factsIn(asked: AskedModel): readonly Fact[] {
  const data = JSON.parse(asked.user) as { readonly facts?: readonly Fact[] };
  return data.facts ?? [];
}

const chunk = (delta: object, finish: string | null = null, index = 0): string =>
  `data: ${JSON.stringify({
    id: "c",
    object: "chat.completion.chunk",
    created: 0,
    model: "m",
    choices: [{ index, delta, finish_reason: finish }],
  })}\n\n`;

const openStream = (response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": a comment line\r\n\r\n");
};

const piecesOf = (text: string, size: number): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));

export const line = (about: readonly number[], text: string, more: object = {}): string =>
  `${JSON.stringify({ about, text, ...more })}\n`;

/** Tells every fact in the words it was given: the perfect model, and no poet. */
export const faithful: Behaviour = (asked, response) =>
  speaks((of) =>
    factsIn(of)
      .map(({ n, fact }) => line([n], fact))
      .join(""),
  )(asked, response);

/** Streams a text in small pieces and ends properly. */
export function speaks(text: (asked: AskedModel) => string, size = 7): Behaviour {
  return (asked, response) => {
    openStream(response);
    response.write(chunk({ role: "assistant", content: "" }));
    for (const piece of piecesOf(text(asked), size)) response.write(chunk({ content: piece }));
    response.write(chunk({}, "stop"));
    response.end("data: [DONE]\n\n");
  };
}

/** Says its words about every fact, as one line. */
export const claims = (text: string, more: object = {}): Behaviour =>
  speaks((asked) =>
    line(
      factsIn(asked).map(({ n }) => n),
      text,
      more,
    ),
  );

/** Calls a tool with these arguments, in pieces. */
export function calls(argumentsText: string, name = "act", times = 1): Behaviour {
  return (_asked, response) => {
    openStream(response);
    for (let index = 0; index < times; index += 1)
      for (const [at, piece] of piecesOf(argumentsText, 9).entries())
        response.write(
          chunk({
            tool_calls: [
              {
                index,
                ...(at === 0 ? { id: `t${index}`, type: "function" } : {}),
                function: { ...(at === 0 ? { name } : {}), arguments: piece },
              },
            ],
          }),
        );
    response.write(chunk({}, "tool_calls"));
    response.end("data: [DONE]\n\n");
  };
}

export function failsWith(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Behaviour {
  return (_asked, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(body);
  };
}

/** Says something and then nothing any more, with the line open. */
export const stallsAfter =
  (text: string): Behaviour =>
  (_asked, response) => {
    openStream(response);
    if (text !== "") response.write(chunk({ content: text }));
  };

/** The socket breaks in the middle. */
export const breaksAfter =
  (text: string): Behaviour =>
  async (_asked, response) => {
    openStream(response);
    await new Promise<void>((resolve) => response.write(chunk({ content: text }), () => resolve()));
    response.destroy();
  };

/** Ends without a finish reason and without `[DONE]`. */
export const endsAfter =
  (text: string): Behaviour =>
  (_asked, response) => {
    openStream(response);
    response.end(chunk({ content: text }));
  };

/** Whatever is put on the wire, as an event stream. */
export const sends =
  (...wire: readonly (string | Buffer)[]): Behaviour =>
  (_asked, response) => {
    openStream(response);
    for (const piece of wire) response.write(piece);
    response.end();
  };

/** Every piece comes twice. */
export const stutters: Behaviour = (asked, response) => {
  openStream(response);
  const text = factsIn(asked)
    .map(({ n, fact }) => line([n], fact))
    .join("");
  for (const piece of piecesOf(text, 7))
    for (let time = 0; time < 2; time += 1) response.write(chunk({ content: piece }));
  response.write(chunk({}, "stop"));
  response.end("data: [DONE]\n\n");
};

/** Talks for ever, one piece after another, until the listener goes. */
export const rambles =
  (piece: string): Behaviour =>
  (_asked, response) => {
    openStream(response);
    const more = (): void => {
      while (!response.destroyed) if (!response.write(chunk({ content: piece }))) break;
    };
    response.on("drain", more);
    response.on("error", () => undefined);
    more();
  };

export { chunk as streamedChunk };
