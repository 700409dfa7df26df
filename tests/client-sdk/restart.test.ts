import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Skald, verifySession } from "../../client-sdk/src/index.ts";
import { type ServerProcess, serverProcess } from "../support/server-process.ts";
import { troubledLine } from "../support/troubled-line.ts";
import { until } from "../support/watch.ts";

let server: ServerProcess;
let data: string;

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "skald-sdk-"));
  server = await serverProcess({ SKALD_DATA: data });
  await server.start();
}, 60_000);

afterAll(async () => {
  await server.stop();
  await rm(data, { recursive: true, force: true });
}, 30_000);

it("[SDK-11] a table lives through the server's death: nothing lost, nothing twice, and the file verifies", async () => {
  const skald = new Skald(server.url);
  await skald.register({ email: "ana@example.org", password: "long enough", displayName: "Ana" });
  const campaign = await skald.api.createCampaign({ name: "The Drowned Bell" });
  const session = await skald.api.createSession(campaign.id, { name: "An evening" });
  const table = await skald.sit(session.id, { role: "dm" });
  const heard: number[] = [];
  for (const entry of table.feed) heard.push(entry.sequence);
  table.onFeed((entry) => heard.push(entry.sequence));

  await expect(table.say("before")).resolves.toMatchObject({ outcome: "accepted" });
  await server.kill();
  await until(table, () => table.connection.status === "reconnecting", "the break to be noticed");
  const during = table.say("during");
  await server.start();
  await expect(during).resolves.toMatchObject({ outcome: "accepted" });
  await expect(table.say("after")).resolves.toMatchObject({ outcome: "accepted" });
  await expect(table.endSession()).resolves.toMatchObject({ outcome: "accepted" });
  await until(table, () => table.view.session.status === "ended", "the session's end");

  expect(heard).toEqual(heard.map((_, index) => index + 1));
  const said = table.feed.flatMap(({ event }) => (event?.kind === "said" ? [event.text] : []));
  expect(said).toEqual(["before", "during", "after"]);
  const verdict = verifySession(await skald.api.exportSession(session.id), table.heads);
  expect(verdict).toMatchObject({ ok: true, events: table.sequence });
  table.leave();
}, 60_000);

it("[SDK-12] a line that goes silent without breaking is given up, and what was said on it arrives once", async () => {
  const line = await troubledLine(server.url);
  const skald = new Skald(line.url.replace(/\/$/, ""), { heartbeatMs: 200, timeoutMs: 1_000 });
  await skald.register({ email: "ben@example.org", password: "long enough", displayName: "Ben" });
  const campaign = await skald.api.createCampaign({ name: "The Silent Road" });
  const session = await skald.api.createSession(campaign.id, { name: "Fog" });
  const table = await skald.sit(session.id, { role: "dm" });
  const kept = line.set("keep-answers");
  const said = table.say("is anybody there?");
  await kept;
  await until(table, () => table.connection.status === "reconnecting", "the silence to be noticed");
  void line.set("pass");
  await expect(said).resolves.toMatchObject({ outcome: "accepted" });
  await until(table, () => table.feed.some(({ event }) => event?.kind === "said"), "the words in the feed");
  expect(table.feed.filter(({ event }) => event?.kind === "said")).toHaveLength(1);
  table.leave();
  await line.close();
}, 60_000);
