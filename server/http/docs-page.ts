/** The API as a page to read: made once from the document, without scripts. */
import type { JsonSchema, OpenApi, Operation, Response } from "./openapi.ts";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const anchor = (kind: string, name: string): string => `${kind}-${name.replaceAll(/[^A-Za-z0-9]+/g, "-")}`;

export function docsPage(document: OpenApi): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const sections = document.tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<section id="${anchor("tag", name)}"><h2>${escaped(name)}</h2>${own
      .map(({ path, method, operation }) => operationHtml(path, method, operation))
      .join("")}</section>`;
  });
  const links = document.tags.map(({ name }) => `<a href="#${anchor("tag", name)}">${escaped(name)}</a>`);
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<details id="${anchor("schema", name)}"><summary><code>${escaped(name)}</code></summary>${schemaHtml(schema)}</details>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(document.info.title)}: the API</title>
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<header>
<h1>${escaped(document.info.title)} <small>${escaped(document.info.version)}</small></h1>
<p>${prose(document.info.description)}</p>
<p><a href="/openapi.json">openapi.json</a></p>
<nav aria-label="Parts">${links.join(" ")} <a href="#schemas">Shapes</a></nav>
</header>
<main>
${sections.join("\n")}
<section id="schemas"><h2>Shapes</h2>${schemas.join("")}</section>
</main>
</body>
</html>
`;
}

const prose = (text: string): string => escaped(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");

function operationHtml(path: string, method: string, operation: Operation): string {
  const { summary, security, parameters, requestBody, responses, operationId } = operation;
  const body = requestBody?.content["application/json"];
  return `<details id="${escaped(operationId)}">
<summary><span class="method ${method}">${method.toUpperCase()}</span> <code>${escaped(path)}</code> <span>${prose(summary)}</span></summary>
<p>${security.length === 0 ? "Open to anybody." : "For somebody signed in."}</p>
${parameters.length === 0 ? "" : `<table><caption>Takes</caption>${parameters.map(parameterHtml).join("")}</table>`}
${body === undefined ? "" : `<h4>Body</h4>${schemaHtml(body.schema)}`}
<table><caption>Answers</caption>${Object.entries(responses).map(responseHtml).join("")}</table>
</details>`;
}

const parameterHtml = ({ name, in: where, required, description, schema }: Operation["parameters"][number]) =>
  `<tr><th scope="row"><code>${escaped(name)}</code></th><td>${where}${required ? "" : ", if wanted"}</td><td>${prose(
    description ?? "",
  )} ${schemaHtml(schema)}</td></tr>`;

const responseHtml = ([status, { description, content }]: [string, Response]): string =>
  `<tr><th scope="row">${status}</th><td>${prose(description)}</td><td>${Object.entries(content ?? {})
    .map(([type, { schema }]) => `<code>${escaped(type)}</code> ${schemaHtml(schema)}`)
    .join("")}</td></tr>`;

function schemaHtml(schema: JsonSchema): string {
  const { $ref } = schema;
  if (typeof $ref === "string") {
    const name = $ref.split("/").at(-1) ?? "";
    return `<a href="#${anchor("schema", name)}"><code>${escaped(name)}</code></a>`;
  }
  return `<pre>${escaped(JSON.stringify(schema, null, 2)).replaceAll(
    /#\/components\/schemas\/(\w+)/g,
    '<a href="#schema-$1">$1</a>',
  )}</pre>`;
}

export const DOCS_STYLE = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 1rem; }
nav { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
h1 small { font-size: 1rem; font-weight: normal; }
details { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 0.4rem 0; }
summary { cursor: pointer; }
.method { display: inline-block; min-width: 4.5rem; font-weight: 700; font-family: ui-monospace, monospace; }
table { border-collapse: collapse; margin: 0.5rem 0; width: 100%; }
caption { text-align: left; font-weight: 700; }
th, td { text-align: left; vertical-align: top; padding: 0.2rem 0.75rem 0.2rem 0; }
pre { overflow-x: auto; margin: 0.25rem 0; font-size: 0.85rem; }
`;
