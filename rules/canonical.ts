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
      if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
      return record(value);
    default:
      throw new RulesError(`no canonical form for ${typeof value}`);
  }
}

function record(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new RulesError("not plain data");
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return `{${entries.map(([key, entry]) => `${text(key)}:${canonical(entry)}`).join(",")}}`;
}

function text(value: string): string {
  if (!value.isWellFormed() || value.includes("\u0000")) throw new RulesError("text that cannot be stored");
  return JSON.stringify(value);
}
