import { LIMITS } from "../client-sdk/src/protocol.ts";
import type { Actor, Command, CommandEnvelope } from "../rules/command.ts";
import type { DiceSource } from "../rules/dice.ts";
import type { NewEvent } from "../rules/event.ts";
import { type CommandId, commandId, type RequestId, type SeatId, type SessionId } from "../rules/ids.ts";
import { decide, evolve, fold, legalChoices, view } from "../rules/index.ts";
import type { LegalChoice } from "../rules/legal.ts";
import type { StoredEvent } from "../rules/log.ts";
import { never, ok, type Rejection, type Result, reject } from "../rules/result.ts";
import type { State } from "../rules/state.ts";
import type { SeatView } from "../rules/view.ts";
import { type Append, chainAppend, type Head, headOf, payloadHashOf, seatOf } from "./chain.ts";
import { Deadlines } from "./deadlines.ts";
import { engineCommand, type Intent } from "./decode.ts";
import { loggedOf, RecentRecords, readAfter } from "./history.ts";
import { Mailbox } from "./mailbox.ts";
import { PATIENCE_MS, Pen } from "./pen.ts";
import { forbidden } from "./permission.ts";
import type {
  Attendance,
  Characters,
  Citations,
  Clock,
  DiceSecrets,
  DungeonMaster,
  EventLog,
  Journal,
  Meter,
  Randomness,
  Reply,
  Sitter,
} from "./ports.ts";
import { RecentRefusals, RememberedCommands } from "./remembered.ts";
import { undoConsent } from "./undo-consent.ts";
import { within } from "./within.ts";

export type LivePorts = {
  readonly log: EventLog;
  readonly secrets: DiceSecrets;
  readonly characters: Characters;
  readonly citations: Citations;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly meter: Meter;
  readonly journal: Journal;
  /** Null plays without a dungeon master's mind. */
  readonly dungeonMaster: DungeonMaster | null;
  /** Names the installation in the lease: after a crash it takes its sessions back at once. */
  readonly owner: string;
  readonly leaseMs: number;
};

/** Why a session is live here no more. */
export type Closed = "stale" | "closed";

/** Whoever shows a live session to people. Called in order; must not throw. */
export interface Watcher {
  /** Stored, and folded into the state. */
  committed(records: readonly StoredEvent[], state: State): void;
  /** The room must close; its people join again where the session lives now. */
  closed(why: Closed): void;
}

/** Records kept in memory for clients that missed something. */
const RECENT = 1_000;

type Status = "open" | "unsettled" | "closing" | "closed";

/** One turn in the mailbox. */
type Job = {
  readonly actor: Actor;
  readonly name: string;
  readonly commandId: CommandId;
  readonly payloadHash: string;
  readonly ruling: () => Promise<Result<Ruling>>;
};

/** What goes to the rules, and in whose right: a player's undo that needs no DM is granted by the table. */
type Ruling = { readonly command: Command; readonly actor: Actor };

/**
 * One game session while it is being played: its state, its queue of commands, its pen on the log. Knows no
 * sockets. Whatever it shows was stored before.
 */
export class LiveSession {
  readonly id: SessionId;
  readonly #ports: LivePorts;
  readonly #mailbox = new Mailbox(LIMITS.mailbox);
  readonly #remembered = new RememberedCommands();
  readonly #refusals = new RecentRefusals();
  readonly #recent = new RecentRecords(RECENT);
  readonly #watchers = new Set<Watcher>();
  readonly #present = new Map<SeatId, number>();
  readonly #deadlines: Deadlines;
  #status: Status = "open";
  readonly #pen: Pen;
  #state: State;
  #head: Head;
  #dice: DiceSource | null = null;
  #attendance: Attendance | null = null;

  private constructor(ports: LivePorts, id: SessionId, pen: Pen, records: readonly StoredEvent[]) {
    this.id = id;
    this.#ports = ports;
    this.#pen = pen;
    this.#state = fold(records.map(loggedOf));
    this.#head = headOf(records);
    this.#remembered.add(records);
    this.#recent.add(records.slice(-RECENT));
    this.#deadlines = new Deadlines(ports.clock, (request) => this.#expire(request));
  }

