import { useId } from "preact/hooks";
import type { Draft } from "./draft.ts";
import { Mistakes } from "./offer-field.tsx";
import { titleOf } from "./words.ts";

export type Card = { readonly name: string; readonly lines: readonly string[] };

/** One of a few, each told in some words: races, classes. */
export function Cards({
  draft,
  field,
  cards,
  onChoose,
}: {
  draft: Draft;
  field: string;
  cards: readonly Card[];
  onChoose: (name: string) => void;
}) {
  const id = useId();
  const chosen = draft.at(field);
  return (
    <fieldset class="choice" data-field={field} aria-describedby={id}>
      <legend class="sr">{titleOf(field, field)}</legend>
      <div class="cards">
        {cards.map(({ name, lines }) => (
          <label key={name} class={`option pick${chosen === name ? " chosen" : ""}`}>
            <input
              type="radio"
              name={id}
              checked={chosen === name}
              aria-label={name}
              aria-describedby={`${id}-${name}`}
              onChange={() => onChoose(name)}
            />
            <span>
              <strong>{name}</strong>
              <span id={`${id}-${name}`} class="about">
                {lines.map((line) => (
                  <small key={line}>{line}</small>
                ))}
              </span>
            </span>
          </label>
        ))}
      </div>
      <Mistakes id={id} draft={draft} field={field} />
    </fieldset>
  );
}
