import { signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Belongings, EquipmentSlot, WholeCharacter } from "../../src/index.ts";
import { Joined } from "../catalog/joined.tsx";
import { useLoaded } from "../loaded.ts";
import { capital } from "../make/words.ts";
import { attempt, notify } from "../notices.tsx";
import { skald } from "../person.ts";

/** What a character has of people's own making: race, archetype, skills, perks, and items carried and worn. */
export function CatalogThings({
  character,
  onSaved,
}: {
  character: WholeCharacter;
  onSaved: () => Promise<void>;
}) {
  const { value } = useLoaded(() => skald.catalog.belongings(character.id));
  if (value.value === null) return null;
  const change = async (work: () => Promise<Belongings>): Promise<void> =>
    attempt(async () => {
      value.value = await work();
      notify("Saved.", "good");
      await onSaved();
    });
  return (
    <section class="card" aria-labelledby="catalog-things">
      <h2 id="catalog-things">From the catalog</h2>
      <Origin key={JSON.stringify(value.value)} id={character.id} has={value.value} change={change} />
      <Items
        key={`items ${JSON.stringify(value.value)}`}
        id={character.id}
        has={value.value}
        change={change}
      />
    </section>
  );
}

type PartProps = {
  readonly id: string;
  readonly has: Belongings;
  readonly change: (work: () => Promise<Belongings>) => Promise<void>;
};

function Origin({ id, has, change }: PartProps) {
  const ids = useMemo(
    () => ({
      race: signal(has.raceId === null ? [] : [has.raceId]),
      archetype: signal(has.archetypeId === null ? [] : [has.archetypeId]),
      skills: signal(has.skills),
      perks: signal(has.perks),
    }),
    [],
  );
  const save = (): void =>
    void change(() =>
      skald.catalog.changeBelongings(id, {
        raceId: ids.race.value[0] ?? null,
        archetypeId: ids.archetype.value[0] ?? null,
        skills: ids.skills.value,
        perks: ids.perks.value,
      }),
    );
  return (
    <>
      <Joined label="Race of people’s own" of="races" ids={ids.race} most={1} />
      <Joined label="Archetype" of="archetypes" ids={ids.archetype} most={1} />
      <Joined label="Skills" of="skills" ids={ids.skills} />
      <Joined label="Perks" of="perks" ids={ids.perks} />
      <div class="buttons">
        <button type="button" class="primary" onClick={save}>
          Save these
        </button>
      </div>
    </>
  );
}

function Items({ id, has, change }: PartProps) {
  const names = useSignal<Readonly<Record<string, string>>>({});
  const more = useMemo(() => signal<readonly string[]>([]), []);
  useEffect(() => {
    void attempt(async () => {
      const all = await Promise.all(has.items.map(({ itemId }) => skald.catalog.get("items", itemId)));
      names.value = Object.fromEntries(all.map((item) => [item.id, item.name]));
    });
  }, []);
  const added = more.value[0];
  useEffect(() => {
    if (added === undefined) return;
    const held = has.items.find(({ itemId }) => itemId === added)?.quantity ?? 0;
    void change(() => skald.catalog.carry(id, added, held + 1));
  }, [added]);
  const nameOf = (item: string): string => names.value[item] ?? "…";
  return (
    <>
      <ul class="rows" aria-label="Items of the catalog">
        {has.items.map(({ itemId, quantity }) => (
          <li key={itemId} class="row thing">
            <strong>{nameOf(itemId)}</strong>
            <span class="spring" />
            <span class="amount">
              <input
                type="number"
                min={0}
                aria-label={`How many: ${nameOf(itemId)}`}
                defaultValue={String(quantity)}
                onChange={({ currentTarget }) =>
                  void change(() => skald.catalog.carry(id, itemId, Number(currentTarget.value)))
                }
              />
            </span>
          </li>
        ))}
      </ul>
      <Joined label="Carry another item" of="items" ids={more} most={1} />
      {has.items.length > 0 && (
        <details class="worn">
          <summary>What it wears and holds</summary>
          <div class="scores">
            {(Object.keys(has.equipment) as readonly EquipmentSlot[]).map((slot) => (
              <label key={slot}>
                {capital(slot.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))}
                <select
                  value={has.equipment[slot] ?? ""}
                  onChange={({ currentTarget: { value } }) =>
                    void change(() => skald.catalog.equip(id, slot, value === "" ? null : value))
                  }
                >
                  <option value="">Nothing</option>
                  {has.items.map(({ itemId }) => (
                    <option key={itemId} value={itemId}>
                      {nameOf(itemId)}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </div>
        </details>
      )}
    </>
  );
}
