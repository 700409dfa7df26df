import type { Draft } from "./draft.ts";
import { type StepId, stepOf, titleOfStep } from "./steps.ts";

/** Where one is, and how much each step still asks; any of them is a click away. */
export function StepList({
  draft,
  steps,
  now,
  named,
  onStep,
}: {
  draft: Draft;
  steps: readonly StepId[];
  now: StepId;
  named: boolean;
  onStep: (step: StepId) => void;
}) {
  const problems = draft.answer.value?.problems ?? null;
  const openIn = (step: StepId): number =>
    (problems ?? []).filter(({ field }) => stepOf(field) === step).length +
    (step === "race" && !named ? 1 : 0);
  // What hangs on race and class is not asked for before them, so it is not done either.
  const begun =
    problems !== null && !problems.some(({ field }) => field === "race" || field === "levels.0.class");
  const waits = (step: StepId): boolean =>
    problems === null || (!begun && ["choices", "equipment", "spells"].includes(step));
  return (
    <nav aria-label="Steps" class="steps">
      <ol>
        {steps.map((step) => {
          const open = openIn(step);
          const done = step !== "review" && open === 0 && !waits(step);
          return (
            <li key={step}>
              <button
                type="button"
                class={done ? "done" : ""}
                aria-current={step === now ? "step" : undefined}
                onClick={() => onStep(step)}
              >
                {titleOfStep(step)}
                {done && (
                  <span class="mark">
                    <span aria-hidden="true">✓</span>
                    <span class="sr">done</span>
                  </span>
                )}
                {open > 0 && !waits(step) && (
                  <span class="mark">
                    {open}
                    <span class="sr"> open</span>
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
