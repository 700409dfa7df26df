import { RulesError } from "./result.ts";

/**
 * The one text of a plain value (RFC 8785, whole numbers only): keys sorted by UTF-16 code units, no spaces.
 * @throws RulesError for anything that JSON in the log must not hold: fractions, unsafe numbers, undefined,
 * functions, lone surrogates, U+0000.
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case "boolean":
      return value ? "true" : "false";
    case "number":
      if (!Number.isSafeInteger(value)) throw new RulesError(`not a whole number: ${value}`);
      return Object.is(value, -0) ? "0" : String(value);
    case "string":
      return text(value);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? list(value) : record(value);
    default:
      throw new RulesError(`no canonical form for ${typeof value}`);
  }
}

/** Texts are put together by appending: every event of a log that is read passes here. */
function list(values: readonly unknown[]): string {
  let out = "[";
  for (const value of values) out += out.length > 1 ? `,${canonical(value)}` : canonical(value);
  return `${out}]`;
}

function record(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new RulesError("not plain data");
  const fields = value as Readonly<Record<string, unknown>>;
  let out = "{";
  for (const key of sorted(Object.keys(fields))) {
    if (out.length > 1) out += ",";
    out += `${text(key)}:${canonical(fields[key])}`;
  }
  return `${out}}`;
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
