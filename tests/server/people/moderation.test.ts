import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Skald } from "../../../client-sdk/src/index.ts";
import type { Running } from "../../../server/main.ts";
import { type OwnServer, startOnFiles } from "../support/own-files.ts";
import { send, someone } from "../support/server.ts";

let own: OwnServer;
let server: Running;
let admin: Skald;
let moderator: Skald;
let stranger: Skald;

const idOf = (skald: Skald): string => skald.user?.id ?? "";
const tokenOf = (skald: Skald): string => skald.signedIn?.token ?? "";

beforeAll(async () => {
  own = await startOnFiles();
  server = own.running;
  admin = await someone(server.address, "Ada");
  moderator = await someone(server.address, "Mo");
  stranger = await someone(server.address, "Sten");
  // The first admin comes to be by the operator's hand.
  await own.backstage("POST", "/role", { email: admin.user?.email, role: "ADMIN" });
  await admin.people.setRole(idOf(moderator), "MODERATOR");
});
afterAll(() => own.stop());

describe("roles", () => {
  it("[PPL-20] an admin gives and takes roles, a moderator and a user do not, and nobody their own", async () => {
    const other = await someone(server.address, "Other");
    for (const who of [moderator, stranger])
      await expect(who.people.setRole(idOf(other), "MODERATOR")).rejects.toMatchObject({ status: 404 });
    await expect(admin.people.setRole(idOf(admin), "USER")).rejects.toMatchObject({ status: 404 });
    expect(await admin.people.setRole(idOf(other), "MODERATOR")).toMatchObject({ role: "MODERATOR" });
    // What they may do now, they may at once.
    expect(await other.people.person(idOf(stranger))).toMatchObject({ displayName: "Sten" });
    await admin.people.setRole(idOf(other), "USER");
    await expect(other.people.person(idOf(stranger))).rejects.toMatchObject({ status: 404 });
  });

  it("[PPL-21] for a user there is no moderation, whatever they ask", async () => {
    const token = tokenOf(stranger);
    const id = idOf(admin);
    const asked: readonly (readonly [string, string, unknown])[] = [
      ["GET", "/api/moderation/users", undefined],
      ["GET", `/api/moderation/users/${id}`, undefined],
      ["GET", `/api/moderation/users/${idOf(stranger)}`, undefined],
      ["PUT", `/api/moderation/users/${id}/ban`, { reason: "because" }],
      ["DELETE", `/api/moderation/users/${id}/ban`, undefined],
      ["PUT", `/api/moderation/users/${idOf(stranger)}/role`, { role: "ADMIN" }],
    ];
    for (const [method, path, body] of asked)
      expect([method, path, (await send(server.address, method, path, { body, token })).status]).toEqual([
        method,
        path,
        404,
      ]);
  });

  it("[PPL-22] moderators find people by a part of name or address, page by page", async () => {
    const found = await moderator.people.people({ q: "STEN" });
    expect(found.people.map(({ id }) => id)).toContain(idOf(stranger));
    expect(await moderator.people.people({ q: "100%_sure" })).toEqual({ people: [], next: null });
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await moderator.people.people({ limit: 2, ...(after === undefined ? {} : { after }) });
      seen.push(...page.people.map(({ id }) => id));
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining([admin, moderator, stranger].map(idOf)));
  });
});

describe("bans", () => {
  it("[PPL-23] a ban ends tokens, refresh and the seat at the table within five seconds, and says why", async () => {
    const troll = await someone(server.address, "Troll");
    const { session } = await troll.api.createSample();
    const table = await troll.sit(session.id, { role: "dm" });
    const before = troll.signedIn;
    await moderator.people.ban(idOf(troll), "Flooded the table.");
    await expect
      .poll(() => table.connection, { timeout: 5_000 })
      .toMatchObject({ status: "closed", code: "not-welcome" });
    expect((await send(server.address, "GET", "/api/me", { token: before?.token ?? "" })).status).toBe(401);
    const body = { refreshToken: before?.refreshToken };
    expect((await send(server.address, "POST", "/api/auth/refresh", { body })).status).toBe(401);
    const login = { email: before?.user.email, password: "a long password" };
    expect(await send(server.address, "POST", "/api/auth/login", { body: login })).toMatchObject({
      status: 403,
      body: { code: "banned", detail: expect.stringContaining("Flooded the table.") },
    });
    const wrong = { ...login, password: "not the password" };
    expect((await send(server.address, "POST", "/api/auth/login", { body: wrong })).status).toBe(401);
  });

  it("[PPL-26] a ban closes replays too", async () => {
    const troll = await someone(server.address, "Troll");
    const { session } = await troll.api.createSample();
    const replay = await troll.replay(session.id);
    expect(replay.connection.status).toBe("open");
    await moderator.people.ban(idOf(troll), "Flooded the table.");
    await expect
      .poll(() => replay.connection, { timeout: 5_000 })
      .toMatchObject({ status: "closed", code: "not-welcome" });
  });

  it("[PPL-24] a lifted ban and one that ran out let the person in again; the old sign-ins stay ended", async () => {
    const guest = await someone(server.address, "Guest");
    const before = guest.signedIn;
    const login = { email: before?.user.email, password: "a long password" };
    const status = async () =>
      (await send(server.address, "POST", "/api/auth/login", { body: login })).status;
    expect(await moderator.people.ban(idOf(guest), "A day off.", "2999-01-01T00:00:00Z")).toMatchObject({
      banned: { reason: "A day off.", until: "2999-01-01T00:00:00.000Z", by: idOf(moderator) },
    });
    expect(await status()).toBe(403);
    expect(await moderator.people.liftBan(idOf(guest))).toMatchObject({ banned: null });
    expect(await status()).toBe(200);
    const body = { refreshToken: before?.refreshToken };
    expect((await send(server.address, "POST", "/api/auth/refresh", { body })).status).toBe(401);
    await expect(
      moderator.people.ban(idOf(guest), "Too late.", "2001-01-01T00:00:00Z"),
    ).rejects.toMatchObject({ status: 400 });
  });

  it("[PPL-25] moderators judge users alone, admins everybody but themselves", async () => {
    const second = await someone(server.address, "Second");
    await admin.people.setRole(idOf(second), "MODERATOR");
    for (const target of [admin, second, moderator])
      await expect(moderator.people.ban(idOf(target), "Coup.")).rejects.toMatchObject({ status: 404 });
    await expect(admin.people.ban(idOf(admin), "Tired.")).rejects.toMatchObject({ status: 404 });
    expect(await admin.people.ban(idOf(second), "Coup.")).toMatchObject({ banned: { reason: "Coup." } });
  });
});
