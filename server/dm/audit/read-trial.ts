import type { Glimpse } from "../../../rules/event.ts";
import type { Draft } from "./ledger.ts";

/** Checks, saving throws and contests, and how they went. */
export function readTrial(draft: Draft, glimpse: Glimpse): void {
  switch (glimpse.kind) {
    case "check-rolled":
      if (glimpse.creature) draft.acted.add(glimpse.creature);
      if (glimpse.against) draft.difficulties.add(glimpse.against.dc);
      if (glimpse.outcome)
        draft.trials.push({
          creature: glimpse.creature ?? null,
          target: null,
          for: glimpse.purpose ?? "check",
          outcome: glimpse.outcome,
        });
      return;
    case "contest-resolved":
      if (glimpse.creature) draft.acted.add(glimpse.creature);
      if (glimpse.outcome)
        draft.trials.push({
          creature: glimpse.creature ?? null,
          target: glimpse.target ?? null,
          for: glimpse.for ?? "contest",
          outcome: glimpse.outcome,
        });
      return;
    case "death-save-rolled":
      if (!glimpse.creature || glimpse.outcome === undefined) return;
      if (glimpse.outcome === "revived") draft.roused.add(glimpse.creature);
      draft.trials.push({
        creature: glimpse.creature,
        target: null,
        for: "death-save",
        outcome: glimpse.outcome === "success" || glimpse.outcome === "revived" ? "success" : "failure",
      });
      return;
    default:
      return;
  }
}
