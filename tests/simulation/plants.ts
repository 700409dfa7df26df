/** Faults put in on purpose. A check that does not find them proves nothing. */
import { chainAppend, headOf } from "../../rooms/chain.ts";
import type { EventLog } from "../../rooms/ports.ts";
import type { Event } from "../../rules/event.ts";
import { commandId, type SessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { Chance } from "./chance.ts";
import type { Findings } from "./oracle.ts";
import type { World } from "./server.ts";
import { everything } from "./store.ts";

export type Plant = {
  readonly name: string;
  /** What an honest log or server would never do. */
  readonly tamper?: (chance: Chance) => Partial<World["tamper"]>;
  /** Written into the log from the side, while no server runs. */
  readonly forge?: (records: readonly StoredEvent[]) => Event | null;
  /** The projection's checkpoint jumps to the newest number instead of the last one it read. */
  readonly hastyCheckpoint?: boolean;
  readonly found: (findings: Findings) => boolean;
};

export const PLANTS: readonly Plant[] = [
  {
    name: "an ack without its event",
    tamper: (chance) => ({
      log: (log) => ({
        ...log,
        append: async (lease, expected, events) =>
          chance.happens(0.05) ? "appended" : log.append(lease, expected, events),
      }),
    }),
    found: ({ lost, hashMismatches, complaints }) => lost > 0 || hashMismatches > 0 || complaints.length > 0,
  },
  {
    name: "a command applied twice",
    tamper: (chance) => ({
      toServer: (message, seenBefore) =>
        seenBefore ? { ...(message as object), commandId: chance.uuid() } : message,
    }),
    found: ({ doubled }) => doubled > 0,
  },
  {
    name: "a stale epoch accepted",
    tamper: () => {
      let newest = 0;
      return {
        log: (log) => ({
          ...log,
          take: async (...given) => {
            const lease = await log.take(...given);
            newest = Math.max(newest, lease.epoch);
            return lease;
          },
          takeIfFree: async (...given) => {
            const lease = await log.takeIfFree(...given);
            newest = Math.max(newest, lease?.epoch ?? 0);
            return lease;
          },
          append: (lease, expected, events) =>
            log.append({ ...lease, epoch: Math.max(newest, lease.epoch) }, expected, events),
        }),
      };
    },
    found: ({ staleAccepted }) => staleAccepted > 0,
  },
  {
    name: "a secret sent",
    tamper: () => ({
      toClient: (message, socket, live) => {
        if (message.type !== "view" || socket.sitter.role === "dm") return message;
        return { ...message, view: { ...message.view, creatures: live.view("dm").creatures } };
      },
    }),
    found: ({ secretsSent }) => secretsSent > 0,
  },
  {
    name: "a waiting request lost",
    tamper: () => ({
      toClient: (message) =>
        message.type === "view" ? { ...message, view: { ...message.view, requests: {} } } : message,
    }),
    found: ({ requestsLost }) => requestsLost > 0,
  },
  {
    name: "an undo in mid-log",
    forge: (records) =>
      records.length < 12
        ? null
        : { kind: "undone", from: records.length - 6, to: records.length - 4, reason: "forged" },
    found: ({ undosInMidLog }) => undosInMidLog > 0,
  },
  {
    name: "a checkpoint that skips a commit",
    hastyCheckpoint: true,
    found: ({ skippedByCheckpoint }) => skippedByCheckpoint > 0,
  },
  {
    name: "a die drawn twice",
    forge: (records) =>
      records.find(({ kind }) => kind === "check-rolled" || kind === "initiative-rolled")?.content.event ??
      null,
    found: ({ diceDrawnTwice }) => diceDrawnTwice > 0,
  },
];

/** Appends one event that `decide` would never have made, with a proper chain. */
export async function forge(
  plant: Plant,
  log: EventLog,
  session: SessionId,
  chance: Chance,
): Promise<boolean> {
  const records = await everything(log, session);
  const event = plant.forge?.(records) ?? null;
  const first = records[0];
  if (event === null || first === undefined) return false;
  const lease = await log.take(session, "forger", 1_000);
  const append = {
    session,
    actor: { kind: "system" as const },
    actorId: null,
    actorName: null,
    seatId: null,
    commandId: commandId(chance.uuid()),
    payloadHash: "0".repeat(64),
    command: first.content.command ?? { do: "pause" as const },
    events: [{ event, citations: [], rules: [], seen: { table: "whole" as const, seats: {} } }],
  };
  const clock = {
    now: () => Date.parse(records.at(-1)?.createdAt ?? first.createdAt),
    after: () => () => undefined,
  };
  const randomness = { uuid: () => chance.uuid(), hex: (bytes: number) => chance.hex(bytes) };
  await log.append(lease, records.length, chainAppend(headOf(records), append, clock, randomness));
  await log.release(lease);
  return true;
}
