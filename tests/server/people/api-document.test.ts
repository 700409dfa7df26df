import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { OpenApi, Operation } from "../../../server/http/openapi.ts";
import type { Running } from "../../../server/main.ts";
import { send, startServer } from "../support/server.ts";

let server: Running;
let document: OpenApi;
beforeAll(async () => {
  server = await startServer();
  document = (await send(server.address, "GET", "/openapi.json")).body as OpenApi;
});
afterAll(() => server.stop());

const operations = (): readonly (readonly [path: string, method: string, operation: Operation])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
  );

/** What OpenAPI 3.1 asks of a document, as far as ours makes use of it. Unknown fields are refused. */
const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/), z.strictObject({ schema }));
const operationShape = z.strictObject({
  operationId: z.string().regex(/^[a-z][a-zA-Z0-9-]+$/),
  tags: z.array(z.string()).min(1),
  summary: z.string().min(1),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(
    z.strictObject({
      name: z.string().min(1),
      in: z.enum(["path", "query", "header"]),
      required: z.boolean(),
      description: z.string().optional(),
      schema,
    }),
  ),
  requestBody: z.strictObject({ required: z.boolean(), content }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({
      description: z.string().min(1),
      headers: z.record(z.string(), z.strictObject({ schema })).optional(),
      content: content.optional(),
    }),
  ),
});
const documentShape = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  tags: z.array(z.strictObject({ name: z.string() })),
  paths: z.record(
    z.string().regex(/^\//),
    z.partialRecord(z.enum(["get", "put", "post", "patch", "delete"]), operationShape),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), schema),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.literal("http") })),
  }),
});

describe("the document of the API", () => {
  it("[API-1] has the shape of OpenAPI 3.1", () => {
    expect(documentShape.safeParse(document).error?.issues ?? []).toEqual([]);
    expect(operations().length).toBeGreaterThan(30);
  });

  it("[API-2] names each operation once, and every parameter of a path", () => {
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [path, method, { parameters }] of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const named = parameters.filter((each) => each.in === "path").map(({ name }) => name);
      expect([method, path, named]).toEqual([method, path, inPath]);
    }
  });

  it("[API-3] refers to nothing that is not in it, and every schema is one", () => {
    const text = JSON.stringify(document);
    const wanted = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref));
    expect(wanted.size).toBeGreaterThan(8);
    for (const ref of wanted)
      expect(document.components.schemas).toHaveProperty([String(ref).replace("#/components/schemas/", "")]);
    const whole = (part: object) => ({ ...part, $defs: document.components.schemas });
    for (const [, , { requestBody, responses }] of operations())
      for (const part of [requestBody, ...Object.values(responses)])
        for (const { schema } of Object.values(part?.content ?? {})) {
          const local = JSON.parse(
            JSON.stringify(whole(schema)).replaceAll("#/components/schemas/", "#/$defs/"),
          );
          expect(() => z.fromJSONSchema(local)).not.toThrow();
        }
  });

  it("[API-4] knows every route that is mounted, and no other", async () => {
    const mounted = await mountedRoutes();
    const written = operations().map(([path, method]) => `${method} ${path}`);
    expect(mounted.length).toBeGreaterThan(30);
    expect(mounted.filter((route) => !UNTOLD.test(route)).sort()).toEqual([...written].sort());
  });

  it("[API-5] is a page to read too, without scripts, with every operation on it", async () => {
    const page = await send(server.address, "GET", "/api/docs");
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
    expect(page.body).not.toContain("<script");
    for (const [path, , { operationId }] of operations()) {
      expect(page.body).toContain(`id="${operationId}"`);
      expect(page.body).toContain(`<code>${path}</code>`);
    }
    const style = await send(server.address, "GET", "/api/docs.css");
    expect([style.status, style.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
    const links = [...String(page.body).matchAll(/href="#([^"]+)"/g)].map(([, to]) => to);
    for (const to of links) expect(page.body).toContain(`id="${to}"`);
  });
});

/** Only this machine's operator asks these; the web table is no API. */
const UNTOLD = /^get \/metrics$|^\w+ \/api\/local\//;

type Layer = {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
  match(path: string): boolean;
};

/** The routes as Express knows them, of an application with nothing behind it. */
async function mountedRoutes(): Promise<readonly string[]> {
  const { default: express } = await import("express");
  const { mountHttp } = await import("../../../server/http/app.ts");
  const app = express();
  // Nothing is asked of what is behind the routes while they are only looked at.
  const nothing: unknown = new Proxy(() => nothing, { get: () => nothing });
  const said = { local: { token: "" }, attemptsPerMinute: 1, requestsPerMinute: 1, trustedProxies: 0 };
  const needs = new Proxy(said, {
    get: (known, name) => (name in known ? Reflect.get(known, name) : nothing),
  });
  mountHttp(app, needs as unknown as Parameters<typeof mountHttp>[1]);
  const walk = (layers: readonly Layer[], prefix: string): string[] =>
    layers.flatMap((layer) => {
      const { route, handle } = layer;
      if (route !== undefined)
        return typeof route.path === "string" && route.path !== "/"
          ? Object.keys(route.methods).map(
              (method) => `${method} ${prefix}${String(route.path).replaceAll(/:(\w+)/g, "{$1}")}`,
            )
          : [];
      const below = ["", "/api", "/api/local"].find((each) => layer.match(`${each}/`)) ?? "";
      return walk(handle.stack ?? [], below);
    });
  return [...new Set(walk((app.router as unknown as { stack: readonly Layer[] }).stack, ""))];
}
