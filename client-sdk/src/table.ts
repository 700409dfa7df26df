/** One seat at one table: what it sees, what it hears, and everything it may try. */
import type { SeatRole } from "../../rules/command.ts";
import type { Request } from "../../rules/request.ts";
import type { CreatureView, SeatView } from "../../rules/view.ts";
import { Connection, type ConnectionChange, type ConnectionOptions } from "./connection.ts";
import type { Head } from "./heads.ts";
import { Listeners, type Subscribe } from "./listeners.ts";
import type { Answer } from "./outbox.ts";
import { type Platform, platform } from "./platform.ts";
import type { FeedEntry, SignalMessage, WireCommand } from "./protocol.ts";
import type { Transport } from "./transport.ts";

export type CommandName = WireCommand["do"];

/** A command without its name. `by` may be left out by who plays a single creature. */
export type Fields<Name extends CommandName> = Simplify<
  Extract<WireCommand, { readonly do: Name }> extends infer Command
    ? Command extends { readonly by: string }
      ? Omit<Command, "do" | "by"> & { readonly by?: string }
      : Omit<Command, "do">
    : never
>;
type Simplify<T> = { [K in keyof T]: T[K] };

/** A signal from somebody at the table: typing, a ping on the map. No part of the game. */
export type Signal = SignalMessage & { readonly seatId: string };

export type TableOptions = ConnectionOptions & {
  /** False leaves the dice to the others' chance and the server's secret. */
  readonly contributeDice?: boolean;
};

/** Whose creature acts was not said, and cannot be guessed. */
export class WhoActs extends Error {
  override readonly name = "WhoActs";
}

export class Table {
  readonly sessionId: string;
  /** Hears each new view, also the one after sitting down. */
  readonly onView: Subscribe<SeatView>;
  /** Hears each feed entry once, in order, history first. */
  readonly onFeed: Subscribe<FeedEntry>;
  /** Hears each decision that this seat is asked for: those that wait already at once, the others as they come. */
  readonly onRequest: Subscribe<Request>;
  readonly onConnection: Subscribe<ConnectionChange>;
  readonly onSignal: Subscribe<Signal>;
  /** What this seat gave to the dice, 32 hex digits: look for it in the log. */
  readonly entropy: string;

  readonly #connection: Connection;
  readonly #requests = new Listeners<Request>();
  readonly #signals = new Listeners<Signal>();
  readonly #feed: FeedEntry[] = [];

