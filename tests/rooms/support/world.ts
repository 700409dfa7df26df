import { createHash } from "node:crypto";
import type { Characters, Citations, Clock, Journal, Meter, Randomness } from "../../../rooms/ports.ts";
import type { CreatureSpec } from "../../../rules/creature.ts";
import type { RuleId } from "../../../rules/rule-ids.ts";

/** A clock that moves when it is told to. */
export class ManualClock implements Clock {
  #now: number;
  #timers: { readonly at: number; readonly call: () => void }[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + ms, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Moves on, calling what falls due on the way, and lets what they started run between. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settled();
      const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.call();
    }
    this.#now = until;
    await settled();
  }
}

/** Everything that can run now has run. */
export async function settled(): Promise<void> {
  for (let n = 0; n < 3; n++) await new Promise<void>((resolve) => setImmediate(resolve));
}

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

export class SeededRandomness implements Randomness {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: number | string) {
    this.#seed = String(seed);
  }

  hex(bytes: number): string {
    let text = "";
    while (text.length < bytes * 2) {
      this.#drawn += 1;
      text += createHash("sha256").update(`${this.#seed} ${this.#drawn}`).digest("hex");
    }
    return text.slice(0, bytes * 2);
  }

  uuid(): string {
    const hex = this.hex(16);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join("-");
  }
}

/** Quotes a book of one sentence per rule. */
export const plainCitations: Citations = {
  cite: (rule: RuleId) => ({
    ruleId: rule,
    sourceId: "book@0123456789ab",
    sectionPath: ["Rules", rule],
    lineStart: 1,
    lineEnd: 1,
    quote: `So says ${rule}.`,
    quoteSha256: createHash("sha256").update(`So says ${rule}.`).digest("hex"),
    role: "applied",
  }),
};

/** Characters by id, each with the user it belongs to. */
export class MemoryCharacters implements Characters {
  readonly #known = new Map<string, { readonly user: string; readonly spec: CreatureSpec }>();

  put(user: string, spec: CreatureSpec): void {
    if (spec.character !== null) this.#known.set(spec.character, { user, spec });
  }

  async creature(
    ...[character, user, seat]: Parameters<Characters["creature"]>
  ): Promise<CreatureSpec | null> {
    const known = this.#known.get(character);
    return known?.user === user ? { ...known.spec, seat } : null;
  }
}

/** Keeps what was logged, so that a test can say why something failed. */
export class KeptJournal implements Journal {
  readonly errors: { readonly fields: Readonly<Record<string, unknown>>; readonly message: string }[] = [];
  readonly infos: { readonly fields: Readonly<Record<string, unknown>>; readonly message: string }[] = [];

  info(fields: Readonly<Record<string, unknown>>, message: string): void {
    this.infos.push({ fields, message });
  }

  error(fields: Readonly<Record<string, unknown>>, message: string): void {
    this.errors.push({ fields, message });
  }
}

export class CountingMeter implements Meter {
  readonly counts = new Map<string, number>();

  count(name: string, labels: Readonly<Record<string, string>> = {}): void {
    const key = [name, ...Object.values(labels)].join(" ");
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  observe(): void {}
}
