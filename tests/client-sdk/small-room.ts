import type { CommandMessage, FeedEntry, ResumeMessage } from "../../client-sdk/src/protocol.ts";
import type { Line, LineEvents, Refused, Transport } from "../../client-sdk/src/transport.ts";
import type { SeatView } from "../../rules/view.ts";
import { seatView } from "./views.ts";

export const hashAt = (sequence: number): string => sequence.toString(16).padStart(64, "0");

export const entryAt = (sequence: number, commandId?: string): FeedEntry => ({
  sequence,
  event: { kind: "session-paused" },
  at: "2026-01-01T00:00:00.000Z",
  actorName: "Ana",
  citations: [],
  ...(commandId === undefined ? {} : { commandId }),
});

/**
 * A room in memory: it numbers commands, remembers them by id, and keeps its log when the line or itself goes
 * down. What the network does to it is up to the test.
 */
export class SmallRoom implements Transport {
  readonly log: FeedEntry[] = [];
  /** How often each command id arrived. */
  readonly arrived = new Map<string, number>();
  readonly resumes: number[] = [];
  opened = 0;
  /** While true, nobody gets in. */
  down = false;
  refuse: Refused | null = null;
  /** Commands that are swallowed before the room sees them, and answers that are lost behind it. */
  loseCommands = false;
  loseAnswers = false;
  loseFeed = false;
  pendingFirst = false;
  /** What Ana sees at a number of the log. */
  look = (sequence: number): SeatView => seatView({ sequence });
  #events: LineEvents | null = null;

  async open(events: LineEvents): Promise<Line> {
    this.opened += 1;
    if (this.refuse !== null) throw this.refuse;
    if (this.down) throw new Error("connection refused");
    this.#events = events;
    events.message("welcome", this.welcome());
    const sequence = this.log.length;
    events.view(() => this.look(sequence), sequence);
    return { send: (type, payload) => this.#receive(events, type, payload), close: () => this.#gone(events) };
  }

  welcome() {
    const sequence = this.log.length;
    return {
      protocol: 1,
      sessionId: "s1",
      seatId: "ana",
      role: "player" as const,
      head: { sequence, hash: hashAt(sequence) },
    };
  }

  /** Something happens at the table. */
  happen(count = 1): void {
    for (let i = 0; i < count; i += 1) this.#append();
  }

  /** The line breaks: the client notices, with this code. */
  cut(code = 1006): void {
    const events = this.#events;
    this.#events = null;
    events?.closed(code, "");
  }

  feed(entries: readonly FeedEntry[], head = this.log.length): void {
    this.#events?.message("feed", { entries, head: { sequence: head, hash: hashAt(head) } });
  }

  tell(type: string, payload: unknown): void {
    this.#events?.message(type, payload);
  }

  #gone(events: LineEvents): void {
    if (this.#events === events) this.#events = null;
  }

  #receive(events: LineEvents, type: string, payload: unknown): void {
    if (this.#events !== events) return;
    if (type === "resume") {
      const { after } = payload as ResumeMessage;
      this.resumes.push(after);
      if (!this.loseFeed) this.feed(this.log.slice(after));
    } else if (type === "command") this.#command(payload as CommandMessage);
  }

  #command({ commandId, command }: CommandMessage): void {
    if (this.loseCommands) return;
    this.arrived.set(commandId, (this.arrived.get(commandId) ?? 0) + 1);
    if (command.do === "dodge") {
      this.tell("rejected", { commandId, code: "not-your-turn", detail: "wait" });
      return;
    }
    if (this.pendingFirst && this.arrived.get(commandId) === 1) {
      this.tell("pending", { commandId });
      return;
    }
    const before = this.log.find((entry) => entry.commandId === commandId);
    const sequence = before?.sequence ?? this.#append(commandId);
    if (!this.loseAnswers) this.tell("accepted", { commandId, sequence });
  }

  #append(commandId?: string): number {
    const sequence = this.log.length + 1;
    const entry = entryAt(sequence, commandId);
    this.log.push(entry);
    this.#events?.view(() => this.look(sequence), sequence);
    if (!this.loseFeed) this.feed([entry]);
    return sequence;
  }
}
