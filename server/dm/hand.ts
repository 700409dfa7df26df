import type { Clock, Journal, Meter, Reply, Table } from "../../rooms/ports.ts";
import type { AnswerCommand, CreatureCommand } from "../../rules/command.ts";
import type { CreatureId } from "../../rules/ids.ts";
import type { Request } from "../../rules/request.ts";
import type { State } from "../../rules/state.ts";
import { answerTo, keyOf, nextCommand } from "./tactics.ts";

/** Commands of one turn; then the turn is ended whatever could still be done. */
const MOST_COMMANDS = 20;
/** Beyond these even the end of the turn has failed; a person must help. */
const GIVE_UP = 26;
const RETRY_MS = 1_000;
/** A DM who has a seat gets so long to come back before somebody else plays the monsters. */
const GRACE_MS = 5_000;

type Duty =
  | { readonly kind: "answer"; readonly request: Request }
  | { readonly kind: "turn"; readonly creature: CreatureId; readonly key: string }
  | { readonly kind: "end-combat"; readonly key: string };

/**
 * Plays the creatures that nobody plays: their turns when the session says so and no DM is there, and whatever
 * is asked of them then. Sends commands like anyone; every turn it begins it ends.
 */
export class MonsterHand {
  readonly #table: Table;
  readonly #clock: Clock;
  readonly #meter: Meter;
  readonly #journal: Journal;
  readonly #paceMs: number;
  #state: State | null = null;
  #turn: { readonly key: string; readonly tried: Set<string>; sent: number } | null = null;
  #cancel: (() => void) | null = null;
  #acting: Promise<void> | null = null;
  #absentSince: number | null = null;
  #endTried: string | null = null;
  #closed = false;

  constructor(
    table: Table,
    world: { readonly clock: Clock; readonly meter: Meter; readonly journal: Journal },
    paceMs: number,
  ) {
    this.#table = table;
    this.#clock = world.clock;
    this.#meter = world.meter;
    this.#journal = world.journal;
    this.#paceMs = paceMs;
  }

  /** Something changed: whose move is it? */
  look(state: State): void {
    this.#state = state;
    if (this.#table.dmPresent()) this.#absentSince = null;
    if (this.#closed || this.#acting !== null || this.#cancel !== null) return;
    const duty = this.#duty();
    if (duty === null) return;
    const grace = this.#graceMs();
    // A reaction is answered at once: a pause would tell that somebody thinks.
    if (grace === 0) this.#schedule(duty.kind === "answer" ? 0 : this.#paceMs);
    else
      this.#cancel = this.#clock.after(grace, () => {
        this.#cancel = null;
        if (this.#state !== null) this.look(this.#state);
      });
  }

  /** How long the DM of this table may still be on the way back; 0 where there is none, or too long gone. */
  #graceMs(): number {
    this.#absentSince ??= this.#clock.now();
    const seats = Object.values(this.#state?.seats ?? {});
    if (!seats.some((seat) => seat.role === "dm" && !seat.left)) return 0;
    return Math.max(0, this.#absentSince + GRACE_MS - this.#clock.now());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel?.();
    this.#cancel = null;
    await this.#acting;
  }

  #schedule(ms: number): void {
    this.#cancel = this.#clock.after(ms, () => {
      this.#cancel = null;
      this.#acting = this.#act()
        .catch((error: unknown) => {
          this.#meter.count("tactics_failed");
          this.#journal.error({ session: this.#table.sessionId, error: String(error) }, "tactics failed");
          return false;
        })
        .then((again) => {
          this.#acting = null;
          if (again && this.#state !== null) this.look(this.#state);
        });
    });
  }

