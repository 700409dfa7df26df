import { LIMITS } from "../client-sdk/src/protocol.ts";
import type { Actor, Command } from "../rules/command.ts";
import type { DiceSource } from "../rules/dice.ts";
import type { NewEvent } from "../rules/event.ts";
import { commandId, type RequestId, type SeatId, type SessionId } from "../rules/ids.ts";
import { decide, evolve, fold, legalChoices, view } from "../rules/index.ts";
import type { LegalChoice } from "../rules/legal.ts";
import type { StoredEvent } from "../rules/log.ts";
import { never, ok, type Rejection, type Result } from "../rules/result.ts";
import type { State } from "../rules/state.ts";
import type { SeatView } from "../rules/view.ts";
import { Attending } from "./attending.ts";
import { type Append, chainAppend, type Head, headOf, payloadHashOf, seatOf } from "./chain.ts";
import { citationsOf } from "./citing.ts";
import { Deadlines } from "./deadlines.ts";
import type { Intent } from "./decode.ts";
import type { Asked, EarlierAnswers } from "./earlier-answers.ts";
import { loggedOf, type RecentRecords, readAfter } from "./history.ts";
import type { Closed, LivePorts, Watcher } from "./live-ports.ts";
import { Mailbox } from "./mailbox.ts";
import { type Past, recall } from "./past.ts";
import { PATIENCE_MS, Pen } from "./pen.ts";
import type { Reply, Sitter, Table } from "./ports.ts";
import { Presence } from "./presence.ts";
import { AWAY, accepted, BROKEN, BUSY, pending, refused } from "./reply.ts";
import { type Ruling, ruleOn } from "./ruling.ts";
import { snapshotOf } from "./snapshot.ts";
import { within } from "./within.ts";

export type { LivePorts } from "./live-ports.ts";

type Status = "open" | "unsettled" | "closing" | "closed";

/** One turn in the mailbox. */
type Job = Asked & { readonly name: string; readonly ruling: () => Promise<Result<Ruling>> };

/**
 * One game session while it is being played: its state, its queue of commands, its pen on the log. Knows no
 * sockets. Whatever it shows was stored before.
 */
export class LiveSession {
  readonly id: SessionId;
  readonly #ports: LivePorts;
  readonly #pen: Pen;
  readonly #mailbox = new Mailbox(LIMITS.mailbox);
  readonly #answers: EarlierAnswers;
  readonly #recent: RecentRecords;
  readonly #watchers = new Set<Watcher>();
  readonly #presence = new Presence();
  readonly #mind = new Attending((error, message) => this.#report(error, message));
  readonly #deadlines: Deadlines;
  #status: Status = "open";
  #state: State;
  #head: Head;
  #dice: DiceSource | null = null;
  /** Up to where the newest snapshot goes, kept or on its way. */
  #snapshotAt: number;

  private constructor(ports: LivePorts, id: SessionId, pen: Pen, past: Past) {
    this.id = id;
    this.#ports = ports;
    this.#pen = pen;
    this.#state = past.state;
    this.#head = past.head;
    this.#answers = past.answers;
    this.#recent = past.recent;
    this.#snapshotAt = past.from;
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
      const session = new LiveSession(ports, id, pen, await recall(ports, id));
      opening.session = session;
      session.#begin();
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
    return this.#presence.hasDm(this.#state);
  }

  /** A connection of this seat came (true) or went. */
  connected(seat: SeatId, there: boolean): void {
    this.#presence.change(seat, there);
    this.#followRequests();
    // Who plays the monsters may have changed with whoever came or went.
    this.#mind.tell([], this.#state);
  }

