import { canonical } from "./canonical.ts";
import { ChainCheck } from "./chain-check.ts";
import { DiceCheck, type DiceVerdict } from "./dice-check.ts";
import { type Fault, fault } from "./fault.ts";
import { type Row, readExport, type SessionEnd, type SessionHead } from "./session-file.ts";

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
 * Checks a whole file: chain, order, commands, quotes and, once the secret is told, every die. A client that sat
 * at the table gives the heads it kept: a log that was written anew from the start has others.
 */
export function verifySession(file: string | Iterable<string>, kept: readonly KeptHead[] = []): Verdict {
  let chain: ChainCheck | null = null;
  let head: SessionHead | null = null;
  const dice = new DiceCheck();
  const heads = new Map(kept.map(({ sequence, hash }) => [sequence, hash]));
  for (const line of readExport(file)) {
    if (line.kind === "fault") return { ok: false, fault: line.fault };
    if (line.kind === "head") {
      head = line.head;
      chain = new ChainCheck(head.sessionId);
      continue;
    }
    if (head === null || chain === null) break;
    if (line.kind === "end") {
      const wrong =
        lastLine(line.end, chain) ?? cutShort(chain.count, heads) ?? dice.close(line.end.diceSecret ?? null);
      if (wrong !== null) return { ok: false, fault: wrong };
      return {
        ok: true,
        sessionId: head.sessionId,
        events: chain.count,
        head: chain.head,
        dice: dice.verdict,
      };
    }
    const first = chain.count === 0;
    const wrong =
      chain.next(line.row) ??
      (first ? firstLine(head, line.row) : null) ??
      dice.next(line.row) ??
      denied(line.row, heads);
    if (wrong !== null) return { ok: false, fault: wrong };
  }
  const missing = fault(
    chain === null ? 0 : chain.count + 1,
    "end-missing",
    "the file stops before its last line",
  );
  return { ok: false, fault: missing };
}
