import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { CatalogKind } from "../../src/index.ts";
import { attempt } from "../notices.tsx";
import { skald } from "../person.ts";

type Named = { readonly id: string; readonly name: string };

/** Names of entries that were met on this page, so that each is asked for once. */
const met = new Map<string, string>();

/** Other entries that one holds by their ids: found by name, added, taken away. */
export function Joined({
  label,
  of,
  ids,
  most = 50,
}: {
  label: string;
  of: CatalogKind;
  ids: Signal<readonly string[]>;
  most?: number;
}) {
  const words = useSignal("");
  const found = useSignal<readonly Named[] | null>(null);
  const known = useSignal(0);
  useEffect(() => {
    for (const id of ids.value.filter((one) => !met.has(one)))
      void skald.catalog.get(of, id).then(
        ({ name }) => {
          met.set(id, name);
          known.value += 1;
        },
        // One that somebody hid since is still held, without its name.
        () => undefined,
      );
  }, [ids.value]);
  const look = (): void =>
    void attempt(async () => {
      const search = words.value.trim();
      const asked = search === "" ? {} : { search };
      const pages = await Promise.all([
        skald.catalog.list(of, { ...asked, scope: "own", limit: 12 }),
        skald.catalog.list(of, { ...asked, scope: "public", limit: 12 }),
      ]);
      const all = pages.flatMap(({ entries }) => entries.map(({ id, name }) => ({ id, name })));
      for (const { id, name } of all) met.set(id, name);
      found.value = all.filter(({ id }, index) => all.findIndex((one) => one.id === id) === index);
    });
  const add = (id: string): void => {
    ids.value = most === 1 ? [id] : [...ids.value, id];
    found.value = null;
    words.value = "";
  };
  const open = (found.value ?? []).filter(({ id }) => !ids.value.includes(id));
  return (
    <fieldset class="choice joined" data-known={known.value}>
      <legend>{label}</legend>
      {ids.value.length > 0 && (
        <ul class="listed">
          {ids.value.map((id) => (
            <li key={id}>
              {met.get(id) ?? "…"}
              <button
                type="button"
                class="quiet"
                aria-label={`Take away: ${met.get(id) ?? id}`}
                onClick={() => {
                  ids.value = ids.value.filter((other) => other !== id);
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {ids.value.length < Math.max(most, 2) && (
        <div class="inline">
          <label>
            Find by name
            <input
              type="search"
              value={words.value}
              maxLength={80}
              onInput={({ currentTarget }) => {
                words.value = currentTarget.value;
              }}
              onKeyDown={(event) => {
                // Within a form, Enter looks here and sends nothing.
                if (event.key !== "Enter") return;
                event.preventDefault();
                look();
              }}
            />
          </label>
          <button type="button" onClick={look}>
            Look
          </button>
        </div>
      )}
      {found.value !== null && (
        <fieldset class="buttons" aria-label={`Found for ${label}`}>
          {open.length === 0 && <span class="lead">Nothing is called that.</span>}
          {open.map(({ id, name }) => (
            <button key={id} type="button" onClick={() => add(id)}>
              {most === 1 ? "Choose" : "Add"} {name}
            </button>
          ))}
        </fieldset>
      )}
    </fieldset>
  );
}