  constructor(sessionId: string, transport: Transport, options: TableOptions = {}) {
    this.sessionId = sessionId;
    const connection = new Connection(transport, options);
    this.#connection = connection;
    const from: Platform = options.platform ?? platform;
    this.entropy = from.hex(16);
    this.onView = connection.views.on;
    this.onConnection = connection.changes.on;
    this.onRequest = (listener) => {
      if (!this.#requests.any) this.#watchRequests();
      for (const request of Object.values(connection.view?.requests ?? {})) listener(request);
      return this.#requests.on(listener);
    };
    this.onSignal = this.#signals.on;
    const heard = new Listeners<FeedEntry>();
    this.onFeed = heard.on;
    connection.entries.on((entry) => {
      this.#feed.push(entry);
      heard.tell(entry);
    });
    connection.messages.on(({ type, payload }) => {
      if (type === "signal") this.#signals.tell(payload as Signal);
    });
    if (options.contributeDice ?? true) this.#contributeOnce();
  }

  /** Resolves when the view is there and the feed has caught up. @throws SeatLost */
  get ready(): Promise<void> {
    return this.#connection.ready;
  }

  /** What this seat may know now. @throws before the table is ready. */
  get view(): SeatView {
    const { view } = this.#connection;
    if (view === null) throw new Error("the table is not ready");
    return view;
  }

  /** Everything heard so far, in order. */
  get feed(): readonly FeedEntry[] {
    return this.#feed;
  }

  get connection(): ConnectionChange {
    return this.#connection.status;
  }

  get seatId(): string {
    return this.view.seat;
  }

  get role(): SeatRole {
    return this.view.role;
  }

  /** Number of the last feed entry heard. */
  get sequence(): number {
    return this.#connection.last;
  }

  /** Heads of the log as they were told: `verifySession` holds a file against them. */
  get heads(): readonly Head[] {
    return this.#connection.heads;
  }

  /** Creatures that this seat plays. */
  get mine(): readonly CreatureView[] {
    return Object.values(this.view.creatures).filter((creature) => creature.mine);
  }

  /** Decisions that wait for this seat. */
  get requests(): readonly Request[] {
    return Object.values(this.view.requests);
  }

  /**
   * Sends any command and says what became of it. A refusal is an answer, not an error; the promise lives through
   * drops and restarts, and rejects only with `LeftBeforeAnswer`.
   */
  command(command: WireCommand, commandId?: string): Promise<Answer> {
    return this.#connection.submit(command, commandId);
  }

  // What a creature does.
  attack = (fields: Fields<"attack">) => this.#act("attack", fields);
  attackAt = (fields: Fields<"attack-at">) => this.#act("attack-at", fields);
  move = (fields: Fields<"move">) => this.#act("move", fields);
  moveTo = (fields: Fields<"move-to">) => this.#act("move-to", fields);
  dash = (fields: Fields<"dash"> = {}) => this.#act("dash", fields);
  disengage = (fields: Fields<"disengage"> = {}) => this.#act("disengage", fields);
  dodge = (fields: Fields<"dodge"> = {}) => this.#act("dodge", fields);
  help = (fields: Fields<"help">) => this.#act("help", fields);
  hide = (fields: Fields<"hide"> = {}) => this.#act("hide", fields);
  search = (fields: Fields<"search"> = {}) => this.#act("search", fields);
  /** The command `ready`: `table.ready` is the table's own. */
  readyAction = (fields: Fields<"ready">) => this.#act("ready", fields);
  grapple = (fields: Fields<"grapple">) => this.#act("grapple", fields);
  shove = (fields: Fields<"shove">) => this.#act("shove", fields);
  escape = (fields: Fields<"escape">) => this.#act("escape", fields);
  stabilize = (fields: Fields<"stabilize">) => this.#act("stabilize", fields);
  stand = (fields: Fields<"stand"> = {}) => this.#act("stand", fields);
  dropProne = (fields: Fields<"drop-prone"> = {}) => this.#act("drop-prone", fields);
  equip = (fields: Fields<"equip">) => this.#act("equip", fields);
  drop = (fields: Fields<"drop">) => this.#act("drop", fields);
  interact = (fields: Fields<"interact">) => this.#act("interact", fields);
  use = (fields: Fields<"use">) => this.#act("use", fields);
  check = (fields: Fields<"check">) => this.#act("check", fields);
  save = (fields: Fields<"save">) => this.#act("save", fields);
  contest = (fields: Fields<"contest">) => this.#act("contest", fields);
  endTurn = (fields: Fields<"end-turn"> = {}) => this.#act("end-turn", fields);

  // Answers to a request. They name the request, so that a late answer never meets another question.
  react(request: Request, choice: string, rest: { with?: string; use?: readonly string[] } = {}) {
    return this.command({ do: "react", by: request.creature, request: request.id, choice, ...rest });
  }

  decline(request: Request): Promise<Answer> {
    return this.command({ do: "decline", by: request.creature, request: request.id });
  }

  /** Faces as they fell, in the order of `request.dice`. */
  enterDice(request: Request, faces: readonly number[]): Promise<Answer> {
    return this.command({ do: "enter-dice", by: request.creature, request: request.id, faces });
  }

  // Talk.
  say(text: string, to: "dm" | "table" = "table", by?: string): Promise<Answer> {
    return this.command({ do: "say", text, to, ...(by === undefined ? {} : { by }) });
  }

  /** Tells the others something that is no part of the game and may be lost. */
  signal(signal: SignalMessage): void {
    this.#connection.send("signal", signal);
  }

  // The session.
  bringCharacter = (character: string, at?: readonly [number, number]) =>
    this.command({ do: "bring-character", character, ...(at === undefined ? {} : { at }) });
  /** Takes back everything after a number: one's own quiet decisions; anything up to the session's start as DM. */
  undo = (fields: Fields<"undo">) => this.command({ do: "undo", ...fields });
  /** Asks the DM to look again at an event that this seat saw. Three may be open at a time. */
  appeal = (fields: Fields<"appeal">) => this.command({ do: "appeal", ...fields });
  pause = () => this.command({ do: "pause" });
  resume = () => this.command({ do: "resume" });
  endSession = () => this.command({ do: "end-session" });

  /** What only the DM's seat may do. */
  readonly dm = {
    setMap: (fields: Fields<"set-map">) => this.command({ do: "set-map", ...fields }),
    addMonster: (fields: Fields<"add-monster">) => this.command({ do: "add-monster", ...fields }),
    removeCreature: (fields: Fields<"remove-creature">) => this.command({ do: "remove-creature", ...fields }),
    place: (fields: Fields<"place">) => this.command({ do: "place", ...fields }),
    reveal: (fields: Fields<"reveal">) => this.command({ do: "reveal", ...fields }),
    conceal: (fields: Fields<"conceal">) => this.command({ do: "conceal", ...fields }),
    note: (fields: Fields<"note">) => this.command({ do: "note", ...fields }),
    rollInitiative: (fields: Fields<"roll-initiative"> = {}) =>
      this.command({ do: "roll-initiative", ...fields }),
    startCombat: (fields: Fields<"start-combat">) => this.command({ do: "start-combat", ...fields }),
    endCombat: () => this.command({ do: "end-combat" }),
    damage: (fields: Fields<"damage">) => this.command({ do: "damage", ...fields }),
    heal: (fields: Fields<"heal">) => this.command({ do: "heal", ...fields }),
    condition: (fields: Fields<"condition">) => this.command({ do: "condition", ...fields }),
    fall: (fields: Fields<"fall">) => this.command({ do: "fall", ...fields }),
    environment: (fields: Fields<"environment">) => this.command({ do: "environment", ...fields }),
    rest: (fields: Fields<"rest">) => this.command({ do: "rest", ...fields }),
    awardXp: (fields: Fields<"award-xp">) => this.command({ do: "award-xp", ...fields }),
    adjust: (fields: Fields<"adjust">) => this.command({ do: "adjust", ...fields }),
    /** A ruling and not a rule; its number is the `because` of what carries it out. */
    rule: (fields: Fields<"rule">) => this.command({ do: "rule", ...fields }),
    answerAppeal: (fields: Fields<"answer-appeal">) => this.command({ do: "answer-appeal", ...fields }),
    cancelResolution: (fields: Fields<"cancel-resolution">) =>
      this.command({ do: "cancel-resolution", ...fields }),
  } as const;

  /** Leaves the table. The seat stays one's own. */
  leave(): void {
    this.#connection.close();
  }

  async #act(name: CommandName, fields: object): Promise<Answer> {
    const { by = this.#onlyMine() } = fields as { by?: string };
    return this.command({ ...fields, do: name, by } as WireCommand);
  }

  #onlyMine(): string {
    const [only, ...others] = this.mine;
    if (only !== undefined && others.length === 0) return only.id;
    throw new WhoActs(only === undefined ? "this seat plays no creature" : "say which creature acts: by");
  }

  /** Looks for new requests from now on, for as long as somebody wants to hear of them. */
  #watchRequests(): void {
    const asked = new Set(Object.keys(this.#connection.view?.requests ?? {}));
    const stop = this.#connection.views.on((view) => {
      if (!this.#requests.any) return stop();
      for (const request of Object.values(view.requests)) {
        if (asked.has(request.id)) continue;
        asked.add(request.id);
        this.#requests.tell(request);
      }
    });
  }

  /** Once for each seat of a session, and only while no die has been drawn. Too late is no harm. */
  #contributeOnce(): void {
    void this.ready.then(
      async () => {
        const { seat, role } = this.view;
        const done = this.#feed.some(
          ({ event }) => event?.kind === "dice-contributed" && event.seat === seat,
        );
        if (done || role === "spectator") return;
        await this.command({ do: "contribute-dice", entropy: this.entropy }).catch(() => undefined);
      },
      () => undefined,
    );
  }
}
