import { RulesError } from "./result.ts";

/**
 * The one text of a plain value (RFC 8785, whole numbers only): keys sorted by UTF-16 code units, no spaces.
 * @throws RulesError for anything that JSON in the log must not hold: fractions, unsafe numbers, undefined,
 * functions, lone surrogates, U+0000.
 */
export function canonical(value: unknown): string {
  // Every event of a log that is read passes here: the commonest first, and texts are put together by appending.
  if (typeof value === "string") return text(value);
  if (value === null) return "null";
  switch (typeof value) {
    case "object":
      return Array.isArray(value) ? list(value) : record(value);
    case "number":
      if (!Number.isSafeInteger(value)) throw new RulesError(`not a whole number: ${value}`);
      // Minus zero is 0.
      return `${value}`;
    case "boolean":
      return value ? "true" : "false";
    default:
      throw new RulesError(`no canonical form for ${typeof value}`);
  }
}

function list(values: readonly unknown[]): string {
  let out = "[";
  for (let at = 0; at < values.length; at += 1)
    out += at > 0 ? `,${canonical(values[at])}` : canonical(values[at]);
  return `${out}]`;
}

function record(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new RulesError("not plain data");
  const fields = value as Readonly<Record<string, unknown>>;
  let out = "{";
  for (const key of sorted(Object.keys(fields))) {
    out += `${out.length > 1 ? "," : ""}${label(key)}${canonical(fields[key])}`;
  }
  return `${out}}`;
}

/** Keys as they are written. There are some hundred, and ids besides, of which this keeps as many as come first. */
const labels = new Map<string, string>();
const MOST_LABELS = 1024;

function label(key: string): string {
  const known = labels.get(key);
  if (known !== undefined) return known;
  const made = `${text(key)}:`;
  if (labels.size < MOST_LABELS) labels.set(key, made);
  return made;
}

/** By UTF-16 code units, in place. Records are small and mostly in order already, which this likes. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > 40) return keys.sort();
  for (let at = 1; at < keys.length; at += 1) {
    const key = keys[at] ?? "";
    let to = at;
    for (let before = keys[to - 1]; before !== undefined && before > key; before = keys[to - 1]) {
      keys[to] = before;
      to -= 1;
    }
    keys[to] = key;
  }
  return keys;
}

/** Printable ASCII without quote and backslash stands for itself. */
const PLAIN = /^[ !#-[\]-~]*$/;

function text(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (!value.isWellFormed() || value.includes("\u0000")) throw new RulesError("text that cannot be stored");
  return JSON.stringify(value);
}
