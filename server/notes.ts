import { networkInterfaces } from "node:os";
import type { RuleBook } from "../rules/text/index.ts";
import type { Config } from "./config.ts";

/** What the operator should know about how this server runs, a line each. */
export function notesOn(
  config: Config,
  port: number,
  { connection, book }: { readonly connection: { readonly kind: string }; readonly book: RuleBook },
): readonly string[] {
  return [
    connection.kind === "served"
      ? "database: served Postgres"
      : `database: embedded in ${config.dataDir ?? "memory"}; one process alone, and a power cut may cost the last moments`,
    ...lanAddresses(config.host, port).map((address) => `others reach it at ${address}`),
    `dungeon master: ${config.model === null ? "the built-in narrator" : `${config.model.name} at ${new URL(config.model.baseUrl).host}`}`,
    `rule books: ${book.sources.map(({ name }) => name).join(", ")}`,
    ...book.problems.map(({ book: name, detail }) => `rule book ${name}: ${detail}`),
  ];
}

/** Where other machines find a server that listens on every address. */
const lanAddresses = (host: string, port: number): readonly string[] =>
  host !== "0.0.0.0" && host !== "::"
    ? []
    : Object.values(networkInterfaces())
        .flatMap((addresses) => addresses ?? [])
        .filter(({ family, internal }) => family === "IPv4" && !internal)
        .map(({ address }) => `http://${address}:${port}`);
