import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { CharacterChoices, Skald } from "../../../client-sdk/src/index.ts";
import type { JsonSchema, OpenApi, Operation } from "../../../server/http/openapi.ts";
import { SAMPLE_CHARACTERS } from "../../../server/sample.ts";
import { type LetterBox, openLetterBox } from "../../support/letter-box.ts";
import { type LocalProvider, openLocalProvider } from "../../support/oidc-provider.ts";
import { type OwnServer, startOnFiles } from "../support/own-files.ts";
import { someone } from "../support/server.ts";
import { nonsense, valuesOf } from "./made-up.ts";

/** Made-up requests to each route; more of them with `API_RUNS`. */
const RUNS = Number(process.env.API_RUNS ?? 12);
const PUBLIC = "http://table.example";

type Input = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly token?: string | null;
};
type Asked = { readonly path: string; readonly method: string; readonly operation: Operation };

let own: OwnServer;
let letters: LetterBox;
let provider: LocalProvider;
let outside: Awaited<ReturnType<typeof openKeys>>;
let document: OpenApi;
let [owner, player, admin]: Skald[] = [];
/** Ids by the name that a path gives them. */
const pool: Record<string, string> = {};

beforeAll(async () => {
  letters = await openLetterBox();
  provider = await openLocalProvider(`${PUBLIC}/oauth`);
  outside = await openKeys();
  own = await startOnFiles({
    publicUrl: PUBLIC,
    requestsPerMinute: 1_000_000,
    authAttemptsPerMinute: 1_000_000,
    smtp: { url: letters.url, from: "table@skald.example" },
    oidc: {
      name: "local",
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
    },
    outside: { issuer: outside.issuer, jwksUrl: outside.issuer, audience: "authenticated" },
  });
  const { address } = own.running;
  [owner, player, admin] = await Promise.all(["Dana", "Kara", "Ada"].map((name) => someone(address, name)));
  await own.backstage("POST", "/role", { email: admin?.user?.email, role: "ADMIN" });
  // Who was given a role shows a newer token.
  await here(admin).people.me();
  document = await (await fetch(`${address}/openapi.json`)).json();
});
beforeEach(async () => {
  for (const name of Object.keys(pool)) delete pool[name];
  const { campaign, session } = await here(owner).api.createSample();
  const [character] = await here(owner).api.characters(campaign.id);
  Object.assign(pool, { campaign: campaign.id, session: session.id, character: character?.id });
  Object.assign(pool, { user: player?.user?.id, player: player?.user?.id, provider: "local" });
  await here(owner).api.join(session.id, "dm");
});
afterAll(async () => {
  await own.stop();
  await Promise.all([letters.close(), provider.close(), outside.close()]);
});

const here = (skald: Skald | undefined): Skald => {
  if (skald === undefined) throw new Error("nobody");
  return skald;
};
const tokenOf = (skald: Skald | undefined): string => here(skald).signedIn?.token ?? "";

/** Keys that somebody else publishes. */
async function openKeys() {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }] });
  const http = createServer((_request, response) => void response.end(keys));
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    issuer,
    token: () =>
      new SignJWT({ sub: "olga", email: "olga@outside.example" })
        .setProtectedHeader({ alg: "ES256", kid: "one" })
        .setIssuer(issuer)
        .setAudience("authenticated")
        .setExpirationTime("5m")
        .sign(privateKey),
    close: () =>
      new Promise<void>((done) => {
        http.closeAllConnections();
        http.close(() => done());
      }),
  };
}

const secretFrom = async (skald: Skald, purpose: string): Promise<string> => {
  const found = () =>
    letters
      .to(skald.user?.email ?? "")
      .map(({ text }) => new RegExp(`/${purpose}#([\\w-]+)`).exec(text)?.[1])
      .find((each) => each !== undefined);
  await expect.poll(found).toBeDefined();
  return found() ?? "";
};
const vouched = async (sub: string) => {
  provider.somebody = { sub, email: `${sub}@table.example`, email_verified: true, name: "Vera" };
  const { url, flow } = await here(owner).people.startOAuth("local");
  return { flow, query: await provider.visit(url) };
};
const fresh = () => someone(own.running.address, "Fresh");
const ofThem = (skald: Skald): Input => ({ token: tokenOf(skald) });

