/** One seed: an evening at a table where everything goes wrong, and what was found when the dust had settled. */
import { openingRecords } from "../../rooms/opening.ts";
import type { EventLog, Sitter } from "../../rooms/ports.ts";
import { monsterSpec } from "../../rules/content/index.ts";
import { creatureId, seatId, userId } from "../../rules/ids.ts";
import type { State } from "../../rules/state.ts";
import { MemoryDiceSecrets } from "../support/memory-event-log.ts";
import { Chance } from "./chance.ts";
import { CANARY, type Findings, judge } from "./oracle.ts";
import { Person } from "./person.ts";
import { forge, type Plant } from "./plants.ts";
import { Projector } from "./projector.ts";
import { Scheduler } from "./scheduler.ts";
import { citations, Server, type World } from "./server.ts";
import { EpochWatch, everything, memoryStore, type Store } from "./store.ts";

export type Evening = {
  readonly seed: number;
  readonly store: string;
  readonly events: number;
  readonly commands: number;
  readonly crashes: number;
  readonly findings: Findings;
};

/** Steps of trouble before everything is mended, and steps for the mending. */
const TROUBLE = 900;
const MENDING = 20_000;

const honest: World["tamper"] = {
  log: (log) => log,
  toClient: (message) => message,
  toServer: (message) => message,
};

export async function evening(seed: number, store?: Store, plant?: Plant): Promise<Evening> {
  const chance = new Chance(seed);
  const scheduler = new Scheduler(chance);
  const kept = store ?? memoryStore(() => scheduler.clock(() => "running").now());
  const session = await kept.create(chance.uuid());
  const secrets = new MemoryDiceSecrets(`seed ${seed}`);
  const watch = new EpochWatch();
  const world: World = {
    scheduler,
    chance,
    session,
    secrets,
    snapshots: kept.snapshots,
    leaseMs: kept.leaseMs,
    watch,
    tamper: { ...honest, ...plant?.tamper?.(chance) },
  };
  await open(world, kept.log());
  const people = (["dm", "player", "player"] as const).map((role, index) => {
    const sitter: Sitter = {
      seat: seatId(chance.uuid()),
      user: userId(chance.uuid()),
      name: ["Mara", "Ana", "Ben"][index] ?? "",
      role,
    };
    return new Person(sitter, scheduler, chance);
  });
  const table = new Table(world, kept, people);
  const projector = new Projector(kept.log(), session, plant?.hastyCheckpoint ?? false);
  await table.setUp();
  for (let step = 0; step < TROUBLE; step++) {
    await table.trouble();
    if (chance.happens(0.02)) await projector.catchUp(chance.below(6) + 1);
  }
  if (plant?.forge !== undefined) await table.forgeWith(plant);
  await table.mend(MENDING);
  const records = await everything(kept.log(), session);
  const live = table.liveState();
  const findings = await judge({ records, people, live, session, secrets });
  findings.staleAccepted = watch.staleAccepted;
  await projector.catchUp(Number.POSITIVE_INFINITY);
  findings.skippedByCheckpoint = records.length - projector.seen;
  const commands = people.reduce((sum, { kept: { acks, refusals } }) => sum + acks.size + refusals.size, 0);
  return { seed, store: kept.name, events: records.length, commands, crashes: table.crashes, findings };
}

async function open({ session, secrets, scheduler, chance }: World, log: EventLog): Promise<void> {
  const command = {
    do: "start-session",
    name: "Simulated",
    campaign: "Simulated",
    diceMode: chance.happens(0.3) ? "player_entered" : "rng",
    mapMode: "grid_2d",
    rulings: {},
    books: [],
    rulesVersion: "0",
    contentVersion: "0",
    diceCommitment: await secrets.commit(session),
  } as const;
  const randomness = { uuid: () => chance.uuid(), hex: (bytes: number) => chance.hex(bytes) };
  const opening = openingRecords(session, command, {
    citations,
    clock: scheduler.clock(() => "running"),
    randomness,
  });
  if (!opening.ok) throw new Error(opening.rejection.detail);
  const lease = await log.take(session, "host", 1_000);
  await log.append(lease, 0, opening.value);
  await log.release(lease);
}

/** The servers and the people, and the trouble they have. */
class Table {
  crashes = 0;
  readonly #world: World;
  readonly #store: Store;
  readonly #people: readonly Person[];
  #server: Server;
  #paused: Server | null = null;
  #owner = "first";

  constructor(world: World, store: Store, people: readonly Person[]) {
    this.#world = world;
    this.#store = store;
    this.#people = people;
    this.#server = this.#start();
  }

  #start(): Server {
    return new Server(this.#world, this.#store.log(), this.#owner);
  }

