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

/** A choice that is open, made or not, so that a form can be drawn and what was chosen be changed. */
export type Offer = {
  readonly field: string;
  /** What is chosen, for people: `skill`, `wizard cantrip`. */
  readonly what: string;
  /** How many in all. */
  readonly count: number;
  readonly from: readonly string[];
  /** Whether the field takes a list; otherwise it takes the one name. */
  readonly list: boolean;
  /** Whether it may be left alone. */
  readonly optional: boolean;
};

/** Gathers every problem, so that a form shows them all at once, and every offer, so that it knows what to ask. */
export class Problems {
  readonly found: Problem[] = [];
  readonly offers: Offer[] = [];

  /** The first offer of a field stands. */
  offer(field: string, what: string, from: readonly string[], more: Partial<Offer> = {}): void {
    if (this.offers.some((one) => one.field === field)) return;
    this.offers.push({ field, what, count: 1, from, list: false, optional: false, ...more });
  }

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
    /** The field is one name, not a list. */
    readonly single?: boolean;
  },
): readonly string[] {
  const open = of.from.filter((name) => !(of.has ?? []).some((one) => same(one, name)));
  if (of.count > 0) problems.offer(field, of.what, open, { count: of.count, list: of.single !== true });
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
    const detail = `choose ${of.count} of: ${shown(open)} (${of.what})`;
    problems.add(field, "missing", detail, { count: of.count, from: open });
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
