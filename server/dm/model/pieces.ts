/** Objects and plain lines taken out of a stream as they become whole. */
export type Piece =
  | { readonly kind: "object"; readonly value: unknown }
  | { readonly kind: "prose"; readonly text: string };

/** Characters of one object; a longer one is given up. */
const LONGEST = 8_000;

/**
 * Cuts a model's answer into JSON objects and lines of prose, whatever it wraps them in: one object a line, an
 * array, pretty-printed, fenced, with words before and after. What never becomes whole is never returned.
 */
export class PieceReader {
  #buffer = "";

  /** Pieces that these characters complete. */
  feed(text: string): readonly Piece[] {
    this.#buffer += text.replace(/^\uFEFF/, "");
    const pieces: Piece[] = [];
    for (let next = this.#next(false); next !== null; next = this.#next(false)) pieces.push(...next);
    return pieces;
  }

  /** What is left at a proper end; an object that was never closed is not. */
  end(): readonly Piece[] {
    const pieces: Piece[] = [];
    for (let next = this.#next(true); next !== null; next = this.#next(true)) pieces.push(...next);
    return pieces;
  }

  #next(ended: boolean): readonly Piece[] | null {
    const open = this.#buffer.indexOf("{");
    const newline = this.#buffer.indexOf("\n");
    if (newline >= 0 && (open < 0 || newline < open)) return this.#cut(newline, newline + 1);
    if (open < 0)
      return ended && this.#buffer !== "" ? this.#cut(this.#buffer.length, this.#buffer.length) : null;
    const close = closingBrace(this.#buffer, open);
    if (close < 0) {
      if (this.#buffer.length - open > LONGEST || ended) this.#buffer = "";
      return null;
    }
    const before = prose(this.#buffer.slice(0, open));
    const value = parseLoosely(this.#buffer.slice(open, close + 1));
    this.#buffer = this.#buffer.slice(close + 1);
    return value === undefined ? before : [...before, { kind: "object", value }];
  }

  #cut(to: number, from: number): readonly Piece[] {
    const line = this.#buffer.slice(0, to);
    this.#buffer = this.#buffer.slice(from);
    return prose(line);
  }
}

/** A line that is more than brackets, fences and commas. */
function prose(line: string): readonly Piece[] {
  const text = line
    .replace(/```\w*/g, "")
    .replace(/^\s*(?:data:|[-*•]\s|\d+[.)]\s)/, "")
    .replace(/^[\s[\],]+|[\s[\],]+$/g, "");
  return text === "" ? [] : [{ kind: "prose", text }];
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = open; at < text.length; at += 1) {
    const char = text[at];
    if (quoted && char === "\\") at += 1;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && char === "{") depth += 1;
    else if (!quoted && char === "}") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** JSON, or JSON with the slips that weak models make: single quotes, trailing commas. Undefined otherwise. */
export function parseLoosely(text: string): unknown {
  const attempts = [
    text,
    text.replace(/,\s*([}\]])/g, "$1"),
    text
      .replace(
        /([{,[:]\s*)'((?:[^'\\]|\\.|'(?=\w))*)'(?=\s*[,}\]:])/g,
        (_all, before: string, body: string) => `${before}${JSON.stringify(body)}`,
      )
      .replace(/,\s*([}\]])/g, "$1"),
  ];
  for (const attempt of attempts) {
    try {
      return JSON.parse(attempt);
    } catch {
      // The next reading may fit; when none does the piece is nothing.
    }
  }
  return undefined;
}