  /** Everybody sits, two characters and two goblins stand on a map, one of them unknown to the players. */
  async setUp(): Promise<void> {
    for (const person of this.#people) person.connect(this.#server);
    await this.#until(() => this.#people.every(({ kept }) => kept.view !== null), 2_000);
    const live = this.#server.session;
    if (live === null) throw new Error("no session to set up");
    const { chance } = this.#world;
    const dm = this.#people[0]?.sitter.seat;
    if (dm === undefined) throw new Error("no dungeon master");
    const actor = { kind: "seat", seat: dm } as const;
    const terrain = [3, 4, 5, 6].map((y) => ({ x: 6, y, type: "wall" as const }));
    const commands = [
      { do: "set-map", map: { width: 12, height: 12, light: "bright", terrain } } as const,
      ...this.#people
        .slice(1)
        .map(({ sitter }, index) => ({
          ...brute(chance, sitter.name, [3, 3 + index * 2]),
          seat: sitter.seat,
          kind: "character" as const,
          side: "party",
        }))
        .map((creature) => ({ do: "add-creature" as const, creature })),
      { do: "add-creature", creature: brute(chance, "Gob", [5, 4]) } as const,
      {
        do: "add-creature",
        creature: { ...brute(chance, `Lurker ${CANARY}`, [8, 8]), concealed: true, notes: CANARY },
      } as const,
    ];
    for (const command of commands) {
      const answer = live.submit(actor, command);
      let done = false;
      void answer.finally(() => {
        done = true;
      });
      await this.#until(() => done, 2_000);
    }
  }

  async trouble(): Promise<void> {
    const { chance, scheduler } = this.#world;
    const person = chance.pick(this.#people);
    if (chance.happens(0.15)) person?.act();
    if (chance.happens(0.006)) person?.cut();
    if (person?.connected === false && chance.happens(0.3)) person.connect(this.#server);
    if (chance.happens(0.01)) scheduler.elapse(chance.below(4_000));
    if (chance.happens(0.004)) this.#crash();
    if (chance.happens(0.004)) this.#pause();
    if (this.#paused !== null && chance.happens(0.02)) this.#wake();
    await scheduler.step();
  }

  #crash(): void {
    this.crashes++;
    this.#server.kill();
    for (const person of this.#people) if (person.connected) person.cut();
    this.#server = this.#start();
  }

  /** The server stops in mid-thought for longer than its lease, and another takes its place. */
  #pause(): void {
    if (this.#paused !== null) return;
    this.#world.scheduler.elapse(2 * this.#world.leaseMs);
    this.#paused = this.#server;
    this.#server.life = "paused";
    for (const person of this.#people) person.cut();
    this.#owner = this.#owner === "first" ? "second" : "first";
    this.#server = this.#start();
  }

  #wake(): void {
    if (this.#paused?.life === "paused") {
      this.#paused.life = "running";
      this.#paused.retire();
    }
    this.#paused = null;
  }

  async forgeWith(plant: Plant): Promise<void> {
    this.#crash();
    await forge(plant, this.#store.log(), this.#world.session, this.#world.chance);
  }

  /** No more trouble: everybody comes back, finishes what they began, and hears all of it. */
  async mend(steps: number): Promise<void> {
    this.#wake();
    for (const person of this.#people) person.hush();
    const quiet = () => this.#people.every((person) => person.connected && person.unanswered === 0);
    for (let step = 0; step < steps; step++) {
      for (const person of this.#people) if (!person.connected) person.connect(this.#server);
      const more = await this.#world.scheduler.step();
      if (step % 50 === 49) this.#world.scheduler.elapse(1_000);
      if (quiet() && this.#allHeard()) return;
      if (!more) this.#world.scheduler.elapse(1_000);
    }
  }

  #allHeard(): boolean {
    const live = this.#server.session;
    const head = live?.head.sequence ?? -1;
    return this.#people.every(({ kept }) => kept.feed.size === head && kept.view?.sequence === head);
  }

  /** What the living room holds; null when the session did not come back. */
  liveState(): State | null {
    return this.#server.session?.state ?? null;
  }

  async #until(done: () => boolean, steps: number): Promise<void> {
    for (let step = 0; step < steps && !done(); step++) await this.#world.scheduler.step();
    if (!done()) throw new Error("the evening did not begin");
  }
}

/** A goblin, or somebody who fights like one. */
function brute(chance: Chance, name: string, at: readonly [number, number]) {
  const spec = monsterSpec("Goblin", {
    id: creatureId(chance.uuid()),
    name,
    side: "foes",
    at,
    concealed: false,
    notes: "",
  });
  if (!spec.ok) throw new Error(spec.rejection.detail);
  return spec.value;
}
