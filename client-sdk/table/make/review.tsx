import type { FieldProblem } from "../../src/index.ts";
import type { Draft } from "./draft.ts";
import { type StepId, stepOf, stepsFor, titleOfStep } from "./steps.ts";
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
  const steps = stepsFor(draft.answer.value).filter((step) =>
    problems.some(({ field }) => stepOf(field) === step),
  );
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
          {steps.map((step) => (
            <Open
              key={step}
              draft={draft}
              step={step}
              problems={problems.filter(({ field }) => stepOf(field) === step)}
              onStep={onStep}
            />
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

function Open({
  draft,
  step,
  problems,
  onStep,
}: {
  draft: Draft;
  step: StepId;
  problems: readonly FieldProblem[];
  onStep: (step: StepId) => void;
}) {
  const [first] = problems;
  if (first === undefined) return null;
  return (
    <li class="row">
      <span class="detail">
        {titleOf(first.field, draft.offer(first.field)?.what ?? "Here")}: {wordsOf(first)}
        {problems.length > 1 && <small> And {problems.length - 1} more.</small>}
      </span>
      <button type="button" onClick={() => onStep(step)}>
        {titleOfStep(step)}
      </button>
    </li>
  );
}