const { name: NAME, sheet: SHEET } = SAMPLE_CHARACTERS[0] ?? { name: "", sheet: {} };
const CHARACTER = { name: NAME, sheet: SHEET };
const picture = async (): Promise<Blob> => {
  const background = { r: 120, g: 60, b: 20 };
  const png = await sharp({ create: { width: 300, height: 200, channels: 3, background } })
    .png()
    .toBuffer();
  return new Blob([new Uint8Array(png)]);
};

const STEP_BY_STEP: CharacterChoices = {
  race: "Human",
  background: "Acolyte",
  languages: ["Dwarvish", "Elvish", "Giant"],
  abilities: { method: "standard-array", scores: { str: 15, dex: 13, con: 14, int: 8, wis: 12, cha: 10 } },
  levels: [
    { class: "Fighter", skills: ["Athletics", "Perception"], fightingStyle: "Defense" },
    { class: "Fighter" },
  ],
  equipment: [{ option: 0 }, { option: 0, items: ["Longsword"] }, { option: 0 }, { option: 1 }],
};
const prepared = async (): Promise<Input> => {
  const made = await here(owner).api.createCharacter(pool.campaign ?? "", {
    name: "Wil",
    sheet: {
      race: "Elf",
      classes: [{ class: "Wizard", level: 1 }],
      abilities: { str: 8, dex: 14, con: 13, int: 15, wis: 12, cha: 10 },
      spells: [{ spell: "Sleep", prepared: false }],
    },
  });
  return { params: { character: made.id }, body: { class: "Wizard", prepared: ["Sleep"] } };
};
const item = () =>
  here(owner).catalog.create("items", { name: `Helm ${randomUUID()}`, slot: "HEAD", visibility: "PUBLIC" });

