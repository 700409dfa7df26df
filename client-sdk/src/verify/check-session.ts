import { canonical } from "./canonical.ts";
import { ChainCheck } from "./chain-check.ts";
import { DiceCheck, type DiceVerdict } from "./dice-check.ts";
import { type Fault, fault } from "./fault.ts";
import { LineReader, linesOf, type Row, type SessionEnd, type SessionHead } from "./session-file.ts";

export type Verdict =
  | {
      readonly ok: true;
      readonly sessionId: string;
      readonly events: number;
      /** Hash of the last event. */
      readonly head: string;
      readonly dice: DiceVerdict;
    }
  | { readonly ok: false; readonly fault: Fault };

/** A head of the log as a client heard it at the table. */
export type KeptHead = { readonly sequence: number; readonly hash: string };

function firstLine(head: SessionHead, row: Row): Fault | null {
  const { rulesVersion, contentVersion, books } = row.content.event;
  const same =
    row.kind === "session-started" &&
    rulesVersion === head.rulesVersion &&
    contentVersion === head.contentVersion &&
    canonical(books) === canonical(head.books);
  return same
    ? null
    : fault(0, "head-line-altered", "the first line names other versions than the first event");
}

function lastLine(end: SessionEnd, chain: ChainCheck): Fault | null {
  if (end.count !== chain.count) {
    return fault(
      chain.count + 1,
      "end-altered",
      `the file ends with ${end.count} events and has ${chain.count}`,
    );
  }
  return end.head === chain.head
    ? null
    : fault(chain.count, "end-altered", "the last line names another last hash than the last event");
}

function denied(row: Row, heads: ReadonlyMap<number, string>): Fault | null {
  const hash = heads.get(row.sequence);
  if (hash === undefined || hash === row.hash) return null;
  return fault(row.sequence, "log-denied", `event ${row.sequence} is not the one that was told at the table`);
}

function cutShort(count: number, heads: ReadonlyMap<number, string>): Fault | null {
  const missing = [...heads.keys()].find((sequence) => sequence > count);
  if (missing === undefined) return null;
  return fault(
    count + 1,
    "log-denied",
    `the table had heard of event ${missing}, and the file ends before it`,
  );
}

/**
 * Checks a session line by line: chain, order, commands, quotes and, once a secret is known, every die. What it keeps
 * is the ids of commands and the faces of dice, so that a log of any length may run through it.
 */
export class SessionCheck {
  readonly #reader = new LineReader();
  readonly #dice = new DiceCheck();
  readonly #heads: ReadonlyMap<number, string>;
  readonly #hiddenSecret: string | null;
  #chain: ChainCheck | null = null;
  #head: SessionHead | null = null;
  #end: SessionEnd | null = null;
  #fault: Fault | null = null;

  /** `heads` were kept by a client at the table; `hiddenSecret` is what the DM was told after the end. */
  constructor(heads: readonly KeptHead[] = [], hiddenSecret: string | null = null) {
    this.#heads = new Map(heads.map(({ sequence, hash }) => [sequence, hash]));
    this.#hiddenSecret = hiddenSecret;
  }

  /** The next line, without its line break. The event that it holds; null for the first and last, or when it is wrong. */
  next(line: string): Row | null {
    if (this.#fault !== null) return null;
    const decoded = this.#reader.next(line);
    if (decoded.kind === "fault") this.#fault = decoded.fault;
    else if (decoded.kind === "end") this.#end = decoded.end;
    else if (decoded.kind === "event") return this.#event(decoded.row);
    else {
      this.#head = decoded.head;
      this.#chain = new ChainCheck(decoded.head.sessionId);
    }
    return null;
  }

  /** The first thing that is wrong with the lines so far. */
  get fault(): Fault | null {
    return this.#fault;
  }

  #event(row: Row): Row | null {
    if (this.#head === null || this.#chain === null) return null;
    const first = this.#chain.count === 0;
    this.#fault =
      this.#chain.next(row) ??
      (first ? firstLine(this.#head, row) : null) ??
      this.#dice.next(row) ??
      denied(row, this.#heads);
    return this.#fault === null ? row : null;
  }

  /** After the last line. */
  verdict(): Verdict {
    const [chain, head, end] = [this.#chain, this.#head, this.#end];
    if (this.#fault !== null) return { ok: false, fault: this.#fault };
    if (chain === null || head === null || end === null) {
      const missing = (chain?.count ?? -1) + 1;
      return { ok: false, fault: fault(missing, "end-missing", "the file stops before its last line") };
    }
    const wrong =
      lastLine(end, chain) ??
      cutShort(chain.count, this.#heads) ??
      this.#dice.close(end.diceSecret ?? null, this.#hiddenSecret);
    if (wrong !== null) return { ok: false, fault: wrong };
    return {
      ok: true,
      sessionId: head.sessionId,
      events: chain.count,
      head: chain.head,
      dice: this.#dice.verdict,
    };
  }
}

/**
 * Checks a whole file. A client that sat at the table gives the heads it kept: a log that was written anew from the
 * start has others. A DM gives the secret of the hidden dice as well (`api.diceSecrets`), and those are recomputed too.
 */
export function verifySession(
  file: string | Iterable<string>,
  kept: readonly KeptHead[] = [],
  hiddenSecret: string | null = null,
): Verdict {
  const check = new SessionCheck(kept, hiddenSecret);
  for (const line of linesOf(file)) {
    check.next(line);
    if (check.fault !== null) break;
  }
  return check.verdict();
}
