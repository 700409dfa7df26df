import { useMemo } from "preact/hooks";
import { type PreparedChoices, ProblemError, type WholeCharacter } from "../../src/index.ts";
import { Draft } from "../make/draft.ts";
import { useSpellWords } from "../make/level-steps.tsx";
import { OfferField } from "../make/offer-field.tsx";
import { attempt, notify } from "../notices.tsx";
import { skald } from "../person.ts";

type PrepareProps = { readonly character: WholeCharacter; readonly onSaved: () => Promise<void> };

/** For each class that prepares spells: which ones. */
export function Prepare({ character, onSaved }: PrepareProps) {
  const casting = character.explained.casting.filter(({ prepared }) => prepared !== null);
  if (casting.length === 0) return null;
  return (
    <section class="card" aria-labelledby="prepare">
      <h2 id="prepare">Prepare spells</h2>
      {casting.map((one) => (
        <OfClass key={one.class} name={one.class} character={character} onSaved={onSaved} />
      ))}
    </section>
  );
}

function OfClass({ name, character, onSaved }: PrepareProps & { readonly name: string }) {
  const about = useSpellWords();
  const draft = useMemo(() => {
    const ask = (choices: PreparedChoices) => skald.characters.checkPrepared(character.id, choices);
    const made = new Draft((choices) => ask(choices as unknown as PreparedChoices), { class: name });
    // What stands prepared on the sheet is where one begins.
    void attempt(async () => {
      const { offers } = await ask({ class: name });
      const open = offers.find(({ field }) => field === "prepared")?.from ?? [];
      const ready = (character.sheet.spells ?? [])
        .filter(({ spell, prepared }) => prepared === true && open.includes(spell))
        .map(({ spell }) => spell);
      if (ready.length > 0 && made.at("prepared") === undefined) made.set("prepared", ready);
    });
    return made;
  }, [character.id, name]);
  const offer = draft.offer("prepared");
  const save = (): void =>
    void attempt(async () => {
      try {
        const prepared = draft.at("prepared");
        const names = Array.isArray(prepared) ? (prepared as readonly string[]) : [];
        await skald.characters.prepare(character.id, { class: name, prepared: names });
        notify("Prepared.", "good");
        await onSaved();
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.problems === undefined) throw error;
        draft.refuse(error.problem.problems);
      }
    });
  if (offer === undefined) return null;
  return (
    <>
      <OfferField draft={draft} offer={offer} title={`${name}: prepared`} about={about} />
      <div class="buttons">
        <button type="button" class="primary" onClick={save}>
          Prepare these
        </button>
      </div>
    </>
  );
}
