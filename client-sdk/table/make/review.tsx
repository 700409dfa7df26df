import type { Draft } from "./draft.ts";
import { type StepId, stepOf, titleOfStep } from "./steps.ts";
import { titleOf, wordsOf } from "./words.ts";

/** The last look: what is still open, step by step, or that all is chosen. */
export function Review({
  draft,
  named,
  onStep,
}: {
  draft: Draft;
  named: boolean;
  onStep: (step: StepId) => void;
}) {
  const problems = draft.answer.value?.problems ?? [];
  const gear = draft.answer.value?.sheet?.equipment ?? [];
  const spells = draft.answer.value?.sheet?.spells ?? [];
  return (
    <>
      {problems.length === 0 && named ? (
        <p class="lead">Everything is chosen. The numbers beside this are what the table will play with.</p>
      ) : (
        <ul class="rows">
          {!named && (
            <li class="row">
              <span>A character needs a name.</span>
              <span class="spring" />
              <button type="button" onClick={() => onStep("race")}>
                {titleOfStep("race")}
              </button>
            </li>
          )}
          {problems.map((problem) => (
            <li key={problem.field} class="row">
              <span class="detail">
                {titleOf(problem.field, "")} <small>{wordsOf(problem)}</small>
              </span>
              <button type="button" onClick={() => onStep(stepOf(problem.field))}>
                {titleOfStep(stepOf(problem.field))}
              </button>
            </li>
          ))}
        </ul>
      )}
      {gear.length > 0 && (
        <>
          <h3>Equipment</h3>
          <p>
            {gear
              .map(
                ({ item, quantity = 1, equipped }) =>
                  `${quantity > 1 ? `${quantity} ` : ""}${item}${equipped ? " (in use)" : ""}`,
              )
              .join(", ")}
          </p>
        </>
      )}
      {spells.length > 0 && (
        <>
          <h3>Spells</h3>
          <p>
            {spells.map(({ spell, prepared }) => (prepared ? spell : `${spell} (not prepared)`)).join(", ")}
          </p>
        </>
      )}
    </>
  );
}
