/** For a player without a creature: bring a character to the table. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { CharacterSummary } from "../src/index.ts";
import { attempt } from "./notices.tsx";
import { person, skald } from "./person.ts";
import type { Play } from "./play.ts";
import { ReadyMadeField, readyMadeIn } from "./ready-made-field.tsx";
import { startSquare } from "./start-square.ts";

export function SeatPanel({ play, campaign }: { play: Play; campaign: string }) {
  const characters = useSignal<readonly CharacterSummary[]>([]);
  useEffect(() => {
    void attempt(async () => {
      const all = await skald.api.characters(campaign);
      characters.value = all.filter((character) => character.userId === person.value?.id);
    });
  }, [campaign]);

  const bring = async (id: string): Promise<void> => {
    const view = play.scene.view.value;
    const at = view?.map ? startSquare(view.map, Object.values(view.creatures)) : null;
    await play.send(play.table.bringCharacter(id, at ?? undefined));
  };
  const make = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = readyMadeIn(event.currentTarget as HTMLFormElement);
    if (chosen === undefined) return;
    void attempt(async () => {
      const made = await skald.api.createCharacter(campaign, { name: chosen.name, sheet: chosen.sheet });
      await bring(made.id);
    });
  };

  return (
    <section class="card" aria-labelledby="bring">
      <h2 id="bring">Who are you?</h2>
      <ul class="rows">
        {characters.value.map((character) => (
          <li key={character.id} class="row">
            <strong>{character.name}</strong>
            <span>
              {character.race} {character.class} {character.level}
            </span>
            <span class="spring" />
            <button type="button" class="primary" onClick={() => void bring(character.id)}>
              Play {character.name.split(" ")[0]}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={make} class="inline">
        <ReadyMadeField />
        <button type="submit" class={characters.value.length === 0 ? "primary" : ""}>
          Play this one
        </button>
      </form>
    </section>
  );
}
