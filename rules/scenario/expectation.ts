import type { Outcome } from "./document.ts";

/**
 * What a scenario file may ask of its own outcome, under `expect`: any part of the outcome document. An object
 * asks for the fields it names; a list under `exactly` for these entries and no others; another list for its
 * entries in this order with others allowed between; `null`, text, numbers and booleans for themselves. The key
 * `not` inside an object asks that none of it holds.
 *
 * Every tape must come out even: what is left over is a fault, unless `expect` says otherwise under `dice`.
 */
export function faultsOf(outcome: Outcome, expected: unknown): readonly string[] {
  const faults = expected === undefined ? [] : compare(outcome, expected, "");
  const asksDice = typeof expected === "object" && expected !== null && "dice" in expected;
  const asksStop = typeof expected === "object" && expected !== null && "stopped" in expected;
  if (!asksStop && outcome.stopped !== undefined) {
    faults.push(`stopped: ${outcome.stopped.code}: ${outcome.stopped.detail}`);
  } else if (!asksDice && !asksStop && outcome.dice.left !== 0) {
    faults.push(
      `dice.left: ${outcome.dice.left} too many on the tape, the first is draw ${outcome.dice.drawn + 1}`,
    );
  }
  return faults;
}

function compare(actual: unknown, expected: unknown, at: string): string[] {
  if (Array.isArray(expected)) return compareLists(actual, expected, at);
  if (typeof expected === "object" && expected !== null) return compareObjects(actual, expected, at);
  return actual === expected ? [] : [`${at}: expected ${show(expected)}, got ${show(actual)}`];
}

function compareObjects(actual: unknown, expected: object, at: string): string[] {
  if ("exactly" in expected && Array.isArray(expected.exactly)) return exactly(actual, expected.exactly, at);
  if (typeof actual !== "object" || actual === null) {
    return [`${at}: expected ${show(expected)}, got ${show(actual)}`];
  }
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(actual));
  return Object.entries(expected).flatMap(([key, value]) => {
    if (key !== "not") return compare(fields[key], value, at === "" ? key : `${at}.${key}`);
    return compare(actual, value, at).length === 0 ? [`${at}: expected not ${show(value)}`] : [];
  });
}

/** `results` are told apart by their number; other lists are searched in order. */
function compareLists(actual: unknown, expected: readonly unknown[], at: string): string[] {
  if (!Array.isArray(actual)) return [`${at}: expected a list, got ${show(actual)}`];
  if (expected.length === 0) return actual.length === 0 ? [] : [`${at}: expected none, got ${show(actual)}`];
  if (at === "results")
    return expected.flatMap((one, index) => compare(actual[index], one, `${at}[${index}]`));
  const faults: string[] = [];
  let from = 0;
  for (const [index, one] of expected.entries()) {
    const found = actual.findIndex((entry, place) => place >= from && compare(entry, one, "").length === 0);
    if (found < 0) faults.push(`${at}[${index}]: nothing like ${show(one)} in ${show(actual.slice(from))}`);
    else from = found + 1;
  }
  return faults;
}

function exactly(actual: unknown, expected: readonly unknown[], at: string): string[] {
  if (!Array.isArray(actual)) return [`${at}: expected a list, got ${show(actual)}`];
  if (actual.length !== expected.length) {
    return [`${at}: expected ${expected.length} entries, got ${actual.length}: ${show(actual)}`];
  }
  return expected.flatMap((one, index) => compare(actual[index], one, `${at}[${index}]`));
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 400 ? `${text.slice(0, 400)}...` : text;
}