  #duty(): Duty | null {
    const state = this.#state;
    if (state === null || state.session.status !== "active" || this.#table.dmPresent()) return null;
    if (state.requests.length > 0) {
      const request = state.requests.find((one) => one.seat === null && one.kind !== "roll");
      return request === undefined ? null : { kind: "answer", request };
    }
    const { encounter } = state;
    if (encounter === null || state.session.rulings.monsters !== "auto") return null;
    const key = `${encounter.round} ${encounter.turn}`;
    if (isDecided(state)) return this.#endTried === key ? null : { kind: "end-combat", key };
    const creature = state.creatures[encounter.turn];
    if (creature === undefined || creature.seat !== null) return null;
    if (this.#turn?.key === key && this.#turn.sent >= GIVE_UP) return null;
    return { kind: "turn", creature: creature.id, key };
  }

  /** True when there may be more to do. */
  async #act(): Promise<boolean> {
    const duty = this.#duty();
    if (duty === null || this.#closed) return false;
    switch (duty.kind) {
      case "answer":
        return this.#answer(duty.request);
      case "turn":
        return this.#take(duty.creature, duty.key);
      case "end-combat": {
        this.#endTried = duty.key;
        await this.#send({ do: "end-combat" });
        return true;
      }
    }
  }

  async #answer(request: Request): Promise<boolean> {
    const reply = await this.#send(answerTo(request, this.#table.view("dm")));
    if (reply.outcome === "accepted") return true;
    if (isPassing(reply)) return this.#later();
    const declined = await this.#send({ do: "decline", by: request.creature, request: request.id });
    return declined.outcome === "accepted";
  }

  async #take(creature: CreatureId, key: string): Promise<boolean> {
    if (this.#turn?.key !== key) this.#turn = { key, tried: new Set(), sent: 0 };
    const turn = this.#turn;
    const command = turn.sent >= MOST_COMMANDS ? endTurn(creature) : this.#choose(creature, turn.tried);
    const reply = await this.#send(command);
    if (isPassing(reply)) return this.#later();
    turn.sent += 1;
    // An attack that went through may be made again; nothing else is worth doing twice in a turn.
    if (reply.outcome === "rejected" || command.do !== "attack") turn.tried.add(keyOf(command));
    if (reply.outcome === "rejected" && command.do === "end-turn") {
      this.#meter.count("tactics_turn_not_ended");
      turn.sent = GIVE_UP;
      this.#journal.error(
        { session: this.#table.sessionId, code: reply.rejection.code },
        "a turn could not be ended",
      );
      return false;
    }
    return true;
  }

  #choose(creature: CreatureId, tried: ReadonlySet<string>): CreatureCommand {
    const view = this.#table.view("dm");
    const self = view.creatures[creature];
    if (self === undefined) return endTurn(creature);
    const unseen = new Set<CreatureId>();
    for (const other of Object.values(this.#state?.creatures ?? {}))
      if (other.concealed || other.hidden?.from.includes(creature) === true) unseen.add(other.id);
    return nextCommand({ view, self, legal: this.#table.legal("dm"), unseen, tried });
  }

  async #send(command: CreatureCommand | AnswerCommand | { readonly do: "end-combat" }): Promise<Reply> {
    const reply = await this.#table.submit({ kind: "system" }, command);
    const outcome = reply.outcome === "rejected" ? reply.rejection.code : reply.outcome;
    this.#meter.count("tactics_commands", { command: command.do, outcome });
    return reply;
  }

  #later(): boolean {
    if (!this.#closed) this.#schedule(RETRY_MS);
    return false;
  }
}

/** Only one side has anybody left alive: nobody is there to fight any more. */
function isDecided(state: State): boolean {
  const living = (state.encounter?.order ?? []).flatMap((id) => {
    const creature = state.creatures[id];
    return creature === undefined || creature.dead ? [] : [creature.side];
  });
  return new Set(living).size <= 1;
}

const endTurn = (by: CreatureId): CreatureCommand => ({ do: "end-turn", by });

/** What the world refuses, or does not know yet, is tried again; what the game refuses is not. */
function isPassing(reply: Reply): boolean {
  if (reply.outcome === "pending") return true;
  return (
    reply.outcome === "rejected" && ["busy", "unavailable", "pending-request"].includes(reply.rejection.code)
  );
}
