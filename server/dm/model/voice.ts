import { z } from "zod";
import type { Meter } from "../../../rooms/ports.ts";
import { type Auditor, auditorOf, type Secrets } from "../audit.ts";
import type { Telling } from "../narrator.ts";
import { NARRATOR, narratorData } from "../prompts/narrator.ts";
import type { Scene } from "../scene.ts";
import type { Voice } from "../speaker.ts";
import type { Budget } from "./breaker.ts";
import { judgeCitation } from "./citations.ts";
import { type Model, ModelFailure } from "./client.ts";
import { covers } from "./cover.ts";
import { type Piece, PieceReader } from "./pieces.ts";

const whole = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
const Line = z.object({
  text: z.string().min(1),
  about: z.array(whole).max(100).catch([]).default([]),
  citations: z
    .array(z.object({ ruleId: z.string(), quote: z.string() }))
    .max(20)
    .catch([])
    .default([]),
});
type Line = z.infer<typeof Line>;

/** Of one telling: bytes heard, pieces looked at, characters shown. */
const ANSWER_BYTES = 16_000;
const MOST_PIECES = 24;
const MOST_CHARACTERS = 2_400;

/**
 * A model's voice. It streams; each group of sentences is audited as soon as it is whole, and shown only if
 * nothing in it is held back. Facts that it does not tell are the built-in voice's to tell.
 */
export function modelVoice(model: Model, budget: Budget, meter: Meter): Voice {
  return {
    async tell(scene, facts, secrets, signal, emit) {
      const telling = new StreamedTelling(scene, facts, secrets, meter, emit);
      try {
        await hear(model, budget, scene, facts, true, signal, telling);
      } catch (error) {
        if (!(error instanceof ModelFailure) || error.reason !== "context") throw error;
        // Too long for it: once more with the newest facts alone and no rules. The rest is told plainly.
        await hear(model, budget, scene, facts.slice(-Math.ceil(facts.length / 2)), false, signal, telling);
      }
    },
  };
}

async function hear(
  model: Model,
  budget: Budget,
  scene: Scene,
  facts: readonly Telling[],
  withRules: boolean,
  signal: AbortSignal,
  telling: StreamedTelling,
): Promise<void> {
  telling.begin(facts);
  await model.ask(
    {
      purpose: "narration",
      system: NARRATOR,
      user: narratorData(scene, facts, withRules),
      answerBytes: ANSWER_BYTES,
      signal,
      onText: (text) => telling.add(text),
      accepts: () => telling.end(),
    },
    budget,
  );
}

class StreamedTelling {
  readonly #scene: Scene;
  readonly #meter: Meter;
  readonly #emit: (telling: Telling) => Promise<void>;
  readonly #auditor: Auditor;
  readonly #told = new Set<Telling>();
  #reader = new PieceReader();
  #facts: readonly Telling[];
  #pieces = 0;
  #characters = 0;

  constructor(
    scene: Scene,
    facts: readonly Telling[],
    secrets: Secrets,
    meter: Meter,
    emit: (telling: Telling) => Promise<void>,
  ) {
    this.#scene = scene;
    this.#facts = facts;
    this.#meter = meter;
    this.#emit = emit;
    this.#auditor = auditorOf(scene, secrets);
  }

  begin(facts: readonly Telling[]): void {
    this.#facts = facts;
    this.#reader = new PieceReader();
  }

  /** False once everything is told, or enough was heard. */
  async add(text: string): Promise<boolean> {
    for (const piece of this.#reader.feed(text)) await this.#take(piece);
    return !this.#enough();
  }

  /** True when there was anything to audit at all. */
  async end(): Promise<boolean> {
    for (const piece of this.#reader.end()) await this.#take(piece);
    return this.#pieces > 0;
  }

  #enough(): boolean {
    return (
      this.#told.size >= this.#facts.length ||
      this.#pieces >= MOST_PIECES ||
      this.#characters >= MOST_CHARACTERS
    );
  }

  async #take(piece: Piece): Promise<void> {
    for (const line of linesOf(piece)) {
      if (this.#enough()) return;
      this.#pieces += 1;
      await this.#line(line);
    }
  }

  async #line(line: Line): Promise<void> {
    const verdicts = this.#auditor.judge(line.text);
    const held = verdicts.filter((verdict) => verdict.why !== null);
    // Without what the model said: a label must not grow with it.
    for (const verdict of held)
      this.#meter.count("narration_withheld", { why: (verdict.why ?? "").replace(/\s*\(.*\)/, "") });
    const text = verdicts
      .filter((verdict) => verdict.why === null)
      .map((verdict) => verdict.sentence)
      .join(" ");
    if (text === "") return;
    const open = this.#facts.filter((fact) => !this.#told.has(fact));
    const named = open.filter((fact) => line.about.includes(this.#facts.indexOf(fact) + 1));
    const covered = (named.length > 0 ? named : open).filter((fact) => covers(text, fact, this.#scene));
    if (covered.length === 0) {
      this.#meter.count("narration_beside_the_point");
      return;
    }
    this.#judgeCitations(line, covered);
    for (const fact of covered) this.#told.add(fact);
    this.#characters += text.length;
    await this.#emit({ text, about: covered.flatMap((fact) => fact.about) });
  }

  /** The engine's citations stand on the events; a model's are only counted, so that its worth is known. */
  #judgeCitations(line: Line, covered: readonly Telling[]): void {
    const about = new Set(covered.flatMap((fact) => fact.about));
    const ofScene = this.#scene.moments.flatMap((moment) => moment.citations);
    const ofEvents = this.#scene.moments
      .filter((moment) => about.has(moment.sequence))
      .flatMap((moment) => moment.citations);
    for (const offered of line.citations)
      this.#meter.count("model_citations", { verdict: judgeCitation(offered, ofEvents, ofScene) });
  }
}

/** Lines in an object, however it wraps them; prose is a line about whatever it tells. */
function linesOf(piece: Piece): readonly Line[] {
  if (piece.kind === "prose") return [{ text: piece.text, about: [], citations: [] }];
  const line = Line.safeParse(piece.value);
  if (line.success) return [line.data];
  if (typeof piece.value !== "object" || piece.value === null) return [];
  return Object.values(piece.value)
    .filter((value): value is unknown[] => Array.isArray(value))
    .flatMap((values) => values.flatMap((value) => linesOf({ kind: "object", value })));
}
