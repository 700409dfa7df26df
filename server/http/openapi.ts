/** The OpenAPI 3.1 document, made from the routes themselves. */
import { z } from "zod";
import { twinOf } from "./mount-routes.ts";
import { TITLES } from "./problem.ts";
import { type Answer, isRepeatable, isWrite, type Route, refusalsOf } from "./route.ts";
import { problem } from "./schemas.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
};
export type Response = {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
  readonly content?: Content;
};
export type Operation = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Response>>;
};
export type OpenApi = {
  readonly openapi: "3.1.0";
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, JsonSchema>>;
  };
};

const DESCRIPTION =
  "Accounts, campaigns, characters and sessions of a table for fifth-edition play. Play itself goes over a socket: " +
  "`POST /api/sessions/{session}/join` gives the ticket. Every refusal is `application/problem+json` with a stable " +
  "`code`. A write that carries an `Idempotency-Key` is done once, however often it is sent; a change that carries " +
  "`If-Match` is made only while the thing is as it was; a read that carries `If-None-Match` may be answered 304.";

/** Below `/api`, unless the route stands at the root. */
export const fullPath = ({ path, root }: Route): string => (root === true ? path : `/api${path}`);

export function openApiOf(routes: readonly Route[], version: string): OpenApi {
  const named = new Map<string, JsonSchema>();
  const schemaOf = (schema: z.ZodType, io: "input" | "output"): JsonSchema => hoisted(schema, io, named);
  schemaOf(problem, "output");
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = fullPath(route);
    paths[path] = { ...paths[path], [route.method]: operationOf(route, routes, schemaOf) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Skald", version, description: DESCRIPTION },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  };
}

type SchemaOf = (schema: z.ZodType, io: "input" | "output") => JsonSchema;

function operationOf(route: Route, routes: readonly Route[], schemaOf: SchemaOf): Operation {
  const twin = twinOf(route, routes) !== null;
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    security: route.access === "anyone" ? [] : [{ bearer: [] }],
    parameters: [
      ...fieldsOf(route.params, "path", schemaOf),
      ...fieldsOf(route.query, "query", schemaOf),
      ...headersOf(route, twin),
    ],
    ...(route.bytes === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              route.bytes.map((type) => [type, { schema: { type: "string", format: "binary" } }]),
            ),
          },
        }),
    ...(route.body === null
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(route.body, "input") } },
          },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [status, answered(route, answer, schemaOf)]),
      ),
      ...(isWrite(route) || route.root === true ? {} : { 304: { description: "It is as it was." } }),
      ...Object.fromEntries(
        refusalsOf(route, twin)
          .filter((status) => route.answers[status] === undefined)
          .map((status) => [status, refused(TITLES[status])]),
      ),
    },
  };
}

/** `get-api-campaigns-campaign`: stable, and readable in generated code. */
const operationId = (route: Route): string =>
  `${route.method}${fullPath(route)
    .replaceAll(/[{}]/g, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")}`.replace(/-$/, "");

const refused = (description: string): Response => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const answered = (route: Route, { description, body, type }: Answer, schemaOf: SchemaOf): Response => ({
  description,
  ...(isWrite(route) || body === null ? {} : { headers: { ETag: { schema: { type: "string" } } } }),
  ...(body === null
    ? {}
    : { content: { [type ?? "application/json"]: { schema: schemaOf(body, "output") } } }),
});

function fieldsOf(
  schema: z.ZodType | null,
  where: "path" | "query",
  schemaOf: SchemaOf,
): readonly Parameter[] {
  if (schema === null) return [];
  // A query is read from text, so its numbers are known by what comes out; ids by what goes in.
  const { properties = {}, required = [] } = schemaOf(schema, where === "query" ? "output" : "input") as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: where,
    required: where === "path" || (required.includes(name) && rest.default === undefined),
    ...(typeof description === "string" ? { description } : {}),
    schema: rest,
  }));
}

function headersOf(route: Route, twin: boolean): readonly Parameter[] {
  const header = (name: string, description: string): Parameter => ({
    name,
    in: "header",
    required: false,
    description,
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
  });
  return [
    ...(isRepeatable(route)
      ? [header("Idempotency-Key", "Sent again under the same key, the write is not done again.")]
      : []),
    ...(isWrite(route) && twin ? [header("If-Match", "The ETag of what is to be changed.")] : []),
  ];
}

/** A schema whose named parts stand in the document's components. */
function hoisted(schema: z.ZodType, io: "input" | "output", named: Map<string, JsonSchema>): JsonSchema {
  const {
    $schema: _,
    $defs = {},
    ...made
  } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // Whole numbers have no end here that anybody would read.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const { id, ...own } = made as JsonSchema;
  const parts: Record<string, JsonSchema> = { ...($defs as Record<string, JsonSchema>) };
  if (typeof id === "string") parts[id] = own;
  const names = settled(parts, io, named);
  for (const [name, part] of Object.entries(parts)) named.set(names.get(name) ?? name, refer(part, names));
  return typeof id === "string" ? { $ref: `#/components/schemas/${names.get(id) ?? id}` } : refer(own, names);
}

/**
 * Under which names the parts stand. What is sent may differ from what is told under the same name, for instance in
 * what may be left out; it then has a name of its own, and so has whatever refers to it.
 */
function settled(
  parts: Readonly<Record<string, JsonSchema>>,
  io: "input" | "output",
  named: ReadonlyMap<string, JsonSchema>,
): ReadonlyMap<string, string> {
  const names = new Map(Object.keys(parts).map((name) => [name, name]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [name, part] of Object.entries(parts)) {
      const chosen = names.get(name) ?? name;
      const before = named.get(chosen);
      if (before === undefined || JSON.stringify(before) === JSON.stringify(refer(part, names))) continue;
      names.set(name, chosen === name && io === "input" ? `${name}Input` : next(chosen));
      changed = true;
    }
  }
  return names;
}

/** `Race`, `Race2`, `Race3`. */
const next = (name: string): string => {
  const [, stem = name, number = "1"] = /^(.*?)(\d*)$/.exec(name) ?? [];
  return `${stem}${Number(number === "" ? "1" : number) + 1}`;
};

/** `#/$defs/X` of one schema is `#/components/schemas/X` of the document; ids are for us alone. */
const refer = (part: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema => {
  const { id: _, ...rest } = part;
  return JSON.parse(
    JSON.stringify(rest).replaceAll(
      /"\$ref":"#\/\$defs\/([^"]+)"/g,
      (_all, name: string) => `"$ref":"#/components/schemas/${names.get(name) ?? name}"`,
    ),
  );
};
