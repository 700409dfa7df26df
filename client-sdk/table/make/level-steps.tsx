/** What levels ask: skills, styles, subclasses, improvements; and apart from them, spells. */
import type { Offer } from "../../src/index.ts";
import { useLoaded } from "../loaded.ts";
import { content } from "./content.ts";
import type { Draft } from "./draft.ts";
import { ImproveField } from "./improve-field.tsx";
import { OfferField } from "./offer-field.tsx";
import { stepOf } from "./steps.ts";
import { capital } from "./words.ts";

const levelOf = (field: string): number => Number(/^levels\.(\d+)\./.exec(field)?.[1] ?? "-1") + 1;

/** The fields of a step, level by level. */
export function LevelStep({ draft, step }: { draft: Draft; step: "choices" | "spells" }) {
  const about = useSpellWords();
  const offers = (draft.answer.value?.offers ?? []).filter(({ field }) => stepOf(field) === step);
  const all = [...new Set(offers.map(({ field }) => levelOf(field)))];
  // What a level asks hangs on those before it, so they come one after the other.
  const stuck = (draft.answer.value?.problems ?? [])
    .filter(({ field }) => stepOf(field) === step)
    .map(({ field }) => levelOf(field));
  const levels = stuck.length === 0 ? all : all.filter((level) => level <= Math.min(...stuck));
  if (offers.length === 0)
    return <p class="lead">There is nothing to choose here yet. Race, class and background bring it.</p>;
  return (
    <>
      {levels.map((level) => (
        <section key={level} aria-label={`Level ${level}`}>
          {all.length > 1 && <h3>Level {level}</h3>}
          <Offers
            draft={draft}
            offers={offers.filter(({ field }) => levelOf(field) === level)}
            about={about}
          />
        </section>
      ))}
      {levels.length < all.length && (
        <p class="hint">
          Level {all[levels.length]} comes when this one is chosen. Levels in all: {all.length}.
        </p>
      )}
    </>
  );
}

export function Offers({
  draft,
  offers,
  about,
}: {
  draft: Draft;
  offers: readonly Offer[];
  about: (name: string) => string | undefined;
}) {
  return (
    <>
      {offers.map((offer) =>
        offer.field.endsWith("improve") ? (
          <ImproveField key={offer.field} draft={draft} offer={offer} />
        ) : offer.field.endsWith("feat") && offer.from.length === 0 ? null : (
          <OfferField key={offer.field} draft={draft} offer={offer} about={about} />
        ),
      )}
    </>
  );
}

/** Level and school of a spell, and what it asks of who casts it. */
export function useSpellWords(): (name: string) => string | undefined {
  const { value: spells } = useLoaded(() => content("spells"));
  const byName = new Map((spells.value ?? []).map((spell) => [spell.name, spell]));
  return (name) => {
    const spell = byName.get(name);
    if (spell === undefined) return undefined;
    const school = spell.school.toLowerCase();
    return [
      spell.level === 0 ? capital(school) : `Level ${spell.level} ${school}`,
      spell.concentration ? "concentration" : "",
      spell.ritual ? "ritual" : "",
    ]
      .filter((word) => word !== "")
      .join(", ");
  };
}
