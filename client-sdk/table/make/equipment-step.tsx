import type { Offer } from "../../src/index.ts";
import type { Draft } from "./draft.ts";
import { Mistakes, OfferField, Option } from "./offer-field.tsx";
import { capital } from "./words.ts";

const ROW = /^equipment\.\d+$/;

export function EquipmentStep({ draft }: { draft: Draft }) {
  const offers = draft.answer.value?.offers ?? [];
  const rows = offers.filter(({ field }) => ROW.test(field));
  if (rows.length === 0) return <p class="lead">Choose a class first: it brings its equipment.</p>;
  return (
    <>
      {rows.map((row) => (
        <Row
          key={row.field}
          draft={draft}
          row={row}
          named={offers.filter(({ field }) => field.startsWith(`${row.field}.items.`))}
        />
      ))}
    </>
  );
}

/** One of the alternatives, and by name what it leaves open: any martial weapon. */
function Row({ draft, row, named }: { draft: Draft; row: Offer; named: readonly Offer[] }) {
  const { field, from } = row;
  const chosen = draft.at(`${field}.option`);
  const id = `of-${field}`;
  const number = Number(field.split(".")[1]) + 1;
  return (
    <fieldset class="choice" data-field={field} aria-describedby={id}>
      <legend>Starting equipment {number}</legend>
      <div class="options">
        {from.map((words, option) => (
          <Option
            key={words}
            type="radio"
            group={field}
            label={capital(words)}
            checked={chosen === option}
            onChange={() => draft.set(field, { option })}
          />
        ))}
      </div>
      <Mistakes id={id} draft={draft} field={field} />
      <div class="named">
        {named.map((offer, index) => {
          const before = named[index - 1];
          // Named in their order: the server takes the first name for the first open place.
          return before !== undefined && draft.at(before.field) === undefined ? null : (
            <OfferField key={offer.field} draft={draft} offer={offer} title={capital(offer.what)} />
          );
        })}
      </div>
    </fieldset>
  );
}