  /**
   * Takes the session over and makes it again from its log. Every earlier owner is fenced before the first
   * event is read.
   * @throws CorruptLog when the log does not hang together; SessionHeld; LogUnavailable; SessionNotFound.
   */
  static async open(ports: LivePorts, id: SessionId): Promise<LiveSession> {
    const opening: { session: LiveSession | null } = { session: null };
    const pen = await Pen.take(ports, id, () => void opening.session?.fenced());
    try {
      const records = await readAfter(ports.log, id);
      const session = new LiveSession(ports, id, pen, records);
      opening.session = session;
      session.#begin(records);
      return session;
    } catch (error) {
      await pen.release();
      throw error;
    }
  }

  get state(): State {
    return this.#state;
  }

  get head(): Head {
    return this.#head;
  }

  get isOpen(): boolean {
    return this.#status === "open" || this.#status === "unsettled";
  }

  view(as: SeatId | "table" | "dm"): SeatView {
    return view(this.#state, as);
  }

  legal(as: SeatId | "dm"): readonly LegalChoice[] {
    return legalChoices(view(this.#state, as));
  }

  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  dmPresent(): boolean {
    return [...this.#present.keys()].some((seat) => this.#state.seats[seat]?.role === "dm");
  }

  /** A connection of this seat came (true) or went. A seat with several is there while one is. */
  connected(seat: SeatId, there: boolean): void {
    const count = (this.#present.get(seat) ?? 0) + (there ? 1 : -1);
    if (count > 0) this.#present.set(seat, count);
    else this.#present.delete(seat);
    this.#followRequests();
    // Who plays the monsters may have changed with whoever came or went.
    this.#attend([]);
  }

  /** What somebody at the table sent. */
  async send(sitter: Sitter, intent: Intent): Promise<Reply> {
    return this.#enter({
      actor: { kind: "seat", seat: sitter.seat },
      name: intent.wire.do,
      commandId: intent.commandId,
      payloadHash: intent.payloadHash,
      ruling: () => this.#judge(sitter, intent),
    });
  }

  /** What the server itself sends: the dungeon master's module for a seat or the table, the room for its clock. */
  async submit(actor: Actor, command: Command): Promise<Reply> {
    const payloadHash = payloadHashOf(command);
    const id = commandId(this.#ports.randomness.uuid());
    return this.#enter({
      actor,
      name: command.do,
      commandId: id,
      payloadHash,
      ruling: async () => ok({ command, actor }),
    });
  }

  /** The records after a number, in order, at most `limit`; from memory where it reaches, else from the log. */
  async recordsAfter(sequence: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.#recent.after(sequence, limit) ?? this.#ports.log.read(this.id, sequence, limit);
  }

  /** Somebody else writes this session now. */
  fenced(): Promise<void> {
    return this.#stop("stale");
  }

  /** Ends the work under way and lets the lease go. Commands that still come are `pending`: send them again. */
  async close(): Promise<void> {
    if (this.#status === "closed") return;
    this.#status = "closing";
    await this.#mailbox.idle();
    await this.#stop("closed");
    await this.#pen.release();
  }

  #begin(records: readonly StoredEvent[]): void {
    this.#followRequests();
    const { dungeonMaster } = this.#ports;
    if (dungeonMaster === null) return;
    this.#attendance = dungeonMaster.attend({
      sessionId: this.id,
      view: (as) => this.view(as),
      legal: (as) => this.legal(as),
      submit: (actor, command) => this.submit(actor, command),
      dmPresent: () => this.dmPresent(),
    });
    // What was told before the room was made again is not told twice.
    this.#attend(records.slice(-RECENT));
  }

