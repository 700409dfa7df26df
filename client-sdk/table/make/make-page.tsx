import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { type CharacterChoices, type DraftChoices, ProblemError } from "../../src/index.ts";
import { sentence } from "../form.tsx";
import { attempt, notify } from "../notices.tsx";
import { skald } from "../person.ts";
import { go, linkTo } from "../route.ts";
import { AbilitiesStep } from "./abilities-step.tsx";
import { Draft } from "./draft.ts";
import { EquipmentStep } from "./equipment-step.tsx";
import { focusField } from "./focus.ts";
import { keep, kept } from "./keeping.ts";
import { LevelStep } from "./level-steps.tsx";
import { BackgroundStep, ClassStep, RaceStep } from "./origin-steps.tsx";
import { Preview } from "./preview.tsx";
import { Review } from "./review.tsx";
import { StepList } from "./step-list.tsx";
import { type StepId, stepOf, stepsFor, titleOfStep } from "./steps.ts";

/** A new character for a campaign, step by step. What is begun stays in this tab until it is saved. */
export function MakePage({ campaign }: { campaign: string }) {
  const begun = useMemo(() => kept(campaign), [campaign]);
  const name = useSignal(begun.name);
  const nameMistake = useSignal<string | null>(null);
  const step = useSignal<StepId>("race");
  const title = useRef<HTMLHeadingElement>(null);
  const draft = useMemo(
    () =>
      new Draft(
        // What the server does not know of a choice it says; the shape alone is ours.
        (choices) => skald.characters.check(campaign, choices as unknown as DraftChoices),
        begun.choices,
        (choices) => keep(campaign, { name: name.value, choices }),
      ),
    [campaign],
  );
  useEffect(() => {
    if (name.value.trim() !== "") nameMistake.value = null;
    keep(campaign, { name: name.value, choices: draft.choices.value });
  }, [name.value]);

  const steps = stepsFor(draft.answer.value);
  const show = (next: StepId): void => {
    step.value = next;
    requestAnimationFrame(() => title.current?.focus());
  };
  const onward = async (): Promise<void> => {
    await draft.settled();
    const open = openFields(draft, step.value);
    draft.insist(open);
    if (step.value === "race" && name.value.trim() === "") nameMistake.value = "A character needs a name.";
    if (open.length > 0 || nameMistake.value !== null)
      return focusField(nameMistake.value === null ? open[0] : "name");
    show(steps[steps.indexOf(step.value) + 1] ?? "review");
  };
  const save = (): void =>
    void attempt(async () => {
      try {
        const choices = draft.choices.value as unknown as CharacterChoices;
        const made = await skald.characters.build(campaign, name.value, choices);
        keep(campaign, null);
        notify(`${made.name} is ready.`, "good");
        go(`/characters/${made.id}`);
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.problems === undefined) throw error;
        const problems = error.problem.problems.map((one) => ({
          ...one,
          field: one.field.replace(/^choices\./, ""),
        }));
        const unnamed = problems.find(({ field }) => field === "name");
        if (unnamed !== undefined) nameMistake.value = sentence(unnamed.detail);
        draft.refuse(problems.filter(({ field }) => field !== "name"));
        const [first] = problems;
        if (first !== undefined) show(stepOf(first.field));
      }
    });

  return (
    <>
      <p class="crumbs">
        <a {...linkTo(`/campaigns/${campaign}`)}>Back to the campaign</a>
      </p>
      <h1 class="page-title">A new character</h1>
      <StepList draft={draft} steps={steps} now={step.value} named={name.value.trim() !== ""} onStep={show} />
      <div class="columns make">
        <section class="card" aria-labelledby="step">
          <h2 id="step" ref={title} tabIndex={-1}>
            {titleOfStep(step.value)}
          </h2>
          <Orphans draft={draft} step={step.value} />
          <StepBody
            draft={draft}
            step={step.value}
            campaign={campaign}
            name={name}
            nameMistake={nameMistake.value}
            onStep={show}
          />
          <div class="buttons">
            {step.value !== steps[0] && (
              <button type="button" onClick={() => show(steps[steps.indexOf(step.value) - 1] ?? "race")}>
                Back
              </button>
            )}
            <span class="spring" />
            {step.value === "review" ? (
              <button type="button" class="primary" onClick={save}>
                Make this character
              </button>
            ) : (
              <button type="button" class="primary" onClick={() => void onward()}>
                Next
              </button>
            )}
          </div>
        </section>
        <Preview draft={draft} name={name} />
      </div>
    </>
  );
}

type StepProps = {
  readonly draft: Draft;
  readonly step: StepId;
  readonly campaign: string;
  readonly name: Signal<string>;
  readonly nameMistake: string | null;
  readonly onStep: (step: StepId) => void;
};

function StepBody({ draft, step, campaign, name, nameMistake, onStep }: StepProps) {
  switch (step) {
    case "race":
      return <RaceStep draft={draft} name={name} nameMistake={nameMistake} />;
    case "class":
      return <ClassStep draft={draft} />;
    case "background":
      return <BackgroundStep draft={draft} />;
    case "abilities":
      return <AbilitiesStep draft={draft} campaign={campaign} />;
    case "choices":
      return <LevelStep draft={draft} step="choices" />;
    case "equipment":
      return <EquipmentStep draft={draft} />;
    case "spells":
      return <LevelStep draft={draft} step="spells" />;
    case "review":
      return <Review draft={draft} named={name.value.trim() !== ""} onStep={onStep} />;
  }
}

const openFields = (draft: Draft, step: StepId): readonly string[] =>
  (draft.answer.value?.problems ?? []).map(({ field }) => field).filter((field) => stepOf(field) === step);

/** What is wrong where nothing is asked for is said above the step. */
function Orphans({ draft, step }: { draft: Draft; step: StepId }) {
  const asked = (draft.answer.value?.offers ?? []).map(({ field }) => field);
  const lost = (draft.answer.value?.problems ?? []).filter(
    ({ field }) =>
      stepOf(field) === step &&
      field !== "abilities.roll" &&
      !asked.some((other) => field === other || field.startsWith(`${other}.`)),
  );
  return (
    <>
      {lost.map(({ field, detail }) => (
        <p key={field} class="mistake" data-field={field}>
          {sentence(detail)}{" "}
          {draft.at(field) !== undefined && (
            <button type="button" onClick={() => draft.set(field.replace(/\.\d+$/, ""), undefined)}>
              Take it away
            </button>
          )}
        </p>
      ))}
    </>
  );
}
