/** Clients that write without pause and keep every answer, so that the log can be held against them. */
import { Skald } from "../../client-sdk/src/skald.ts";
import type { Table } from "../../client-sdk/src/table.ts";
import type { Ack } from "./ledger.ts";

export type Writer = {
  readonly name: string;
  readonly sessionId: string;
  readonly table: Table;
  readonly acks: Ack[];
  readonly refusals: Map<string, number>;
  /** Commands sent and not answered yet. */
  waiting: number;
  stop(): Promise<void>;
};

const PASSWORD = "a long enough password";

/** What a writer does next: mostly talk, and rolls where it has a creature, so that dice are drawn as well. */
function next(table: Table, count: number) {
  const mine = table.mine[0];
  return count % 3 === 0 && mine !== undefined
    ? table.check({ by: mine.id, ability: "wis", dc: 10 })
    : table.say(`line ${count}`);
}

/** Sends, waits for the answer, sends again, until stopped. */
function write(name: string, sessionId: string, table: Table): Writer {
  let stopped = false;
  const acks: Ack[] = [];
  const refusals = new Map<string, number>();
  const writer: Writer = { name, sessionId, table, acks, refusals, waiting: 0, stop: async () => undefined };
  const loop = async () => {
    for (let count = 1; !stopped; count++) {
      writer.waiting++;
      const answer = await next(table, count);
      writer.waiting--;
      if (answer.outcome === "accepted") {
        acks.push({ commandId: answer.commandId, sequence: answer.sequence, atMs: performance.now() });
      } else {
        refusals.set(answer.code, (refusals.get(answer.code) ?? 0) + 1);
        // A refusal comes at once; without a pause a database that is away would be asked thousands of times.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  const running = loop();
  // A run that is given up leaves the table in the middle of a command; what ended it is told elsewhere.
  running.catch(() => undefined);
  writer.stop = async () => {
    stopped = true;
    await running;
    table.leave();
  };
  return writer;
}

async function signUp(url: string, name: string): Promise<Skald> {
  const skald = new Skald(url);
  await skald.register({ email: `${name}@skald.example`, password: PASSWORD, displayName: name });
  return skald;
}

/** `tables` sessions with a DM and a player each, all of them writing. */
export async function startWriters(url: string, tables: number): Promise<Writer[]> {
  const writers: Writer[] = [];
  for (let index = 1; index <= tables; index++) {
    const host = await signUp(url, `host-${index}`);
    const guest = await signUp(url, `guest-${index}`);
    const campaign = await host.api.createCampaign({ name: `Table ${index}` });
    const invite = await host.api.invite(campaign.id);
    await guest.api.acceptInvite(invite.code);
    const session = await host.api.createSession(campaign.id, { name: "Chaos" });
    const dm = await host.sit(session.id, { role: "dm" });
    await dm.dm.addMonster({ monster: "Goblin", side: "foes" });
    const player = await guest.sit(session.id, { role: "player" });
    writers.push(write(`host-${index}`, session.id, dm), write(`guest-${index}`, session.id, player));
  }
  return writers;
}
