import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { CharacterRoll, Content } from "../../src/index.ts";
import { useLoaded } from "../loaded.ts";
import { attempt } from "../notices.tsx";
import { person, skald } from "../person.ts";
import { content } from "./content.ts";
import type { Draft } from "./draft.ts";
import { Mistakes, OfferField } from "./offer-field.tsx";
import { ABILITIES, signed } from "./words.ts";

const ABOUT: Readonly<Record<string, string>> = {
  "standard-array": "six numbers to place",
  "point-buy": "pay for each score",
  rolled: "the server rolls, the table sees",
};

export function AbilitiesStep({ draft, campaign }: { draft: Draft; campaign: string }) {
  const { value: origins } = useLoaded(() => content("origins"));
  const method = draft.at("abilities.method");
  const offer = draft.offer("abilities.method");
  // Who pays for scores begins with the cheapest of each.
  useEffect(() => {
    const costs = Object.keys(origins.value?.pointCost ?? {});
    if (method !== "point-buy" || draft.at("abilities.scores") !== undefined || costs.length === 0) return;
    const least = Math.min(...costs.map(Number));
    draft.set("abilities.scores", Object.fromEntries(ABILITIES.map(([key]) => [key, least])));
  }, [method, origins.value]);
  return (
    <>
      {offer !== undefined && (
        <OfferField
          draft={draft}
          offer={offer}
          title="How you get your scores"
          about={(one) => ABOUT[one]}
          // Another way to come by scores begins with none of them.
          put={(chosen) =>
            draft.set("abilities", typeof chosen === "string" ? { method: chosen } : undefined)
          }
        />
      )}
      {method === "rolled" && <Dice draft={draft} campaign={campaign} />}
      {method === "point-buy" && origins.value !== null && <Points draft={draft} origins={origins.value} />}
      {draft.offer("abilities.scores") !== undefined && <Scores draft={draft} origins={origins.value} />}
    </>
  );
}

function Dice({ draft, campaign }: { draft: Draft; campaign: string }) {
  const rolls = useSignal<readonly CharacterRoll[]>([]);
  useEffect(() => {
    void attempt(async () => {
      const all = await skald.characters.rolls(campaign);
      rolls.value = all.filter(
        ({ userId, characterId, purpose }) =>
          userId === person.value?.id && characterId === null && purpose === "abilities",
      );
      const [newest] = rolls.value;
      if (newest !== undefined && draft.at("abilities.roll") === undefined) use(newest.id);
    });
  }, []);
  const use = (id: string): void => draft.set("abilities", { method: "rolled", roll: id });
  const roll = (): void =>
    void attempt(async () => {
      const rolled = await skald.characters.roll(campaign);
      rolls.value = [rolled, ...rolls.value];
      use(rolled.id);
    });
  const used = rolls.value.find(({ id }) => id === draft.at("abilities.roll"));
  return (
    <div class="choice" data-field="abilities.roll">
      {used !== undefined && (
        <ul class="dice" aria-label="What fell">
          {used.dice.map((faces, index) => (
            <li key={index}>{faces.join(" ")}</li>
          ))}
        </ul>
      )}
      <button type="button" class={used === undefined ? "primary" : ""} onClick={roll}>
        {used === undefined ? "Roll the dice" : "Roll again"}
      </button>
      <p class="hint">The whole campaign sees every roll, also those that nobody uses.</p>
      <Mistakes id="roll-mistakes" draft={draft} field="abilities.roll" />
    </div>
  );
}

function Points({ draft, origins }: { draft: Draft; origins: Content["origins"] }) {
  const spent = ABILITIES.reduce(
    (sum, [key]) => sum + (origins.pointCost[String(draft.at(`abilities.scores.${key}`))] ?? 0),
    0,
  );
  return (
    <p class={`count${spent === origins.points ? " full" : ""}`} aria-live="polite">
      {spent} of {origins.points} points spent
    </p>
  );
}

function Scores({ draft, origins }: { draft: Draft; origins: Content["origins"] | null }) {
  const buys = draft.at("abilities.method") === "point-buy";
  const open = (draft.offer("abilities.scores")?.from ?? []).map(Number);
  const numbers = [...new Set(open)].sort((one, other) => other - one);
  const at = (key: string): number | undefined => {
    const found = draft.at(`abilities.scores.${key}`);
    return typeof found === "number" ? found : undefined;
  };
  const place = (key: string, value: number | undefined): void => {
    // Two places for one number: they trade.
    const all = ABILITIES.map(([other]) => [other, other === key ? value : at(other)] as const);
    const count = (number: number | undefined, list: readonly (number | undefined)[]): number =>
      list.filter((one) => one === number).length;
    const placed = all.map(([, score]) => score);
    const twice = !buys && value !== undefined && count(value, placed) > count(value, open);
    const other = twice ? all.find(([name, score]) => name !== key && score === value)?.[0] : undefined;
    const next = all
      .map(([name, score]) => [name, name === other ? at(key) : score] as const)
      .filter((entry): entry is [string, number] => entry[1] !== undefined);
    draft.set("abilities.scores", Object.fromEntries(next));
  };
  const numbersNow = draft.answer.value?.soFar?.abilities;
  return (
    <div class="choice" data-field="abilities.scores">
      <div class="scores">
        {ABILITIES.map(([key, name]) => {
          const field = `abilities.scores.${key}`;
          const wrong = draft.mistakesAt("abilities.scores").filter((problem) => problem.field === field);
          const result = numbersNow?.[key as "str"];
          return (
            <div key={key} class="score" data-field={field}>
              <label>
                {name}
                <select
                  value={String(at(key) ?? "")}
                  aria-invalid={wrong.length > 0}
                  aria-describedby={`score-${key}`}
                  onChange={({ currentTarget: { value } }) =>
                    place(key, value === "" ? undefined : Number(value))
                  }
                >
                  {!buys && <option value="">–</option>}
                  {numbers.map((number) => (
                    <option key={number} value={String(number)}>
                      {buys ? `${number} (${origins?.pointCost[String(number)] ?? 0} points)` : number}
                    </option>
                  ))}
                </select>
              </label>
              <p id={`score-${key}`} class={wrong.length > 0 ? "mistake" : "hint"}>
                {wrong[0]?.detail ??
                  (result === undefined ? (
                    " "
                  ) : (
                    <>
                      <strong>
                        {result.score.total} ({signed(result.modifier)})
                      </strong>{" "}
                      {result.score.parts
                        .slice(1)
                        .map(({ value, why }) => `${signed(value)} ${why}`)
                        .join(", ")}
                    </>
                  ))}
              </p>
            </div>
          );
        })}
      </div>
      <div aria-live="polite">
        {draft
          .mistakesAt("abilities.scores")
          .filter(({ field }) => field === "abilities.scores")
          .map(({ detail }) => (
            <p key={detail} class="mistake">
              {detail}
            </p>
          ))}
      </div>
    </div>
  );
}
