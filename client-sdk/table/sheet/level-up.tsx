import { useEffect, useId, useMemo } from "preact/hooks";
import { type LevelChoices, ProblemError, type WholeCharacter } from "../../src/index.ts";
import { sentence } from "../form.tsx";
import { useLoaded } from "../loaded.ts";
import { content } from "../make/content.ts";
import { Draft } from "../make/draft.ts";
import { focusField } from "../make/focus.ts";
import { Offers, useSpellWords } from "../make/level-steps.tsx";
import { attempt } from "../notices.tsx";
import { skald } from "../person.ts";
import { Numbers } from "./numbers.tsx";

/** One level more: of which class, and what that asks; beside it the sheet that it would give. */
export function LevelUp({
  character,
  onRisen,
  onStop,
}: {
  character: WholeCharacter;
  onRisen: () => void;
  onStop: () => void;
}) {
  const id = useId();
  const about = useSpellWords();
  const { value: classes } = useLoaded(() => content("classes"));
  const first = character.sheet.classes[0]?.class ?? "";
  const draft = useMemo(
    () =>
      new Draft(
        (choices) => skald.characters.checkLevelUp(character.id, choices as unknown as LevelChoices),
        { class: first, hitPoints: "fixed" },
      ),
    [character.id],
  );
  const rise = (): void =>
    void attempt(async () => {
      await draft.settled();
      const open = (draft.answer.value?.problems ?? []).map(({ field }) => field);
      if (open.length > 0) {
        draft.insist(open);
        return focusField(open[0]);
      }
      try {
        await skald.characters.levelUp(character.id, draft.choices.value as unknown as LevelChoices);
        onRisen();
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.problems === undefined) throw error;
        draft.refuse(error.problem.problems);
      }
    });
  const preparing = draft.offer("prepared")?.from;
  // What is prepared stays so unless it is taken away here.
  useEffect(() => {
    const ready = (character.sheet.spells ?? []).filter(
      ({ spell, prepared }) => prepared && preparing?.includes(spell),
    );
    if (ready.length > 0 && draft.at("prepared") === undefined)
      draft.set(
        "prepared",
        ready.map(({ spell }) => spell),
      );
  }, [draft, draft.at("class"), preparing === undefined]);
  const { offers = [], soFar = null, problems = [] } = draft.answer.value ?? {};
  const has = character.sheet.classes.map((one) => one.class);
  const names = (classes.value ?? []).map(({ name }) => name).filter((name) => !has.includes(name));
  const lost = problems.filter(
    ({ field }) => !offers.some((offer) => field === offer.field || field.startsWith(`${offer.field}.`)),
  );
  return (
    <div class="columns level-up">
      <section class="card" aria-labelledby={id}>
        <h2 id={id}>Level {character.level + 1}</h2>
        <label class="short">
          Of which class
          <select
            value={String(draft.at("class"))}
            onChange={({ currentTarget }) =>
              draft.replace({ class: currentTarget.value, hitPoints: "fixed" })
            }
          >
            {has.map((name) => (
              <option key={name}>{name}</option>
            ))}
            <optgroup label="A further class">
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </optgroup>
          </select>
        </label>
        {lost.map(({ field, detail }) => (
          <p key={field} class="mistake" role="alert">
            {sentence(detail)}
          </p>
        ))}
        <Offers draft={draft} offers={offers} about={about} />
        <div class="buttons">
          <button type="button" onClick={onStop}>
            Not now
          </button>
          <span class="spring" />
          <button type="button" class="primary" onClick={rise}>
            Take this level
          </button>
        </div>
      </section>
      <section class="card preview" aria-label="With this level">
        <h2>With this level</h2>
        {draft.at("hitPoints") === "rolled" && (
          <p class="hint">Hit points show the fixed value; the die falls when you take the level.</p>
        )}
        {soFar !== null && <Numbers of={soFar} />}
      </section>
    </div>
  );
}
