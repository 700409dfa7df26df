/** Who somebody is: name and race, class, background. */
import type { Signal } from "@preact/signals";
import { LIMITS } from "../../src/index.ts";
import { useLoaded } from "../loaded.ts";
import { type Card, Cards } from "./cards.tsx";
import type { Value } from "./choices.ts";
import { content } from "./content.ts";
import type { Draft } from "./draft.ts";
import { OfferField, Option } from "./offer-field.tsx";
import { stepOf } from "./steps.ts";
import { nameOf, signed } from "./words.ts";

type Bonuses = Readonly<Record<string, number>>;

const bonusWords = (bonuses: Bonuses): string =>
  Object.entries(bonuses)
    .map(([ability, bonus]) => `${nameOf(ability)} ${signed(bonus)}`)
    .join(", ");

/** What a new race or class makes meaningless. */
const without = (choices: Value, pattern: RegExp): Value =>
  Object.fromEntries(
    Object.entries(choices as { readonly [name: string]: Value }).filter(([name]) => !pattern.test(name)),
  );

export function RaceStep({
  draft,
  name,
  nameMistake,
}: {
  draft: Draft;
  name: Signal<string>;
  nameMistake: string | null;
}) {
  const { value: races } = useLoaded(() => content("races"));
  const cards = (races.value ?? []).map(
    (race): Card => ({
      name: race.name,
      lines: [
        bonusWords(race.abilityBonuses),
        [
          `${race.speedFeet} feet`,
          race.darkvisionFeet > 0 ? `darkvision ${race.darkvisionFeet} feet` : "",
          race.size === "small" ? "small" : "",
        ]
          .filter((word) => word !== "")
          .join(", "),
      ],
    }),
  );
  return (
    <>
      <div class="field">
        <label>
          Name
          <input
            value={name.value}
            maxLength={LIMITS.nameLength}
            data-field="name"
            aria-invalid={nameMistake !== null}
            aria-describedby="name-mistake"
            onInput={({ currentTarget }) => {
              name.value = currentTarget.value;
            }}
          />
        </label>
        <div id="name-mistake" aria-live="polite">
          {nameMistake !== null && <p class="mistake">{nameMistake}</p>}
        </div>
      </div>
      <Cards
        draft={draft}
        field="race"
        cards={cards}
        onChoose={(race) =>
          draft.replace({
            ...(without(draft.choices.value, /^(subrace|race\w*|draconicAncestor)$/) as object),
            race,
          })
        }
      />
      <Further draft={draft} step="race" but="race" about={(one) => aboutSubrace(races.value ?? [], one)} />
    </>
  );
}

function aboutSubrace(
  races: readonly {
    readonly subraces: readonly {
      readonly name: string;
      readonly abilityBonuses: Bonuses;
      readonly traits: readonly string[];
    }[];
  }[],
  name: string,
): string | undefined {
  const found = races.flatMap(({ subraces }) => subraces).find((one) => one.name === name);
  return found === undefined ? undefined : [bonusWords(found.abilityBonuses), ...found.traits].join(", ");
}

export function ClassStep({ draft }: { draft: Draft }) {
  const { value: classes } = useLoaded(() => content("classes"));
  const cards = (classes.value ?? []).map(
    (one): Card => ({
      name: one.name,
      lines: [
        `d${one.hitDie} a level, saves ${one.saves.map(nameOf).join(" and ")}`,
        one.castingAbility === null ? "" : `casts by ${nameOf(one.castingAbility)}`,
        [...new Set(one.levels[0]?.features ?? [])].join(", "),
      ].filter((line) => line !== ""),
    }),
  );
  const levels = draft.at("levels");
  const count = Array.isArray(levels) ? levels.length : 1;
  const choose = (name: string, many: number): void => {
    const same = draft.at("levels.0.class") === name;
    const kept: readonly Value[] = same && Array.isArray(levels) ? levels : [];
    const all = Array.from(
      { length: many },
      (_, index): Value =>
        kept[index] ?? (index === 0 ? { class: name } : { class: name, hitPoints: "fixed" }),
    );
    const others = same ? draft.choices.value : without(draft.choices.value, /^equipment$/);
    draft.replace({ ...(others as object), levels: all });
  };
  const name = draft.at("levels.0.class");
  return (
    <>
      <Cards draft={draft} field="levels.0.class" cards={cards} onChoose={(one) => choose(one, count)} />
      {typeof name === "string" && (
        <label class="short">
          Begins at level
          <select
            value={String(count)}
            onChange={({ currentTarget }) => choose(name, Number(currentTarget.value))}
          >
            {Array.from({ length: 20 }, (_, index) => (
              <option key={index} value={String(index + 1)}>
                {index + 1}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

export function BackgroundStep({ draft }: { draft: Draft }) {
  const { value: origins } = useLoaded(() => content("origins"));
  const known = origins.value?.backgrounds ?? [];
  const chosen = draft.at("background");
  const own = typeof chosen === "string" && !known.some(({ name }) => name === chosen);
  const put = (name: string): void =>
    draft.replace({
      ...(without(draft.choices.value, /^background/) as object),
      background: name,
    });
  return (
    <>
      <fieldset class="choice" data-field="background">
        <legend class="sr">Background</legend>
        <div class="options">
          {known.map(({ name, skills, languages, feature }) => (
            <Option
              key={name}
              type="radio"
              group="background"
              label={name}
              more={`${skills.map(nameOf).join(", ")}, ${languages} languages, ${feature}`}
              checked={chosen === name}
              onChange={() => put(name)}
            />
          ))}
          <Option
            type="radio"
            group="background"
            label="One of my own"
            more="Two skills, and two languages or tools"
            checked={own}
            onChange={() => put("Wanderer")}
          />
        </div>
        {own && (
          <label>
            What it is called
            <input
              value={chosen}
              maxLength={LIMITS.nameLength}
              onChange={({ currentTarget: { value } }) =>
                draft.set("background", value.trim() === "" ? undefined : value.trim())
              }
            />
          </label>
        )}
        {draft.mistakesAt("background").map(({ detail }) => (
          <p key={detail} class="mistake">
            {detail}
          </p>
        ))}
      </fieldset>
      <Further draft={draft} step="background" but="background" />
    </>
  );
}

/** The other choices of a step, in the server's order. */
export function Further({
  draft,
  step,
  but,
  about,
}: {
  draft: Draft;
  step: string;
  but: string;
  about?: (name: string) => string | undefined;
}) {
  const offers = (draft.answer.value?.offers ?? []).filter(
    ({ field }) => field !== but && stepOf(field) === step,
  );
  return (
    <>
      {offers.map((offer) => (
        <OfferField key={offer.field} draft={draft} offer={offer} about={about} />
      ))}
    </>
  );
}
