import type { Citation } from "../rules/citation.ts";
import type { StoredEvent } from "../rules/log.ts";
import type { RuleBook } from "../rules/text/index.ts";
import { quotesRuling, ruledAt } from "./rulings.ts";

/** What the quotes of a log were held against. */
export type Quotes = {
  /** The books that are loaded here. */
  readonly checked: number;
  /** Rulings that were made in this log. */
  readonly rulings: number;
  /** Nothing: rulings that other sessions of the campaign made, whose files have them. */
  readonly otherRulings: number;
  /** Nothing: books that are not loaded here. */
  readonly otherBooks: number;
};

type Fault = { readonly sequence: number; readonly code: string; readonly detail: string };
type Made = { readonly text: string; readonly madeAt: string };

/** Holds every quote of a log, record by record, against where it is from. */
export class QuoteCheck {
  readonly #book: RuleBook;
  readonly #loaded: ReadonlySet<string>;
  readonly #made = new Map<number, Made>();
  readonly #counted = { checked: 0, rulings: 0, otherRulings: 0, otherBooks: 0 };
  #fault: Fault | null = null;

  constructor(book: RuleBook) {
    this.#book = book;
    this.#loaded = new Set(book.sources.map(({ sourceId }) => sourceId));
  }

  get counted(): Quotes {
    return { ...this.#counted };
  }

  /** The first quote that its book does not have. */
  get fault(): Fault | null {
    return this.#fault;
  }

  next({ sequence, content: { event }, citations, createdAt }: StoredEvent): void {
    for (const citation of citations) this.#hold(sequence, citation);
    if (event.kind === "ruling-made" && event.keep)
      this.#made.set(sequence, { text: event.text, madeAt: createdAt });
  }

  #hold(sequence: number, citation: Citation): void {
    const at = ruledAt(citation);
    if (at !== null) {
      const made = this.#made.get(at);
      const here = made !== undefined && quotesRuling(citation, made);
      this.#counted[here ? "rulings" : "otherRulings"] += 1;
    } else if (!this.#loaded.has(citation.sourceId)) {
      this.#counted.otherBooks += 1;
    } else {
      const [problem] = this.#book.verify(citation);
      if (problem === undefined) this.#counted.checked += 1;
      else this.#fault ??= { sequence, code: problem.code, detail: `${citation.ruleId}: ${problem.detail}` };
    }
  }
}