  /** What somebody at the table sent. */
  async send(sitter: Sitter, intent: Intent): Promise<Reply> {
    return this.#enter({
      seat: sitter.seat,
      name: intent.wire.do,
      commandId: intent.commandId,
      payloadHash: intent.payloadHash,
      ruling: () => ruleOn(intent, sitter, this.id, this.#state, this.#ports),
    });
  }

  /** What the server itself sends: the dungeon master's module for a seat or the table, the room for its clock. */
  async submit(actor: Actor, command: Command): Promise<Reply> {
    return this.#enter({
      seat: seatOf(actor),
      name: command.do,
      commandId: commandId(this.#ports.randomness.uuid()),
      payloadHash: payloadHashOf(command),
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

  #begin(): void {
    this.#followRequests();
    this.#keepSnapshot();
    const table: Table = {
      sessionId: this.id,
      view: (as) => this.view(as),
      legal: (as) => this.legal(as),
      submit: (actor, command) => this.submit(actor, command),
      dmPresent: () => this.dmPresent(),
    };
    this.#mind.begin(this.#ports.dungeonMaster, table, this.#recent.all, this.#state);
  }

  /** Whoever's turn does not come in time is refused, and then does not come at all. */
  #enter(job: Job): Promise<Reply> {
    return new Promise((resolve) => {
      let waiting = true;
      const turnAway = (rejection: Rejection) => {
        waiting = false;
        this.#ports.meter.count("commands", { command: job.name, outcome: rejection.code });
        resolve(refused(job.commandId, rejection));
      };
      const cancel = this.#ports.clock.after(PATIENCE_MS, () => turnAway(AWAY));
      const posted = this.#mailbox.post(async () => {
        cancel();
        if (waiting) resolve(await this.#turn(job));
      });
      if (posted !== null) return;
      cancel();
      turnAway(BUSY);
    });
  }

  async #turn(job: Job): Promise<Reply> {
    const began = this.#ports.clock.now();
    const reply = await this.#resolve(job).catch((error: unknown): Reply => {
      this.#report(error, "command failed", { command: job.name });
      return refused(job.commandId, BROKEN);
    });
    this.#note(job, reply, this.#ports.clock.now() - began);
    return reply;
  }

  async #resolve(job: Job): Promise<Reply> {
    if (!this.isOpen) return pending(job.commandId);
    if (this.#status === "unsettled") return refused(job.commandId, AWAY);
    const earlier = this.#answers.find(job);
    if (earlier !== null) return earlier;
    const ruling = await this.#patient("looking the command up", job.ruling);
    if (!ruling.ok) return this.#refuse(job, ruling);
    const dice = await this.#patient("the dice", async () => ok(await this.#diceSource()));
    if (!dice.ok) return this.#refuse(job, dice);
    const decided = decide(this.#state, { commandId: job.commandId, ...ruling.value }, dice.value);
    if (!decided.ok) return this.#refuse(job, decided);
    if (decided.value.length === 0) return accepted(job.commandId, this.#head.sequence);
    return this.#store(job, ruling.value, decided.value);
  }

  /** What the rules refuse stays refused; what the world refused may be tried again under the same id. */
  #refuse(job: Job, { rejection }: Extract<Result<never>, { readonly ok: false }>): Reply {
    if (rejection !== AWAY) this.#answers.refuse(job, rejection);
    return refused(job.commandId, rejection);
  }

  /** Waits for the world within its bound; what fails there is `unavailable`, and nothing happened. */
  async #patient<T>(what: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await within(this.#ports.clock, PATIENCE_MS, what, work());
    } catch (error) {
      this.#report(error, `${what} failed`);
      return { ok: false, rejection: AWAY };
    }
  }

  async #diceSource(): Promise<DiceSource> {
    const entropies = this.#state.dice.contributions.map(({ entropy }) => entropy);
    this.#dice ??= await this.#ports.secrets.dice(this.id, entropies);
    return this.#dice;
  }

  async #store(job: Job, ruling: Ruling, events: readonly NewEvent[]): Promise<Reply> {
    const { clock, randomness } = this.#ports;
    const records = chainAppend(this.#head, this.#appendOf(job, ruling, events), clock, randomness);
    const next = await this.#draft(records);
    if (!next.ok) return this.#refuse(job, next);
    const written = await this.#pen.append(this.#head, records);
    switch (written) {
      case "stored":
        this.#commit(records, next.value);
        return accepted(job.commandId, this.#head.sequence);
      case "unavailable":
        return refused(job.commandId, AWAY);
      case "stale":
        await this.#stop("stale");
        return pending(job.commandId);
      case "unknown":
        this.#status = "unsettled";
        this.#settle(records, next.value).catch((error: unknown) => this.#report(error, "not settled"));
        return pending(job.commandId);
      default:
        return never(written, "outcome of an append");
    }
  }

  /** The state to come, before anything is stored: an event that it cannot take must not reach the log. */
  async #draft(records: readonly StoredEvent[]): Promise<Result<State>> {
    const events = records.map(loggedOf);
    if (!events.some(({ event }) => event.kind === "undone")) return ok(events.reduce(evolve, this.#state));
    // What an undo leaves is known from the events before it alone.
    const before = await this.#patient("the log", async () => ok(await readAfter(this.#ports.log, this.id)));
    return before.ok ? ok(fold([...before.value.map(loggedOf), ...events])) : before;
  }

  #appendOf(job: Job, { actor, command, precedents = [] }: Ruling, events: readonly NewEvent[]): Append {
    const person = job.seat === null ? undefined : this.#state.seats[job.seat];
    return {
      session: this.id,
      actor,
      seatId: job.seat,
      actorId: person?.user ?? null,
      actorName: person?.name ?? null,
      commandId: job.commandId,
      payloadHash: job.payloadHash,
      command,
      events: events.map((event, at) => ({
        ...event,
        citations: [...citationsOf(event, this.#ports.citations), ...(at === 0 ? precedents : [])],
      })),
    };
  }

  #commit(records: readonly StoredEvent[], next: State): void {
    this.#state = next;
    this.#head = headOf(records, this.#head);
    this.#answers.accept(records);
    this.#recent.add(records);
    if (records.some(({ kind }) => kind === "dice-contributed")) this.#dice = null;
    this.#followRequests();
    for (const watcher of this.#watchers) watcher.committed(records, next);
    this.#mind.tell(records, next);
    this.#keepSnapshot();
  }

  /** Now and then, beside the play: whoever opens the session next need not read it all. */
  #keepSnapshot(): void {
    const { snapshots, snapshotEvery } = this.#ports;
    if (this.#head.sequence - this.#snapshotAt < snapshotEvery) return;
    this.#snapshotAt = this.#head.sequence;
    snapshots
      .keep(this.id, snapshotOf(this.#head, this.#state))
      .catch((error: unknown) => this.#report(error, "snapshot not kept"));
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
    if (this.isOpen) this.#deadlines.follow(this.#state, (seat) => this.#presence.has(seat));
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
    for (const watcher of this.#watchers) watcher.closed(why);
    await this.#mind.end();
  }

  #note({ seat, name, commandId }: Job, reply: Reply, ms: number): void {
    const outcome = reply.outcome === "rejected" ? reply.rejection.code : reply.outcome;
    const { meter, journal } = this.#ports;
    meter.count("commands", { command: name, outcome });
    meter.observe("command_ms", ms, { command: name });
    const sequence = this.#head.sequence;
    journal.info({ session: this.id, seat, command: name, commandId, outcome, sequence, ms }, "command");
  }

  #report(error: unknown, message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#ports.journal.error({ session: this.id, error, ...fields }, message);
  }
}