/** What success takes where a made-up request cannot have it. */
const RECIPES: Readonly<Record<string, () => Promise<Input>>> = {
  "post-api-auth-login": async () => ({
    body: { email: owner?.user?.email, password: "a long password" },
  }),
  "post-api-auth-refresh": async () => ({ body: { refreshToken: (await fresh()).signedIn?.refreshToken } }),
  "post-api-auth-logout": async () => ofThem(await fresh()),
  "post-api-auth-verify-email": async () => ({
    body: { token: await secretFrom(await fresh(), "verify-email") },
  }),
  "post-api-auth-reset-password": async () => {
    const who = await fresh();
    await who.people.forgottenPassword(who.user?.email ?? "");
    return { body: { token: await secretFrom(who, "reset-password"), password: "another long one" } };
  },
  "post-api-auth-oauth-provider-finish": async () => ({ body: await vouched("vera") }),
  "put-api-me-identity-provider": async () => ({ body: await vouched("wera") }),
  "post-api-auth-outside": async () => ({ body: { token: await outside.token() } }),
  "put-api-me-password": async () => ({
    ...ofThem(await fresh()),
    body: { current: "a long password", password: "another long one" },
  }),
  "delete-api-me": async () => ({ ...ofThem(await fresh()), body: { password: "a long password" } }),
  "delete-api-me-sign-ins-signIn": async () => {
    const who = await fresh();
    return { ...ofThem(who), params: { signIn: who.signedIn?.signInId } };
  },
  "put-api-moderation-users-user-ban": async () => ({
    params: { user: (await fresh()).user?.id },
    body: { reason: "A try." },
  }),
  "put-api-moderation-users-user-role": async () => ({
    params: { user: (await fresh()).user?.id },
    body: { role: "USER" },
  }),
  "post-api-invites-code-accept": async () => ({
    params: { code: (await here(owner).api.invite(pool.campaign ?? "")).code },
    token: tokenOf(player),
  }),
  "delete-api-campaigns-campaign-players-player": async () => {
    const { code } = await here(owner).api.invite(pool.campaign ?? "");
    const guest = await fresh();
    await guest.api.acceptInvite(code);
    return { params: { campaign: pool.campaign, player: guest.user?.id } };
  },
  "post-api-campaigns-campaign-characters": async () => ({ body: CHARACTER }),
  "patch-api-characters-character": async () => ({ body: CHARACTER }),
  "post-api-campaigns-campaign-characters-build": async () => ({
    params: { campaign: pool.campaign },
    body: { name: "Kara Holt", choices: STEP_BY_STEP },
  }),
  "post-api-characters-character-level-up": async () => {
    const made = await here(owner).characters.build(pool.campaign ?? "", "Kara Holt", STEP_BY_STEP);
    return { params: { character: made.id }, body: { class: "Fighter", subclass: "Champion" } };
  },
  "post-api-characters-character-prepare": async () => prepared(),
  "post-api-characters-character-prepare-check": async () => prepared(),
  "post-api-campaigns-campaign-characters-import": async () => ({
    params: { campaign: pool.campaign },
    body: await here(owner).characters.export(pool.character ?? ""),
  }),
  "put-api-characters-character-items-item": async () => ({
    params: { character: pool.character, item: (await item()).id },
    body: { quantity: 1 },
  }),
  "get-api-characters-character-portrait": async () => {
    const { id } = await here(owner).catalog.upload(await picture(), {});
    await here(owner).catalog.changeBelongings(pool.character ?? "", { imageId: id });
    return { params: { character: pool.character } };
  },
  "put-api-characters-character-portrait": async () => ({
    params: { character: pool.character },
    body: { imageId: (await here(owner).catalog.upload(await picture(), {})).id },
  }),
  "put-api-me-picture": async () => ({
    body: { imageId: (await here(owner).catalog.upload(await picture(), {})).id },
  }),
  "get-api-users-user-picture": async () => {
    const { id } = await here(owner).catalog.upload(await picture(), {});
    await here(owner).people.setPicture(id);
    return { params: { user: owner?.user?.id } };
  },
  "put-api-moderation-catalog-shelf-entry-withheld": async () => ({
    params: { shelf: "items", entry: (await item()).id },
  }),
  "delete-api-moderation-catalog-shelf-entry-withheld": async () => {
    const { id } = await item();
    await here(admin).catalog.withhold("items", id);
    return { params: { shelf: "items", entry: id } };
  },
  "get-api-sessions-session-changes": async () => ({ query: { from: 0 } }),
  "get-api-sessions-session-knowledge": async () => ({ query: { event: 1 } }),
  "post-api-images": async () => ({ body: await picture() }),
  "post-api-sessions-session-join": async () => ({ body: { role: "dm" } }),
  "post-api-sessions-session-fork": async () => ({ body: { at: 1 } }),
  "post-api-sessions-session-replay": async () => ({ body: {} }),
  "get-api-sessions-session-dice": async () => {
    const ended = await here(owner).api.createSession(pool.campaign ?? "", { name: "Over" });
    await here(owner).api.join(ended.id, "dm");
    await here(owner).api.endSession(ended.id);
    return { params: { session: ended.id } };
  },
  "get-api-rules-section": async () => {
    const [hit] = (await here(owner).api.searchRules("cover")).hits;
    return { query: { source: hit?.sourceId, path: hit?.path } };
  },
};

