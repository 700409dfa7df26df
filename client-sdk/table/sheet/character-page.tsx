import { useSignal } from "@preact/signals";
import { LIMITS, type WholeCharacter } from "../../src/index.ts";
import { Field, Send, TextField, Twice, useForm } from "../form.tsx";
import { useLoaded } from "../loaded.ts";
import { attempt, notify } from "../notices.tsx";
import { person, skald } from "../person.ts";
import { go, linkTo } from "../route.ts";
import { Belongings } from "./belongings.tsx";
import { CatalogThings } from "./catalog-things.tsx";
import { Files } from "./files.tsx";
import { Gear } from "./gear.tsx";
import { History } from "./history.tsx";
import { LevelUp } from "./level-up.tsx";
import { Likeness } from "./likeness.tsx";
import { Numbers } from "./numbers.tsx";
import { Prepare } from "./prepare.tsx";

export function CharacterPage({ id }: { id: string }) {
  const { value, reload } = useLoaded(() => skald.characters.get(id));
  const rising = useSignal(false);
  const character = value.value;
  if (character === null) return <p class="lead">Looking…</p>;
  const mine = character.userId === person.value?.id;
  const plays = character.playingIn !== null;
  const risen = async (): Promise<void> => {
    rising.value = false;
    await reload();
    notify(`${character.name} has risen a level.`, "good");
  };
  return (
    <>
      <p class="crumbs">
        <a {...linkTo(`/campaigns/${character.campaignId}`)}>Back to the campaign</a>
      </p>
      <div class="sheet-head">
        <h1 class="page-title">{character.name}</h1>
        <p class="lead">{lineOf(character)}</p>
        <span class="spring" />
        <Likeness character={character} mine={mine} onChanged={reload} />
      </div>
      {plays && (
        <p class="line">
          Plays in a running session; the sheet can be changed afterwards.{" "}
          <a {...linkTo(`/sessions/${character.playingIn}`)}>To the table</a>
        </p>
      )}
      {rising.value ? (
        <LevelUp
          character={character}
          onRisen={() => void risen()}
          onStop={() => {
            rising.value = false;
          }}
        />
      ) : (
        <div class="columns">
          <div>
            <section class="card" aria-labelledby="sheet">
              <h2 id="sheet">Sheet</h2>
              <p class="hint">Open a number to see what it is made of.</p>
              <Numbers of={character.explained} hp={character.currentHp} />
              <Belongings character={character} />
            </section>
            {mine && !plays && (
              <div class="no-print">
                <Gear
                  key={JSON.stringify(character.sheet.equipment)}
                  character={character}
                  onSaved={reload}
                />
                <Prepare
                  key={JSON.stringify([character.sheet.classes, character.sheet.spells])}
                  character={character}
                  onSaved={reload}
                />
                <CatalogThings character={character} onSaved={reload} />
              </div>
            )}
          </div>
          <div class="no-print">
            <section class="card" aria-labelledby="level">
              <h2 id="level">Level {character.level}</h2>
              <p class="lead">{experienceWords(character)}</p>
              {mine && character.level < 20 && (
                <button
                  type="button"
                  class="primary"
                  disabled={plays}
                  onClick={() => {
                    rising.value = true;
                    scrollTo(0, 0);
                  }}
                >
                  Level up
                </button>
              )}
            </section>
            <Files character={character} />
            {mine && <Edit key={character.name} character={character} onSaved={reload} />}
            {mine && (
              <History
                key={JSON.stringify([character.name, character.notes, character.sheet])}
                character={character}
              />
            )}
          </div>
        </div>
      )}
    </>
  );
}

function lineOf({ sheet }: WholeCharacter): string {
  const subrace = sheet.choices?.subrace;
  const classes = sheet.classes.map(
    (one) => `${one.class} ${one.level}${one.subclass === undefined ? "" : ` (${one.subclass})`}`,
  );
  return [typeof subrace === "string" ? subrace : sheet.race, classes.join(" / "), sheet.background]
    .filter((word) => word !== undefined)
    .join(" · ");
}

function experienceWords({ advancement: { xp, earnedLevel, nextLevelAt }, level }: WholeCharacter): string {
  if (nextLevelAt === null) return `${xp} experience points. There is no higher level.`;
  if (earnedLevel > level) return `${xp} experience points: enough for level ${earnedLevel}.`;
  return `${xp} of ${nextLevelAt} experience points to the next.`;
}

function Edit({ character, onSaved }: { character: WholeCharacter; onSaved: () => Promise<void> }) {
  const form = useForm(async (text) => {
    const notes = text("notes").trim();
    await skald.characters.change(character.id, { name: text("name"), notes: notes === "" ? null : notes });
    notify("Saved.", "good");
    await onSaved();
  });
  const remove = (): void =>
    void attempt(async () => {
      await skald.characters.remove(character.id);
      notify(`${character.name} is put away.`, "good");
      go(`/campaigns/${character.campaignId}`);
    });
  return (
    <section class="card" aria-labelledby="edit">
      <h2 id="edit">Name and notes</h2>
      <form onSubmit={form.onSubmit}>
        <Field
          form={form}
          name="name"
          label="Name"
          required
          defaultValue={character.name}
          maxLength={LIMITS.nameLength}
        />
        <TextField
          form={form}
          name="notes"
          label="Notes"
          hint="Everybody of the campaign can read them."
          defaultValue={character.notes ?? ""}
          maxLength={LIMITS.textLength}
        />
        <Send form={form}>Save</Send>
      </form>
      <div class="buttons">
        <Twice ask="Put this character away…" yes="Yes, put it away" onYes={remove} />
      </div>
    </section>
  );
}
