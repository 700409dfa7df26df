/** What is wrong with a choice: the field as a path, a stable code in kebab-case, and words for people. */
export type Problem = {
  readonly field: string;
  readonly code: ProblemCode;
  readonly detail: string;
  /** With `missing`: what may be chosen, and how many in all; so a form asks one step after the other. */
  readonly choose?: { readonly count: number; readonly from: readonly string[] };
};

export type ProblemCode =
  | "unknown"
  | "missing"
  | "too-many"
  | "not-allowed"
  | "already-has"
  | "prerequisite"
  | "scores"
  | "level";

/** Gathers every problem, so that a form shows them all at once. */
export class Problems {
  readonly found: Problem[] = [];

  add(field: string, code: ProblemCode, detail: string, choose?: Problem["choose"]): void {
    this.found.push({ field, code, detail, ...(choose === undefined ? {} : { choose }) });
  }
}

const key = (text: string): string => text.trim().toLowerCase().replaceAll("’", "'");

/** Whether two names mean the same, however they are written. */
export const same = (one: string, other: string): boolean => key(one) === key(other);

/** The name of a list as the list spells it. */
export const spelled = (names: readonly string[], name: string): string | undefined =>
  names.find((one) => same(one, name));

/**
 * Checks a choice of so many from a list, none of them twice and none that one has, and spells it as the list
 * does. What is wrong is dropped from the answer.
 */
export function pick(
  problems: Problems,
  field: string,
  chosen: readonly string[],
  of: {
    readonly from: readonly string[];
    readonly count: number;
    readonly what: string;
    readonly has?: readonly string[];
  },
): readonly string[] {
  const taken: string[] = [];
  chosen.forEach((name, index) => {
    const found = spelled(of.from, name);
    const at = `${field}.${index}`;
    if (found === undefined) problems.add(at, "unknown", `${name} is no ${of.what} to choose here`);
    else if (taken.includes(found)) problems.add(at, "already-has", `${found} is chosen twice`);
    else if ((of.has ?? []).some((one) => same(one, found)))
      problems.add(at, "already-has", `${found} is there already`);
    else taken.push(found);
  });
  if (chosen.length < of.count) {
    const from = of.from.filter((name) => !(of.has ?? []).some((one) => same(one, name)));
    const detail = `choose ${of.count} of: ${shown(from)} (${of.what})`;
    problems.add(field, "missing", detail, { count: of.count, from });
  }
  if (chosen.length > of.count)
    problems.add(
      field,
      "too-many",
      of.count === 0 ? `there is no ${of.what} to choose now` : `${of.count} at most (${of.what})`,
    );
  return taken.slice(0, of.count);
}

const shown = (names: readonly string[]): string =>
  names.length <= 20 ? names.join(", ") : `${names.slice(0, 20).join(", ")} and ${names.length - 20} more`;
