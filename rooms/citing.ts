import type { Citation } from "../rules/citation.ts";
import type { NewEvent } from "../rules/event.ts";
import type { Citations } from "./ports.ts";

/** The proof of an event: the rules it applied, then those that were only looked at. */
export function citationsOf({ rules, considered = [] }: NewEvent, { cite }: Citations): readonly Citation[] {
  const lookedAt = considered
    .filter((rule) => !rules.includes(rule))
    .map((rule): Citation => ({ ...cite(rule), role: "considered" }));
  return [...rules.map((rule) => cite(rule)), ...lookedAt];
}
