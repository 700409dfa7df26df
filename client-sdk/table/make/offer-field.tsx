import { useId } from "preact/hooks";
import type { Offer } from "../../src/index.ts";
import { namesAt, type Value } from "./choices.ts";
import type { Draft } from "./draft.ts";
import { nameOf, titleOf, wordsOf } from "./words.ts";

/** From how many on a list of single names is a menu. */
const MENU = 8;

export type About = (name: string) => string | undefined;

type OfferProps = {
  readonly draft: Draft;
  readonly offer: Offer;
  /** More about an option, for people. */
  readonly about?: About | undefined;
  readonly title?: string | undefined;
  /** What becomes of a choice, where it is more than its own value. */
  readonly put?: (value: Value | undefined) => void;
};

/** One choice as the server offers it: so many of these. What it finds wrong stands below. */
export function OfferField({ draft, offer, about, title, put }: OfferProps) {
  const id = useId();
  const { field, from, count, list, optional } = offer;
  const keep = put ?? ((value: Value | undefined): void => draft.set(field, value));
  const chosen = namesAt(draft.choices.value, field);
  const name = title ?? titleOf(field, offer.what);
  const wrong = draft.mistakesAt(field).length > 0;
  if (!list && from.length > MENU)
    return (
      <div class="choice" data-field={field}>
        <label>
          {name}
          <select
            aria-invalid={wrong}
            aria-describedby={id}
            value={chosen[0] ?? ""}
            onChange={({ currentTarget: { value } }) => keep(value === "" ? undefined : value)}
          >
            <option value="">{optional ? "None" : "Choose…"}</option>
            {withStrays(from, chosen).map((one) => (
              <option key={one} value={one}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
        <Mistakes id={id} draft={draft} field={field} />
      </div>
    );
  const toggle = (one: string, on: boolean): void => {
    const next = on ? [...chosen, one] : chosen.filter((other) => other !== one);
    keep(list ? (next.length === 0 ? undefined : next) : on ? one : undefined);
  };
  return (
    <fieldset class="choice" data-field={field} aria-invalid={wrong} aria-describedby={id}>
      <legend>{name}</legend>
      {from.length === 0 && (
        <p class="hint">What there is to choose from comes with the choices before this.</p>
      )}
      {(list || count > 1) && from.length > 0 && (
        <p class={`count${chosen.length === count ? " full" : ""}`}>
          {optional ? "Up to" : "Choose"} {count} of {from.length}: {chosen.length} chosen
        </p>
      )}
      <div class="options">
        {optional && !list && (
          <Option
            type="radio"
            group={id}
            label="None"
            checked={chosen.length === 0}
            onChange={() => keep(undefined)}
          />
        )}
        {withStrays(from, chosen).map((one) => (
          <Option
            key={one}
            type={list ? "checkbox" : "radio"}
            group={id}
            label={nameOf(one)}
            stray={!from.includes(one)}
            more={about?.(one)}
            checked={chosen.includes(one)}
            onChange={(on, input) => {
              toggle(one, on);
              // What is taken away for good must not take the focus with it.
              if (!from.includes(one)) input.closest("fieldset")?.querySelector("input")?.focus();
            }}
          />
        ))}
      </div>
      <Mistakes id={id} draft={draft} field={field} />
    </fieldset>
  );
}

/** What was chosen and is no longer on offer stays in sight, to be taken away. */
const withStrays = (from: readonly string[], chosen: readonly string[]): readonly string[] => [
  ...from,
  ...chosen.filter((name) => !from.includes(name)),
];

type OptionProps = {
  readonly type: "radio" | "checkbox";
  readonly group: string;
  readonly label: string;
  readonly more?: string | undefined;
  readonly stray?: boolean;
  readonly checked: boolean;
  readonly onChange: (on: boolean, input: HTMLInputElement) => void;
};

export function Option({ type, group, label, more, stray = false, checked, onChange }: OptionProps) {
  return (
    <label class={`option${checked ? " chosen" : ""}${stray ? " stray" : ""}`}>
      <input
        type={type}
        name={group}
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked, currentTarget)}
      />
      <span>
        {label}
        {more !== undefined && <small>{more}</small>}
      </span>
    </label>
  );
}

export function Mistakes({ id, draft, field }: { id: string; draft: Draft; field: string }) {
  const mistakes = draft.mistakesAt(field);
  return (
    <div id={id} aria-live="polite">
      {mistakes.map((problem) => (
        <p key={problem.field + problem.detail} class="mistake">
          {wordsOf(problem)}
        </p>
      ))}
    </div>
  );
}