const operations = (): readonly Asked[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

const tokenFor = ({ path, operation }: Asked): string | null =>
  operation.security.length === 0 ? null : tokenOf(path.startsWith("/api/moderation") ? admin : owner);

type Answered = { readonly status: number; readonly body: unknown; readonly said: string };

/** Asks, and holds the answer to what the document says of it. */
async function ask(asked: Asked, input: Input): Promise<Answered> {
  const { path, method, operation } = asked;
  const named = { ...idsOn(path), ...input.params };
  const url = new URL(
    path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
      encodeURIComponent(partOfPath(named[name] ?? "none")),
    ),
    own.running.address,
  );
  for (const [name, value] of Object.entries(input.query ?? {}))
    for (const each of Array.isArray(value) ? value : [value])
      url.searchParams.append(name, wellFormed(each));
  const token = input.token === undefined ? tokenFor(asked) : input.token;
  const wanted = Object.keys(operation.requestBody?.content ?? {})[0] ?? "application/json";
  const hasBody = input.body !== undefined && method !== "get";
  const response = await fetch(url, {
    method: method.toUpperCase(),
    headers: {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(hasBody ? { "Content-Type": wanted } : {}),
    },
    ...(hasBody ? { body: input.body instanceof Blob ? input.body : JSON.stringify(input.body) } : {}),
  });
  const text = await response.text();
  const type = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
  const body = type.includes("json") && !type.endsWith("jsonl") ? JSON.parse(text) : text;
  const said = `${method} ${url.pathname}${url.search} ${JSON.stringify(input.body)?.slice(0, 500)} -> ${response.status} ${text.slice(0, 500)}`;
  expect(Object.keys(operation.responses), said).toContain(String(response.status));
  expect(response.status, said).not.toBe(500);
  const content = operation.responses[String(response.status)]?.content;
  if (content === undefined) expect(text, said).toBe("");
  else {
    expect(Object.keys(content), said).toContain(type);
    const shape = content[type]?.schema;
    if (shape !== undefined && type.includes("json") && !type.endsWith("jsonl"))
      expect(checkOf(shape).safeParse(body).error?.issues, said).toBeUndefined();
  }
  return { status: response.status, body, said };
}

/** Nothing, `.` and `..` make another path of it. */
const partOfPath = (value: unknown): string => {
  const text = wellFormed(value);
  return /^\.{0,2}$/.test(text) ? "none" : text;
};

const wellFormed = (value: unknown): string =>
  (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).toWellFormed();

const checks = new Map<string, z.ZodType>();
function checkOf(schema: JsonSchema): z.ZodType {
  const key = JSON.stringify(schema);
  const known = checks.get(key);
  if (known !== undefined) return known;
  const whole = JSON.stringify({ ...schema, $defs: document.components.schemas });
  const check = z.fromJSONSchema(JSON.parse(whole.replaceAll("#/components/schemas/", "#/$defs/")));
  checks.set(key, check);
  return check;
}

/** Requests as the document wants them: only what is required, or all kinds of it. */
function inputsOf({ path, operation }: Asked, least: boolean): fc.Arbitrary<Input> {
  const known = document.components.schemas;
  const ids = idsOn(path);
  const fields = (where: string) =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((each) => each.in === where && (!least || each.required) && ids[each.name] === undefined)
          .map(({ name, schema }) => [name, valuesOf(schema, known, least)]),
      ),
      {
        requiredKeys: operation.parameters
          .filter((each) => each.in === where && each.required && ids[each.name] === undefined)
          .map(({ name }) => name),
      },
    );
  const body = operation.requestBody?.content["application/json"]?.schema;
  return fc.record({
    params: fields("path"),
    query: fields("query"),
    body: body === undefined ? fc.constant(undefined) : valuesOf(body, known, least),
  }) as fc.Arbitrary<Input>;
}

