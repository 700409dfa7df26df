import { useSignal } from "@preact/signals";
import type { CharacterSummary } from "../../src/index.ts";
import { useLoaded } from "../loaded.ts";
import { attempt, notify } from "../notices.tsx";
import { person, skald } from "../person.ts";
import { ReadyMadeField, readyMadeIn } from "../ready-made-field.tsx";
import { go, linkTo } from "../route.ts";

export function Characters({ campaign }: { campaign: string }) {
  const { value: characters, reload } = useLoaded(() => skald.api.characters(campaign));

  const create = (event: SubmitEvent): void => {
    event.preventDefault();
    const character = readyMadeIn(event.currentTarget as HTMLFormElement);
    if (character === undefined) return;
    void attempt(async () => {
      await skald.api.createCharacter(campaign, { name: character.name, sheet: character.sheet });
      await reload();
    });
  };

  return (
    <section class="card" aria-labelledby="characters">
      <h2 id="characters">Characters</h2>
      {characters.value?.length === 0 && <p class="lead">Nobody has made one yet.</p>}
      <ul class="rows">
        {characters.value?.map((character) => (
          <Row key={character.id} character={character} />
        ))}
      </ul>
      <div class="buttons">
        <a class="button primary" {...linkTo(`/campaigns/${campaign}/new-character`)}>
          Make a character
        </a>
        <Import campaign={campaign} onImported={reload} />
      </div>
      <form onSubmit={create} class="inline">
        <ReadyMadeField />
        <button type="submit">Make it mine</button>
      </form>
    </section>
  );
}

function Row({ character }: { character: CharacterSummary }) {
  const { id, name, race, class: className, level, currentHp, maxHp, armorClass, userId } = character;
  return (
    <li>
      <a class="row" {...linkTo(`/characters/${id}`)}>
        <strong>{name}</strong>
        <span>
          {race} {className} {level}
        </span>
        {userId === person.value?.id && <span class="tag">yours</span>}
        <span class="spring" />
        <small>
          {currentHp} of {maxHp} hit points, armor class {armorClass}
        </small>
      </a>
    </li>
  );
}

/** Files of ours and of Foundry's dnd5e look alike from outside: the server tells them apart. */
function Import({ campaign, onImported }: { campaign: string; onImported: () => Promise<void> }) {
  const left = useSignal<{ readonly of: CharacterSummary; readonly unmapped: readonly string[] } | null>(
    null,
  );
  const read = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (file === undefined) return;
    await attempt(async () => {
      const { character, unmapped } = await skald.characters.import(campaign, await jsonOf(file));
      notify(`${character.name} has come in.`, "good");
      if (unmapped.length === 0) return go(`/characters/${character.id}`);
      left.value = { of: character, unmapped };
      await onImported();
    });
    // The same file may be chosen again after a refusal.
    input.value = "";
  };
  return (
    <>
      <label class="button file">
        Import a character
        <input
          type="file"
          class="sr"
          accept="application/json,.json"
          onChange={(event) => void read(event.currentTarget)}
        />
      </label>
      {left.value !== null && (
        <div class="left-behind" role="status">
          <p>
            <a {...linkTo(`/characters/${left.value.of.id}`)}>{left.value.of.name}</a> has come in. This did
            not come along:
          </p>
          <ul>
            {left.value.unmapped.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

async function jsonOf(file: File): Promise<Readonly<Record<string, unknown>>> {
  try {
    const read: unknown = JSON.parse(await file.text());
    if (typeof read === "object" && read !== null) return { ...read };
  } catch {
    // Said below, in words.
  }
  throw new Error(`${file.name} holds no JSON.`);
}
