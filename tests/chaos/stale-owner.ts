/**
 * Two servers and one session. First the owner is stopped in mid-play for twice its lease, another takes over, and
 * the owner wakes: it may write nothing (S06). Then two people open the same session at both servers at once: one
 * of them writes (S07). `npm run chaos:owners -- --times 20`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Skald } from "../../client-sdk/src/skald.ts";
import type { Table } from "../../client-sdk/src/table.ts";
import { ownPostgres } from "../support/own-postgres.ts";
import { type ServerProcess, serverProcess } from "../support/server-process.ts";
import { until } from "../support/watch.ts";
import { type Ack, holdAgainstLog, type Witness } from "./ledger.ts";

const LEASE_MS = 1_000;
const PASSWORD = "a long enough password";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Says something and keeps the acknowledgement; what is not answered within `ms` is answered later or never. */
async function speak(table: Table, text: string, acks: Ack[]): Promise<boolean> {
  const answer = await table.say(text);
  if (answer.outcome === "accepted") {
    acks.push({ commandId: answer.commandId, sequence: answer.sequence, atMs: performance.now() });
  }
  return answer.outcome === "accepted";
}

type Pair = { readonly host: Skald; readonly guest: Skald; readonly sessionId: string };

/** A session whose two people are signed in at one server each. */
async function pair(first: ServerProcess, second: ServerProcess, index: number): Promise<Pair> {
  const host = new Skald(first.url);
  const guest = new Skald(second.url);
  await host.register({ email: `host-${index}@skald.example`, password: PASSWORD, displayName: "Host" });
  await guest.register({ email: `guest-${index}@skald.example`, password: PASSWORD, displayName: "Guest" });
  const campaign = await host.api.createCampaign({ name: `Owners ${index}` });
  const { code } = await host.api.invite(campaign.id);
  await guest.api.acceptInvite(code);
  const session = await host.api.createSession(campaign.id, { name: "Owners" });
  return { host, guest, sessionId: session.id };
}

const witness = (sessionId: string, ...acks: readonly Ack[][]): Witness => ({ sessionId, acks: acks.flat() });

/** The owner sleeps through its lease. */
async function sleepingOwner(first: ServerProcess, second: ServerProcess, index: number): Promise<Witness> {
  const { host, guest, sessionId } = await pair(first, second, index);
  const [hostAcks, guestAcks]: [Ack[], Ack[]] = [[], []];
  const owner = await host.sit(sessionId, { role: "dm" });
  await speak(owner, "before", hostAcks);
  process.kill(first.pid(), "SIGSTOP");
  const late = speak(owner, "while asleep", hostAcks);
  await pause(2 * LEASE_MS);
  const other = await guest.sit(sessionId, { role: "player" });
  for (const line of ["one", "two", "three"]) await speak(other, line, guestAcks);
  process.kill(first.pid(), "SIGCONT");
  await until(owner, () => owner.connection.status !== "open", "the woken owner to close its room", 15_000);
  await speak(other, "still here", guestAcks);
  other.leave();
  await late;
  await speak(owner, "after", hostAcks);
  owner.leave();
  return witness(sessionId, hostAcks, guestAcks);
}

/** Both servers are asked for the same session at the same moment. */
async function twoAtOnce(first: ServerProcess, second: ServerProcess, index: number): Promise<Witness> {
  const { host, guest, sessionId } = await pair(first, second, index);
  const [hostAcks, guestAcks]: [Ack[], Ack[]] = [[], []];
  const tables = [host.open(sessionId, { role: "dm" }), guest.open(sessionId, { role: "player" })] as const;
  const [hostTable, guestTable] = tables;
  const play = async (table: Table, acks: Ack[]) => {
    await table.ready;
    for (const line of ["one", "two", "three"]) await speak(table, line, acks);
    table.leave();
  };
  await Promise.all([play(hostTable, hostAcks), play(guestTable, guestAcks)]);
  return witness(sessionId, hostAcks, guestAcks);
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { times: { type: "string", default: "20" } } });
  const times = Number(values.times);
  const postgres = await ownPostgres();
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "skald-owners-")));
  const start = async (folder: string) => {
    const server = await serverProcess({
      DATABASE_URL: postgres.url,
      SKALD_DATA: folder,
      LEASE_MS: String(LEASE_MS),
      AUTH_ATTEMPTS_PER_MINUTE: "1000",
    });
    await server.start();
    return server;
  };
  const [first, second] = [await start(folders[0] ?? ""), await start(folders[1] ?? "")];
  const witnesses: Witness[] = [];
  try {
    for (let time = 1; time <= times; time++) {
      witnesses.push(await sleepingOwner(first, second, time));
      witnesses.push(await twoAtOnce(first, second, times + time));
      process.stderr.write(`${time} of ${times}\n`);
    }
    const verdict = await holdAgainstLog(postgres.url, witnesses);
    process.stdout.write(`${JSON.stringify({ sleepingOwners: times, twoAtOnce: times, ...verdict })}\n`);
    return verdict.lost + verdict.doubled + verdict.gaps === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${first.log()}\n--\n${second.log()}\n`);
    throw error;
  } finally {
    process.kill(first.pid(), "SIGCONT");
    await first.stop();
    await second.stop();
    await postgres.remove();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
