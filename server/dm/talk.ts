import type { Clock, Journal, Meter, Table } from "../../rooms/ports.ts";
import type { Command } from "../../rules/command.ts";
import type { CreatureId, SeatId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { State } from "../../rules/state.ts";
import type { CreatureView, SeatView } from "../../rules/view.ts";
import { isNo, isYes } from "./grammar/speech.ts";
import {
  type Context,
  describeCommand,
  type Reading,
  read,
  readAside,
  readQuestion,
  speakerOf,
  statements,
} from "./interpreter.ts";
import { waysOf } from "./paths.ts";
import type { Speaker } from "./speaker.ts";
import { type Speech, unanswered } from "./speeches.ts";

/** A second reader for words that the grammar does not know; returns statements in the grammar's own words. */
export interface Reader {
  read(text: string, context: Context): Promise<readonly string[]>;
}

/** Speeches of one seat that wait for their reading. */
const MOST_WAITING = 5;
/** A plan that a waiting decision holds up is given up after this. */
const PATIENCE_MS = 120_000;
/** When a table opens again, speeches further back than this are past. */
const LATE = 40;
/** Feet that somebody may walk at once while no fight is on. */
const STROLL_FEET = 300;

type Plan = {
  readonly rest: string[];
  readonly self: CreatureId;
  readonly sequence: number;
  readonly since: number;
  /** True once a second reader was asked: it is asked once for a speech. */
  reread: boolean;
};

/**
 * Hears what people say to the dungeon master and carries it out as their own commands, with their own rights.
 * Whatever is not clear is asked back, to them alone. Nothing said is carried out twice: what the log already
 * answers is not heard again.
 */
export class Talk {
  readonly #table: Table;
  readonly #speaker: Speaker;
  readonly #reader: Reader | null;
  readonly #clock: Clock;
  readonly #meter: Meter;
  readonly #journal: Journal;
  readonly #waiting = new Map<SeatId, Speech[]>();
  readonly #plans = new Map<SeatId, Plan>();
  readonly #offers = new Map<SeatId, Command>();
  readonly #last = new Map<SeatId, CreatureId>();
  readonly #busy = new Map<SeatId, Promise<void>>();
  #state: State | null = null;
  #opened = false;
  #closed = false;

  constructor(
    table: Table,
    speaker: Speaker,
    reader: Reader | null,
    world: { readonly clock: Clock; readonly meter: Meter; readonly journal: Journal },
  ) {
    this.#table = table;
    this.#speaker = speaker;
    this.#reader = reader;
    this.#clock = world.clock;
    this.#meter = world.meter;
    this.#journal = world.journal;
  }

  look(events: readonly StoredEvent[], state: State): void {
    this.#state = state;
    const heard = this.#opened ? events : events.slice(-LATE);
    this.#opened ||= events.length > 0;
    for (const [seat, speech] of unanswered(heard)) this.#hear(seat, speech);
    for (const seat of new Set([...this.#waiting.keys(), ...this.#plans.keys()])) this.#work(seat);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#busy.values());
  }

  #hear(seat: SeatId, speech: Speech): void {
    if (this.#state?.seats[seat]?.role !== "player") return;
    const waiting = this.#waiting.get(seat) ?? [];
    if (waiting.length >= MOST_WAITING) {
      this.#meter.count("speeches_dropped");
      return;
    }
    this.#waiting.set(seat, [...waiting, speech]);
  }

  #work(seat: SeatId): void {
    if (this.#closed || this.#busy.has(seat)) return;
    const work = this.#step(seat)
      .catch((error: unknown) => {
        this.#plans.delete(seat);
        this.#meter.count("speeches_failed");
        this.#journal.error(
          { session: this.#table.sessionId, error: String(error) },
          "a speech could not be read",
        );
      })
      .finally(() => {
        this.#busy.delete(seat);
        // Whatever came after its last look.
        const plan = this.#plans.get(seat);
        if (this.#waiting.has(seat) || (plan !== undefined && !this.#held(plan))) this.#work(seat);
      });
    this.#busy.set(seat, work);
  }

  /** Reads and carries out until there is nothing more, or something waits for somebody. */
  async #step(seat: SeatId): Promise<void> {
    while (!this.#closed) {
      const plan = this.#plans.get(seat);
      const [speech, ...later] = this.#waiting.get(seat) ?? [];
      // An answer to what waits, and a yes or no, come before a plan that waits for it.
      if (speech !== undefined) {
        if (later.length === 0) this.#waiting.delete(seat);
        else this.#waiting.set(seat, later);
        await this.#begin(seat, speech);
      } else if (plan === undefined || this.#held(plan)) return;
      else await this.#advance(seat, plan);
    }
  }

  async #begin(seat: SeatId, speech: Speech): Promise<void> {
    const view = this.#table.view(seat);
    const self = speakerOf(view, speech.creature);
    const about = [speech.sequence];
    if (self === null) return this.#speaker.reply(seat, "You have nobody at this table to act with.", about);
    const offer = this.#offers.get(seat);
    this.#offers.delete(seat);
    if (offer !== undefined && isYes(speech.text)) return void (await this.#send(seat, self, offer, about));
    if (offer !== undefined && isNo(speech.text))
      return this.#speaker.reply(seat, "Very well, nothing is done.", about);
    const context = this.#context(seat, view, self);
    const aside = readAside(speech.text, context);
    const first = aside.kind === "unknown" ? readQuestion(speech.text, context) : aside;
    if (first.kind !== "unknown") return void (await this.#carryOut(seat, self, first, about));
    const rest = [...statements(speech.text, self)];
    if (rest.length === 0) return this.#speaker.reply(seat, this.#notUnderstood(self), about);
    this.#plans.set(seat, {
      rest,
      self: self.id,
      sequence: speech.sequence,
      since: this.#clock.now(),
      reread: false,
    });
  }

  #held(plan: Plan): boolean {
    const late = this.#clock.now() - plan.since > PATIENCE_MS;
    return !late && (this.#state?.requests.length ?? 0) > 0;
  }

  async #advance(seat: SeatId, plan: Plan): Promise<void> {
    const [statement] = plan.rest;
    const view = this.#table.view(seat);
    const self = view.creatures[plan.self];
    const late = this.#clock.now() - plan.since > PATIENCE_MS;
    if (statement === undefined || self === undefined || late) {
      this.#plans.delete(seat);
      return;
    }
    const about = [plan.sequence];
    const reading = read(statement, this.#context(seat, view, self));
    if (reading.kind === "unknown") return this.#reread(seat, plan, self, statement);
    const closed = reading.kind === "command" ? null : notNow(view, self);
    plan.rest.shift();
    if (reading.kind === "told" && reading.settled && plan.rest.length > 0) return;
    const done =
      closed === null
        ? await this.#carryOut(seat, self, reading, about)
        : await this.#tell(seat, closed, about);
    if (!done) this.#plans.delete(seat);
  }

  async #tell(seat: SeatId, text: string, about: readonly number[]): Promise<boolean> {
    await this.#speaker.reply(seat, text, about);
    return false;
  }

  async #reread(seat: SeatId, plan: Plan, self: CreatureView, statement: string): Promise<void> {
    this.#meter.count("statements_unknown");
    if (this.#reader === null || plan.reread) {
      this.#plans.delete(seat);
      return this.#speaker.reply(seat, this.#notUnderstood(self), [plan.sequence]);
    }
    plan.reread = true;
    const context = this.#context(seat, this.#table.view(seat), self);
    const said = await this.#reader.read(statement, context);
    const [first] = said;
    const reading = first === undefined ? null : read(first, context);
    if (first === undefined || reading === null || reading.kind !== "command") {
      this.#plans.delete(seat);
      return this.#speaker.reply(seat, this.#notUnderstood(self), [plan.sequence]);
    }
    // Another's words for one's own are offered, not carried out: the speaker decides what was meant.
    this.#plans.delete(seat);
    this.#offers.set(seat, reading.command);
    const what = describeCommand(reading.command, context.view);
    return this.#speaker.reply(seat, `Do you mean: ${what}? Say yes, and it is done.`, [plan.sequence]);
  }

  /** True when the plan may go on. */
  async #carryOut(
    seat: SeatId,
    self: CreatureView,
    reading: Reading,
    about: readonly number[],
  ): Promise<boolean> {
    switch (reading.kind) {
      case "command":
        if (reading.about !== null) this.#last.set(seat, reading.about);
        return this.#send(seat, self, reading.command, about);
      case "question":
        this.#meter.count("speeches_asked_back");
        if (reading.offers !== null) this.#offers.set(seat, reading.offers);
        return this.#tell(seat, reading.text, about);
      case "told":
        return this.#tell(seat, reading.text, about);
      case "unknown":
        return this.#tell(seat, this.#notUnderstood(self), about);
    }
  }

  async #send(
    seat: SeatId,
    self: CreatureView,
    command: Command,
    about: readonly number[],
  ): Promise<boolean> {
    const reply = await this.#table.submit({ kind: "seat", seat }, command);
    const outcome = reply.outcome === "rejected" ? reply.rejection.code : reply.outcome;
    this.#meter.count("speech_commands", { command: command.do, outcome });
    // Whatever else was said was said for the turn that is over.
    if (reply.outcome === "accepted") return command.do !== "end-turn";
    const why =
      reply.outcome === "rejected" ? reply.rejection.detail : "it is not sure yet whether it was done";
    const what = describeCommand(command, this.#table.view(seat));
    return this.#tell(
      seat,
      `${self.name} cannot do that now (${what}): ${why}.`.replace(/\.\.$/, "."),
      about,
    );
  }

  #notUnderstood(self: CreatureView): string {
    const [attack] = self.attacks;
    const example =
      attack === undefined ? "" : `"attack the nearest foe with my ${attack.name.toLowerCase()}", `;
    const plainly = `Say it plainly, for instance: ${example}"move to C7", "dodge", "end my turn".`;
    return this.#table.dmPresent()
      ? `The DM can read what you wrote. For ${self.name} to act at once: ${plainly}`
      : `I did not understand what ${self.name} does. ${plainly}`;
  }

  #context(seat: SeatId, view: SeatView, self: CreatureView): Context {
    const legal = this.#table.legal(seat);
    const walks = legal.some((choice) => choice.do === "move" && choice.by === self.id);
    const budget = view.encounter === null ? STROLL_FEET : Math.max(0, self.movementLeftFeet);
    const reach = walks || self.x < 0 ? [] : waysOf(view, self, budget).spots;
    return {
      view,
      self,
      legal: walks ? legal : [...legal, { do: "move", by: self.id, reach, why: null }],
      last: this.#last.get(seat) ?? null,
    };
  }
}

/** Why nothing can be done just now, from what the speaker may know. */
function notNow(view: SeatView, self: CreatureView): string | null {
  if (view.session.status === "paused") return "The session is paused.";
  if (view.encounter === null || view.encounter.turn === self.id) return null;
  const turn = view.encounter.turn === "" ? undefined : view.creatures[view.encounter.turn];
  return `It is not ${self.name}'s turn${turn === undefined ? "" : `; ${turn.name} is acting`}.`;
}
