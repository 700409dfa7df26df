import type { Clock } from "../../rooms/ports.ts";
import type { Chance } from "./chance.ts";

/** Whose work it is: the dead never run again, the paused run when they wake. */
export type Life = () => "running" | "paused" | "dead";

type Task = { readonly life: Life; readonly run: () => void };
type Timer = Task & { readonly at: number };

/**
 * Decides what happens next, one thing at a time, by chance alone. Everything that a process awaits from the world
 * passes through `gate`, so that it can be killed or paused before and after each effect.
 */
export class Scheduler {
  readonly #chance: Chance;
  #tasks: Task[] = [];
  #timers: Timer[] = [];
  #now = Date.UTC(2026, 0, 1);
  /** Effects that run outside the simulation: a real database. */
  #outside = 0;
  #wake: () => void = () => undefined;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  add(life: Life, run: () => void): void {
    this.#tasks.push({ life, run });
    this.#wake();
  }

  gate<Value>(life: Life, effect: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.add(life, () => {
        this.#outside++;
        effect()
          .then(
            (value) => this.add(life, () => resolve(value)),
            (error: unknown) => this.add(life, () => reject(error)),
          )
          .finally(() => {
            this.#outside--;
          });
      });
    });
  }

  clock(life: Life): Clock {
    return {
      now: () => this.#now,
      after: (ms, call) => {
        const timer: Timer = { life, run: call, at: this.#now + ms };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((other) => other !== timer);
        };
      },
    };
  }

  /** Lets time pass; what falls due runs in its turn. A real database is waited for: it has a clock of its own. */
  elapse(ms: number): void {
    if (this.#outside > 0) return;
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter((timer) => !due.includes(timer));
    for (const { life, run } of due) this.add(life, run);
  }

  /** Runs one thing that is ready; without any, lets time pass to the next timer. False when nothing is left. */
  async step(): Promise<boolean> {
    this.#tasks = this.#tasks.filter(({ life }) => life() !== "dead");
    const ready = this.#tasks.filter(({ life }) => life() === "running");
    const task = this.#chance.pick(ready);
    if (task === undefined) return this.#outside > 0 ? this.#waitOutside() : this.#passTime();
    this.#tasks.splice(this.#tasks.indexOf(task), 1);
    task.run();
    await settle();
    return true;
  }

  async #waitOutside(): Promise<boolean> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = () => undefined;
    return true;
  }

  async #passTime(): Promise<boolean> {
    this.#timers = this.#timers.filter(({ life }) => life() !== "dead");
    const [first] = this.#timers.filter(({ life }) => life() === "running").sort((a, b) => a.at - b.at);
    if (first === undefined) return false;
    this.#timers = this.#timers.filter((timer) => timer !== first);
    this.#now = Math.max(this.#now, first.at);
    first.run();
    await settle();
    return true;
  }
}

/** Lets everything run that waits for nothing but its turn. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
