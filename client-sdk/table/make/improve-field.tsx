import type { Offer } from "../../src/index.ts";
import type { Draft } from "./draft.ts";
import { Mistakes } from "./offer-field.tsx";
import { nameOf } from "./words.ts";

/** Points on abilities: the field holds how many on which. */
export function ImproveField({ draft, offer }: { draft: Draft; offer: Offer }) {
  const { field, from, count } = offer;
  const points = (ability: string): number => Number(draft.at(`${field}.${ability}`) ?? 0);
  const put = (ability: string, value: number): void => {
    const next = from
      .map((one) => [one, one === ability ? value : points(one)] as const)
      .filter(([, more]) => more > 0);
    draft.set(field, next.length === 0 ? undefined : Object.fromEntries(next));
  };
  const spent = from.reduce((sum, ability) => sum + points(ability), 0);
  const id = `of-${field}`;
  return (
    <fieldset class="choice" data-field={field} aria-describedby={id}>
      <legend>Ability score improvement</legend>
      <p class={`count${spent === count ? " full" : ""}`}>
        {spent} of {count} points
      </p>
      <div class="scores">
        {from.map((ability) => (
          <label key={ability} class="score">
            {nameOf(ability)}
            <select
              value={String(points(ability))}
              onChange={({ currentTarget }) => put(ability, Number(currentTarget.value))}
            >
              {Array.from({ length: count + 1 }, (_, more) => (
                <option key={more} value={String(more)}>
                  +{more}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      <Mistakes id={id} draft={draft} field={field} />
    </fieldset>
  );
}