  /** Whoever's turn does not come in time is refused, and then does not come at all. */
  #enter(job: Job): Promise<Reply> {
    return new Promise((resolve) => {
      let waiting = true;
      const giveUp = () => {
        waiting = false;
        resolve(refusal(job.commandId, AWAY));
      };
      const cancel = this.#ports.clock.after(PATIENCE_MS, giveUp);
      const posted = this.#mailbox.post(async () => {
        cancel();
        if (waiting) resolve(await this.#turn(job));
      });
      if (posted !== null) return;
      cancel();
      resolve(refusal(job.commandId, reject("busy", "Too many commands wait at this table.")));
    });
  }

  async #turn(job: Job): Promise<Reply> {
    const began = this.#ports.clock.now();
    const reply = await this.#resolve(job).catch((error: unknown): Reply => {
      this.#report(error, "command failed", { command: job.name });
      return refusal(job.commandId, reject("internal", "Something went wrong here; nothing happened."));
    });
    this.#note(job, reply, this.#ports.clock.now() - began);
    return reply;
  }

  async #resolve(job: Job): Promise<Reply> {
    if (this.#status === "closing" || this.#status === "closed")
      return { outcome: "pending", commandId: job.commandId };
    if (this.#status === "unsettled") return refusal(job.commandId, AWAY);
    const known = this.#remembered.find(seatOf(job.actor), job.commandId);
    if (known !== null) {
      return known.payloadHash === job.payloadHash
        ? { outcome: "accepted", commandId: job.commandId, sequence: known.sequence }
        : refusal(job.commandId, reject("command-id-reused", "This id was used for another command."));
    }
    const refused = this.#refusals.find(seatOf(job.actor), job.commandId, job.payloadHash);
    if (refused !== null) return refusal(job.commandId, { rejection: refused });
    const ruling = await this.#patient("looking the command up", job.ruling);
    if (!ruling.ok) {
      if (ruling !== AWAY)
        this.#refusals.add(seatOf(job.actor), job.commandId, job.payloadHash, ruling.rejection);
      return refusal(job.commandId, ruling);
    }
    const { actor, command } = ruling.value;
    const dice = await this.#patient("the dice", async () => ok(await this.#diceSource()));
    if (!dice.ok) return refusal(job.commandId, dice);
    const envelope: CommandEnvelope = { commandId: job.commandId, actor, command };
    const decided = decide(this.#state, envelope, dice.value);
    if (!decided.ok) {
      this.#refusals.add(seatOf(job.actor), job.commandId, job.payloadHash, decided.rejection);
      return refusal(job.commandId, decided);
    }
    if (decided.value.length === 0)
      return { outcome: "accepted", commandId: job.commandId, sequence: this.#head.sequence };
    return this.#store(job, ruling.value, decided.value);
  }

  /** Waits for the world within its bound; what fails there is `unavailable`, and nothing happened. */
  async #patient<T>(what: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await within(this.#ports.clock, PATIENCE_MS, what, work());
    } catch (error) {
      this.#report(error, `${what} failed`);
      return AWAY;
    }
  }

  async #judge(sitter: Sitter, { wire }: Intent): Promise<Result<Ruling>> {
    const seat = this.#state.seats[sitter.seat];
    if (seat === undefined || seat.left) return reject("no-such-seat", "You have no seat at this table.");
    const no = forbidden(seat.role, wire);
    if (no !== null) return { ok: false, rejection: no };
    const command = await engineCommand(wire, sitter, this.id, this.#ports);
    if (!command.ok) return command;
    const own: Actor = { kind: "seat", seat: sitter.seat };
    if (wire.do !== "undo" || seat.role === "dm") return ok({ command: command.value, actor: own });
    const consent = undoConsent(await readAfter(this.#ports.log, this.id), sitter.seat, wire.toSequence);
    if (consent !== null) return { ok: false, rejection: consent };
    return ok({ command: command.value, actor: { kind: "system" } });
  }

  async #diceSource(): Promise<DiceSource> {
    const entropies = this.#state.dice.contributions.map(({ entropy }) => entropy);
    this.#dice ??= await this.#ports.secrets.dice(this.id, entropies);
    return this.#dice;
  }

  async #store(job: Job, ruling: Ruling, events: readonly NewEvent[]): Promise<Reply> {
    const { clock, randomness } = this.#ports;
    const records = chainAppend(this.#head, this.#appendOf(job, ruling, events), clock, randomness);
    // What an undo leaves is known from the events before it alone.
    const undone = events.some(({ event }) => event.kind === "undone");
    const before = undone
      ? await this.#patient("the log", async () => ok(await readAfter(this.#ports.log, this.id)))
      : ok([]);
    if (!before.ok) return refusal(job.commandId, before);
    // On a draft, before anything is stored: an event that the state cannot take must not reach the log.
    const logged = records.map(loggedOf);
    const next = undone
      ? fold([...before.value.map(loggedOf), ...logged])
      : logged.reduce(evolve, this.#state);
    const written = await this.#pen.append(this.#head, records);
    switch (written) {
      case "stored":
        this.#commit(records, next);
        return { outcome: "accepted", commandId: job.commandId, sequence: this.#head.sequence };
      case "unavailable":
        return refusal(job.commandId, AWAY);
      case "stale":
        await this.#stop("stale");
        return { outcome: "pending", commandId: job.commandId };
      case "unknown":
        this.#status = "unsettled";
        this.#settle(records, next).catch((error: unknown) => this.#report(error, "not settled"));
        return { outcome: "pending", commandId: job.commandId };
      default:
        return never(written, "outcome of an append");
    }
  }

  #appendOf(job: Job, { actor, command }: Ruling, events: readonly NewEvent[]): Append {
    const seat = seatOf(job.actor);
    const person = seat === null ? undefined : this.#state.seats[seat];
    return {
      session: this.id,
      actor,
      seatId: seat,
      actorId: person?.user ?? null,
      actorName: person?.name ?? null,
      commandId: job.commandId,
      payloadHash: job.payloadHash,
      command,
      events: events.map((event) => ({
        ...event,
        citations: event.rules.map((rule) => this.#ports.citations.cite(rule)),
      })),
    };
  }

  #commit(records: readonly StoredEvent[], next: State): void {
    this.#state = next;
    this.#head = headOf(records, this.#head);
    this.#remembered.add(records);
    this.#recent.add(records);
    if (records.some(({ kind }) => kind === "dice-contributed")) this.#dice = null;
    this.#followRequests();
    for (const watcher of this.#watchers) watcher.committed(records, next);
    this.#attend(records);
  }

  #attend(records: readonly StoredEvent[]): void {
    try {
      this.#attendance?.committed(records, this.#state);
    } catch (error) {
      this.#report(error, "the dungeon master failed");
    }
  }

  async #settle(records: readonly StoredEvent[], next: State): Promise<void> {
    const outcome = await this.#pen.settle(this.#head, records);
    if (this.#status !== "unsettled") return;
    this.#ports.meter.count("appends_settled", { outcome });
    if (outcome === "stale") return this.#stop("stale");
    this.#status = "open";
    if (outcome === "stored") this.#commit(records, next);
    else this.#followRequests();
  }

  #followRequests(): void {
    if (this.isOpen) this.#deadlines.follow(this.#state, (seat) => this.#present.has(seat));
  }

  #expire(request: RequestId): void {
    // Whatever came of it, a request that still waits gets its deadline again.
    void this.submit({ kind: "system" }, { do: "time-out", request }).then(() => this.#followRequests());
  }

  async #stop(why: Closed): Promise<void> {
    if (this.#status === "closed") return;
    this.#status = "closed";
    this.#pen.lay();
    this.#deadlines.stop();
    this.#ports.meter.count("sessions_closed", { why });
    const attendance = this.#attendance;
    this.#attendance = null;
    for (const watcher of this.#watchers) watcher.closed(why);
    await attendance
      ?.close()
      .catch((error: unknown) => this.#report(error, "the dungeon master did not leave"));
  }

  #note(job: Job, reply: Reply, ms: number): void {
    const outcome = reply.outcome === "rejected" ? reply.rejection.code : reply.outcome;
    this.#ports.meter.count("commands", { command: job.name, outcome });
    this.#ports.meter.observe("command_ms", ms, { command: job.name });
    this.#ports.journal.info(
      {
        session: this.id,
        seat: seatOf(job.actor),
        command: job.name,
        commandId: job.commandId,
        outcome,
        sequence: this.#head.sequence,
        ms,
      },
      "command",
    );
  }

  #report(error: unknown, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#ports.journal.error({ session: this.id, error, ...fields }, message);
  }
}

const AWAY = reject("unavailable", "The log cannot be reached. Nothing happened; try again.");

function refusal(id: CommandId, refused: { readonly rejection: Rejection } | Result<never>): Reply {
  const rejection = "rejection" in refused ? refused.rejection : { code: "internal" as const, detail: "" };
  return { outcome: "rejected", commandId: id, rejection };
}
