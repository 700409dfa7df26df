/** A form that the server draws: it says what may be chosen and what is wrong; this keeps what was chosen. */
import { signal } from "@preact/signals";
import type { CharacterDraft, FieldProblem, Offer } from "../../src/index.ts";
import { attempt } from "../notices.tsx";
import { type Value, valueAt, withAt } from "./choices.ts";

/** Clicks in a row are asked about once. */
const PAUSE_MS = 90;

export class Draft {
  readonly choices = signal<Value>({});
  /** What the server last said; null before its first word. */
  readonly answer = signal<CharacterDraft | null>(null);
  /** From here on what is missing is a mistake: somebody wanted to go on without it. */
  readonly insisted = signal<ReadonlySet<string>>(new Set());
  readonly #ask: (choices: Value) => Promise<CharacterDraft>;
  readonly #kept: (choices: Value) => void;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(
    ask: (choices: Value) => Promise<CharacterDraft>,
    begin: Value,
    kept: (choices: Value) => void = () => {},
  ) {
    this.#ask = ask;
    this.#kept = kept;
    this.choices.value = begin;
    this.#soon(0);
  }

  at(field: string): Value | undefined {
    return valueAt(this.choices.value, field);
  }

  set(field: string, value: Value | undefined): void {
    this.replace(withAt(this.choices.value, field, value));
  }

  replace(choices: Value): void {
    this.choices.value = choices;
    this.#kept(choices);
    this.#soon(PAUSE_MS);
  }

  /** Resolves when the server has answered for what is chosen now. */
  async settled(): Promise<void> {
    if (this.#timer !== undefined) this.#soon(0);
    await new Promise((done) => setTimeout(done, 0));
    await this.#last;
  }

  offer(field: string): Offer | undefined {
    return this.answer.value?.offers.find((offer) => offer.field === field);
  }

  /** What is wrong at a field or within it, unless a field within it is asked for by itself. */
  problemsAt(field: string): readonly FieldProblem[] {
    const { problems, offers } = this.answer.value ?? { problems: [], offers: [] };
    const inner = offers.map((offer) => offer.field).filter((other) => isWithin(other, field));
    return problems.filter(
      (problem) =>
        (problem.field === field || isWithin(problem.field, field)) &&
        !inner.some((other) => problem.field === other || isWithin(problem.field, other)),
    );
  }

  insist(fields: readonly string[]): void {
    this.insisted.value = new Set([...this.insisted.value, ...fields]);
  }

  /** What somebody is told now: something missing is no mistake before they wanted to go on. */
  mistakesAt(field: string): readonly FieldProblem[] {
    return this.problemsAt(field).filter(
      (problem) => problem.code !== "missing" || this.insisted.value.has(problem.field),
    );
  }

  /** What the server found at the last moment. */
  refuse(problems: readonly FieldProblem[]): void {
    const answer = this.answer.value;
    if (answer !== null) this.answer.value = { ...answer, problems };
    this.insist(problems.map(({ field }) => field));
  }

  #soon(pauseMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#last = this.#check();
    }, pauseMs);
  }

  async #check(): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    await attempt(async () => {
      const answer = await this.#ask(this.choices.value);
      if (mine === this.#asked) this.answer.value = answer;
    });
  }
}

export const isWithin = (field: string, outer: string): boolean => field.startsWith(`${outer}.`);
