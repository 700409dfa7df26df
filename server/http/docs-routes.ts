import { readFileSync } from "node:fs";
import { z } from "zod";
import { DOCS_STYLE, docsPage } from "./docs-page.ts";
import { openApiOf } from "./openapi.ts";
import { answers, openRoute, type Route, sent } from "./route.ts";

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")));

/** The document of all routes, these among them, and a page to read it on. */
export function withDocs(routes: readonly Route[]): readonly Route[] {
  const tag = "The API itself";
  const all: readonly Route[] = [
    ...routes,
    openRoute({
      method: "get",
      path: "/openapi.json",
      root: true,
      tag,
      summary: "This document",
      answers: { 200: answers("OpenAPI 3.1.", z.looseObject({ openapi: z.literal("3.1.0") })) },
      handle: ({ response }) => text(response, "application/json", () => JSON.stringify(document())),
    }),
    openRoute({
      method: "get",
      path: "/docs",
      tag,
      summary: "The API as a page to read",
      answers: { 200: answers("A page.", z.string(), "text/html") },
      handle: ({ response }) => text(response, "html", () => docsPage(document())),
    }),
    openRoute({
      method: "get",
      path: "/docs.css",
      tag,
      summary: "How that page looks",
      answers: { 200: answers("A style sheet.", z.string(), "text/css") },
      handle: ({ response }) => text(response, "css", () => DOCS_STYLE),
    }),
  ];
  const document = once(() => openApiOf(all, version));
  return all;
}

const text = (
  response: {
    type(type: string): { send(body: string): unknown };
    setHeader(name: string, value: string): unknown;
  },
  type: string,
  body: () => string,
) => {
  response.setHeader("Cache-Control", "public, no-cache");
  response.type(type).send(body());
  return sent;
};

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
