import { afterAll, beforeAll, expect, it } from "vitest";
import type { Running } from "../../server/main.ts";
import { SAMPLE_SCENE } from "../../server/sample.ts";
import { send, someone, startServer } from "./support/server.ts";

let server: Running;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

it("[SMP-1] whoever has just signed in gets a first evening in one step, and its scene can be set", async () => {
  const anna = await someone(server.address);
  const token = anna.signedIn?.token ?? "";
  const made = await send(server.address, "POST", "/api/sample", { body: {}, token });
  expect(made).toMatchObject({
    status: 201,
    body: { campaign: { role: "owner" }, session: { status: "active" } },
  });
  const { session, characters } = made.body as { session: { id: string }; characters: { id: string }[] };
  expect(characters).toHaveLength(3);
  const table = await anna.sit(session.id);
  expect(table.role).toBe("dm");
  for (const command of SAMPLE_SCENE)
    expect(await table.command(command)).toMatchObject({ outcome: "accepted" });
  const first = characters[0]?.id ?? "";
  expect(await table.command({ do: "bring-character", character: first })).toMatchObject({
    outcome: "accepted",
  });
  expect(Object.values(table.view.creatures)).toHaveLength(5);
  await table.leave();
});
