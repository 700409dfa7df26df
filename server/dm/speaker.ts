import type { Clock, Journal, Meter, Table } from "../../rooms/ports.ts";
import type { SeatId } from "../../rules/ids.ts";
import { NO_SECRETS, type Secrets } from "./audit.ts";
import type { Backlog } from "./backlog.ts";
import { type Telling, tell } from "./narrator.ts";
import { type Acquaintances, type Audience, type Scene, sceneOf } from "./scene.ts";

/** A voice beside the built-in one. Emits only what its audit let pass; may throw, and then stops. */
export interface Voice {
  tell(
    scene: Scene,
    facts: readonly Telling[],
    secrets: Secrets,
    signal: AbortSignal,
    emit: (telling: Telling) => Promise<void>,
  ): Promise<void>;
}

/** Characters of one narration. */
const LONGEST = 1_500;
/** With more than this waiting, the built-in voice catches up. */
const BEHIND = 80;

/**
 * Tells each audience what it saw, one telling at a time. What comes meanwhile waits and is told together, so
 * that a slow voice falls behind by at most one telling and nobody waits for it.
 */
export class Speaker {
  readonly #table: Table;
  readonly #backlog: Backlog;
  readonly #voice: Voice | null;
  readonly #meter: Meter;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #known = new Map<Audience, Acquaintances>();
  readonly #queue = new Set<Audience>();
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;

  constructor(
    table: Table,
    backlog: Backlog,
    voice: Voice | null,
    world: { readonly meter: Meter; readonly journal: Journal; readonly clock: Clock },
  ) {
    this.#table = table;
    this.#backlog = backlog;
    this.#voice = voice;
    this.#meter = world.meter;
    this.#journal = world.journal;
    this.#clock = world.clock;
  }

  /** Looks at who is there now, while they still are: the slain are spoken of after they are gone. */
  notice(): void {
    for (const audience of this.#backlog.audiences()) this.#scene(audience, []);
  }

  /** Tells everybody what they have not been told. */
  flush(): void {
    for (const audience of this.#backlog.audiences()) this.#queue.add(audience);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // Whoever came to the queue after its last look.
      if (this.#queue.size > 0 && !this.#stop.signal.aborted) this.flush();
    });
  }

  /** To one seat alone: a question, a reason, an answer. */
  async reply(seat: SeatId, text: string, about: readonly number[]): Promise<void> {
    await this.#narrate(seat, text, about, "built-in");
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#queue.clear();
    await this.#running;
  }

  #scene(audience: Audience, moments: Scene["moments"]): Scene {
    const known = this.#known.get(audience) ?? new Map();
    this.#known.set(audience, known);
    return sceneOf(audience, this.#table.view(audience), moments, known);
  }

  async #run(): Promise<void> {
    for (const audience of this.#queue) {
      this.#queue.delete(audience);
      if (this.#stop.signal.aborted) return;
      try {
        await this.#tell(audience);
      } catch (error) {
        this.#meter.count("narration_failed");
        this.#journal.error({ session: this.#table.sessionId, error: String(error) }, "narration skipped");
      }
    }
  }

  async #tell(audience: Audience): Promise<void> {
    const began = this.#clock.now();
    const behind = this.#backlog.waiting(audience) > BEHIND;
    const scene = this.#scene(audience, this.#backlog.take(audience));
    const facts = tell(scene);
    if (facts.length === 0) return;
    const told = new Set<number>();
    if (this.#voice !== null && !behind && isWorthy(scene))
      await this.#tryVoice(this.#voice, scene, facts, told);
    if (this.#stop.signal.aborted) return;
    const rest = facts.filter((fact) => !fact.about.some((sequence) => told.has(sequence)));
    for (const group of groupsOf(rest)) await this.#narrate(audience, group.text, group.about, "built-in");
    this.#meter.observe("narration_ms", this.#clock.now() - began);
  }

  async #tryVoice(voice: Voice, scene: Scene, facts: readonly Telling[], told: Set<number>): Promise<void> {
    let over = false;
    const emit = async (telling: Telling): Promise<void> => {
      // What still trickles in after the deadline has been told plainly by then.
      if (over) return;
      const about = telling.about.filter((sequence) => !told.has(sequence));
      if (about.length === 0 || this.#stop.signal.aborted) return;
      for (const sequence of about) told.add(sequence);
      await this.#narrate(scene.audience, telling.text, about, "model");
    };
    try {
      await voice.tell(scene, facts, this.#secretsFrom(scene), this.#stop.signal, emit);
    } catch (error) {
      this.#meter.count("model_voice_failed", { why: error instanceof Error ? error.name : "unknown" });
    } finally {
      over = true;
    }
  }

  /** What the truth holds and this audience does not know: looked for in prose, shown to nobody. */
  #secretsFrom(scene: Scene): Secrets {
    const truth = Object.values(this.#table.view("dm").creatures);
    if (truth.length === 0) return NO_SECRETS;
    const known = new Set(scene.figures.flatMap((figure) => figure.name.toLowerCase().split(/\s+/)));
    const names = truth
      .map((creature) => creature.name)
      .filter(
        (name) =>
          !name
            .toLowerCase()
            .split(/\s+/)
            .every((word) => known.has(word)),
      );
    return { names, texts: truth.map((creature) => creature.notes).filter((notes) => notes !== "") };
  }

  async #narrate(
    audience: Audience,
    text: string,
    about: readonly number[],
    voice: "built-in" | "model",
  ): Promise<void> {
    const reply = await this.#table.submit(
      { kind: "system" },
      { do: "narrate", text: text.slice(0, LONGEST), about, voice, audience },
    );
    this.#meter.count("narrations", { voice, outcome: reply.outcome });
  }
}

/** A model's words are for what is worth a story; a step aside is told plainly. */
function isWorthy(scene: Scene): boolean {
  const plain: ReadonlySet<string> = new Set([
    "moved",
    "turn-started",
    "dashed",
    "disengaged",
    "dodged",
    "item-equipped",
    "creature-added",
    "undone",
    "appeal-answered",
    "ruling-made",
    "light-changed",
  ]);
  return scene.moments.some((moment) => !plain.has(moment.glimpse.kind));
}

/** Sentences joined into texts of a readable length. */
function groupsOf(tellings: readonly Telling[]): readonly Telling[] {
  const groups: Telling[] = [];
  for (const telling of tellings) {
    const last = groups.at(-1);
    if (last === undefined || last.text.length + telling.text.length >= LONGEST) groups.push(telling);
    else
      groups[groups.length - 1] = {
        text: `${last.text} ${telling.text}`,
        about: [...last.about, ...telling.about],
      };
  }
  return groups;
}