/** The same, with something that nobody asked for in it. */
const spoiled = (asked: Asked): fc.Arbitrary<Input> =>
  fc
    .tuple(inputsOf(asked, false), nonsense(), fc.nat(), fc.constantFrom("body", "field", "query", "params"))
    .map(([input, junk, at, where]): Input => {
      if (where === "body" || (where === "field" && !isRecord(input.body))) return { ...input, body: junk };
      const part = where === "field" ? input.body : where === "query" ? input.query : input.params;
      const names = [...Object.keys(isRecord(part) ? part : {}), "unknown"];
      if (where === "params")
        names.push(
          ...asked.operation.parameters.filter((each) => each.in === "path").map(({ name }) => name),
        );
      const changed = { ...(isRecord(part) ? part : {}), [names[at % names.length] ?? "unknown"]: junk };
      return where === "field" ? { ...input, body: changed } : { ...input, [where]: changed };
    });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What was made is known to the paths below. */
function remember({ path, method }: Asked, { body }: Answered): void {
  if (method !== "post" || !isRecord(body) || typeof body.id !== "string") return;
  for (const below of Object.keys(document.paths)) {
    const name = below.startsWith(`${path}/`)
      ? /^\{(\w+)\}/.exec(below.slice(path.length + 1))?.[1]
      : undefined;
    if (name === undefined) continue;
    pool[`${path}/{${name}}`] ??= body.id;
    pool[name] ??= body.id;
  }
}

/** The ids that a path can be asked with: of what was made right above it, else of what bears the name. */
function idsOn(path: string): Readonly<Record<string, string>> {
  const made = Object.entries(pool).flatMap(([key, value]) => {
    const name = key.startsWith("/") && path.startsWith(key) ? /\{(\w+)\}$/.exec(key)?.[1] : undefined;
    return name === undefined ? [] : [[name, value] as const];
  });
  return { ...pool, ...Object.fromEntries(made) };
}

/** What makes things first, what takes them away last, parts before the whole. */
const inOrder = (): readonly Asked[] =>
  [...operations()].sort((a, b) => {
    const [endsA, endsB] = [ends(a), ends(b)];
    return endsA - endsB || (endsA === 0 ? depthOf(a) - depthOf(b) : depthOf(b) - depthOf(a));
  });
const ends = ({ method, operation }: Asked): number =>
  method === "delete" ? 2 : operation.operationId === "post-api-sessions-session-end" ? 1 : 0;
const depthOf = ({ path }: Asked): number => path.split("/").length;

describe("made-up requests from the document", () => {
  it("[API-30] every route is reached with success, and answers as it says", async () => {
    const unreached: string[] = [];
    const order = inOrder();
    for (const asked of order) {
      const recipe = RECIPES[asked.operation.operationId];
      const tries: Input[] =
        recipe === undefined
          ? [
              ...fc.sample(inputsOf(asked, true), { numRuns: 6, seed: 7 }),
              ...fc.sample(inputsOf(asked, false), { numRuns: 6, seed: 7 }),
            ]
          : [await recipe()];
      let last = "";
      for (const input of tries) {
        const answer = await ask(asked, input);
        last = answer.said;
        if (answer.status >= 300) continue;
        remember(asked, answer);
        last = "";
        break;
      }
      if (last !== "") unreached.push(last);
    }
    expect(unreached).toEqual([]);
    console.info(`${order.length} routes were reached with success`);
  }, 180_000);

  it("[API-31] no request finds a mistake of ours or a status that the document does not name", async () => {
    let requests = 0;
    for (const asked of inOrder()) {
      const { operationId } = asked.operation;
      // What a made-up request may end must not end the test.
      const token = operationId === "post-api-auth-logout" ? tokenOf(await fresh()) : undefined;
      await fc.assert(
        fc.asyncProperty(fc.oneof(inputsOf(asked, false), spoiled(asked)), async (input) => {
          requests += 1;
          await ask(asked, token === undefined ? input : { ...input, token });
        }),
        { numRuns: RUNS, endOnFailure: true },
      );
      if (asked.operation.security.length > 0)
        expect((await ask(asked, { token: "e30.e30.e30" })).status).toBe(401);
    }
    console.info(`${requests} made-up requests`);
  }, 600_000);
});
