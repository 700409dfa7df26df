/** Reads `session.jsonl`. Every line is suspect: a line that does not fit the format is a fault with a place. */
import type { Fault } from "./fault.ts";

/** One event's record as the file has it. Read as unknown JSON, since it is what is being doubted. */
export type Row = {
  readonly id: string;
  readonly sessionId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly seatId: string | null;
  readonly commandId: string | null;
  readonly payloadHash: string | null;
  readonly causationId: string | null;
  readonly content: { readonly event: Readonly<Record<string, unknown>> & { readonly kind: string } };
  readonly citations: readonly unknown[];
  readonly seen: unknown;
  readonly salt: string;
  readonly prevHash: string;
  readonly hash: string;
  readonly createdAt: string;
};

/** First line of an export. */
export type SessionHead = {
  readonly format: "skald-session";
  readonly version: 1;
  readonly sessionId: string;
  readonly rulesVersion: string;
  readonly contentVersion: string;
  readonly books: readonly string[];
};

/** Last line. `diceSecret` is the open stream's, once it is told. */
export type SessionEnd = {
  readonly format: "skald-end";
  readonly count: number;
  readonly head: string;
  readonly diceSecret?: string;
};

export type ExportLine =
  | { readonly kind: "head"; readonly head: SessionHead }
  | { readonly kind: "event"; readonly row: Row }
  | { readonly kind: "end"; readonly end: SessionEnd }
  | { readonly kind: "fault"; readonly fault: Fault };

type Json = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const textOrNull: Check = (value) => value === null || typeof value === "string";
const whole: Check = (value) => Number.isSafeInteger(value);
const hash: Check = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
const salt: Check = (value) => typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
const list: Check = (value) => Array.isArray(value);
const object: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const content: Check = (value) => {
  const event = object(value) ? (value as Json).event : null;
  return object(event) && text((event as Json).kind);
};

const ROW: Readonly<Record<keyof Row, Check>> = {
  id: text,
  sessionId: text,
  sequence: whole,
  kind: text,
  actorId: textOrNull,
  actorName: textOrNull,
  seatId: textOrNull,
  commandId: textOrNull,
  payloadHash: textOrNull,
  causationId: textOrNull,
  content,
  citations: (value) => list(value) && (value as readonly unknown[]).every(object),
  seen: object,
  salt,
  prevHash: hash,
  hash,
  createdAt: text,
};

const HEAD: Readonly<Record<keyof SessionHead, Check>> = {
  format: (value) => value === "skald-session",
  version: (value) => value === 1,
  sessionId: text,
  rulesVersion: text,
  contentVersion: text,
  books: (value) => list(value) && (value as readonly unknown[]).every(text),
};

const END: Readonly<Record<"format" | "count" | "head", Check>> = {
  format: (value) => value === "skald-end",
  count: whole,
  head: hash,
};

/** Exactly these members and no other, so that nothing can be smuggled beside what is hashed. */
function fits(value: Json, shape: Readonly<Record<string, Check>>): boolean {
  const names = Object.keys(value);
  return (
    names.length === Object.keys(shape).length && names.every((name) => shape[name]?.(value[name]) === true)
  );
}

/**
 * JSON of one line; null when it is none, or when it says a name twice, hides blanks or is written in any other
 * way than the exporter writes: compact, each name once.
 */
function parse(line: string): Json | null {
  try {
    const value: unknown = JSON.parse(line);
    return object(value) && JSON.stringify(value) === line ? (value as Json) : null;
  } catch {
    return null;
  }
}

function fitsEnd(value: Json): boolean {
  const { diceSecret, ...rest } = value;
  return fits(rest, END) && (diceSecret === undefined || text(diceSecret));
}

const bad = (sequence: number, code: "not-a-session" | "malformed-line", detail: string): ExportLine => ({
  kind: "fault",
  fault: { sequence, code, detail },
});

/** Lines of a text, without the line break that closes the last one. */
export function* linesOf(file: string | Iterable<string>): Iterable<string> {
  if (typeof file !== "string") {
    yield* file;
    return;
  }
  let from = 0;
  while (from < file.length) {
    const end = file.indexOf("\n", from);
    yield file.slice(from, end === -1 ? file.length : end);
    from = end === -1 ? file.length : end + 1;
  }
}

function decode(line: string, number: number, ended: boolean): ExportLine {
  const value = parse(line);
  if (number === 0) {
    return value !== null && fits(value, HEAD)
      ? { kind: "head", head: value as unknown as SessionHead }
      : bad(0, "not-a-session", "the first line is not that of a Skald session");
  }
  if (ended) return bad(number, "malformed-line", "something follows the last line");
  if (value !== null && fits(value, ROW)) return { kind: "event", row: value as unknown as Row };
  if (value !== null && fitsEnd(value)) return { kind: "end", end: value as unknown as SessionEnd };
  return bad(number, "malformed-line", `the line of event ${number} cannot be read`);
}

/** Decodes the lines of an export one after the other. Nothing may follow the last. */
export class LineReader {
  #number = 0;
  #ended = false;

  next(line: string): ExportLine {
    const decoded = decode(line, this.#number, this.#ended);
    this.#number += 1;
    this.#ended ||= decoded.kind === "end";
    return decoded;
  }
}
