/** What has no canonical form: a fraction, NaN, a lone surrogate, `undefined`, a function. */
export class NotCanonical extends Error {
  override readonly name = "NotCanonical";
}

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function text(value: string): string {
  if (loneSurrogate.test(value)) throw new NotCanonical("a text holds half a character");
  return JSON.stringify(value);
}

function number(value: number): string {
  if (!Number.isSafeInteger(value)) throw new NotCanonical(`${value} is not a whole number`);
  return Object.is(value, -0) ? "0" : String(value);
}

function object(value: object): string {
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([name, item]) => `${text(name)}:${canonical(item)}`).join(",")}}`;
}

/**
 * Canonical JSON (RFC 8785) of whole numbers, texts, booleans, null, arrays and plain objects. Members are
 * sorted by their names' UTF-16 units. @throws NotCanonical for anything else.
 */
export function canonical(value: unknown): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === "string") return text(value);
  if (typeof value === "number") return number(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object") return object(value);
  throw new NotCanonical(`a ${typeof value} has no canonical form`);
}
