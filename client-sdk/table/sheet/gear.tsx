import { useSignal } from "@preact/signals";
import type { Sheet, WholeCharacter } from "../../src/index.ts";
import { Send, useForm } from "../form.tsx";
import { useLoaded } from "../loaded.ts";
import { content } from "../make/content.ts";
import { notify } from "../notices.tsx";
import { skald } from "../person.ts";

type Thing = NonNullable<Sheet["equipment"]>[number];

/** What the sheet carries: how many, in use, attuned. Whether it may, the server says. */
export function Gear({ character, onSaved }: { character: WholeCharacter; onSaved: () => Promise<void> }) {
  const things = useSignal<readonly Thing[]>(character.sheet.equipment ?? []);
  const adding = useSignal("");
  const { value: gear } = useLoaded(() => content("equipment"));
  const form = useForm(async () => {
    await skald.characters.change(character.id, {
      sheet: { ...character.sheet, equipment: things.value },
    });
    notify("Saved.", "good");
    await onSaved();
  });
  const put = (at: number, changes: Partial<Thing>): void => {
    things.value = things.value.map((thing, index) => (index === at ? { ...thing, ...changes } : thing));
  };
  const add = (): void => {
    const item = adding.value.trim();
    if (item === "") return;
    things.value = [...things.value, { item, quantity: 1, equipped: false }];
    adding.value = "";
  };
  return (
    <section class="card" aria-labelledby="gear">
      <h2 id="gear">What it carries</h2>
      <form onSubmit={form.onSubmit}>
        <ul class="rows" aria-label="Carried">
          {things.value.map((thing, index) => (
            <li key={`${index} ${thing.item}`} class="row thing">
              <strong>{thing.item}</strong>
              <span class="spring" />
              <span class="amount">
                <input
                  type="number"
                  aria-label={`How many: ${thing.item}`}
                  min={1}
                  max={10_000}
                  value={thing.quantity ?? 1}
                  onInput={({ currentTarget }) => put(index, { quantity: Number(currentTarget.value) })}
                />
              </span>
              <label class="check">
                <input
                  type="checkbox"
                  aria-label={`In use: ${thing.item}`}
                  checked={thing.equipped === true}
                  onChange={({ currentTarget }) => put(index, { equipped: currentTarget.checked })}
                />
                In use
              </label>
              <button
                type="button"
                class="quiet"
                aria-label={`Put away: ${thing.item}`}
                onClick={() => {
                  things.value = things.value.filter((_, other) => other !== index);
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
        <div class="inline">
          <label>
            Something more
            <input
              list="gear-names"
              value={adding.value}
              onInput={({ currentTarget }) => {
                adding.value = currentTarget.value;
              }}
            />
          </label>
          <button type="button" onClick={add}>
            Add
          </button>
        </div>
        <datalist id="gear-names">
          {gear.value?.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Send form={form}>Save what it carries</Send>
      </form>
    </section>
  );
}
