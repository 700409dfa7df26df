import type { Signal } from "@preact/signals";
import { Numbers } from "../sheet/numbers.tsx";
import type { Draft } from "./draft.ts";

/** What follows from the choices by now. The numbers are the server's. */
export function Preview({ draft, name }: { draft: Draft; name: Signal<string> }) {
  const soFar = draft.answer.value?.soFar ?? null;
  const said = ["subrace", "race", "levels.0.class", "background"].map((field) => draft.at(field));
  const [subrace, race, className, background] = said;
  const levels = draft.at("levels");
  const level = Array.isArray(levels) ? levels.length : 1;
  const line = [
    subrace ?? race,
    className === undefined ? undefined : `${className} ${level}`,
    background,
  ].filter((word) => word !== undefined);
  return (
    <section class="card preview" aria-labelledby="preview">
      <h2 id="preview">{name.value.trim() === "" ? "Somebody" : name.value}</h2>
      <p class="lead">{line.length === 0 ? "Nothing is chosen yet." : line.join(" · ")}</p>
      {soFar === null ? (
        <p class="hint">Numbers show here as soon as race, class and all six scores stand.</p>
      ) : (
        <Numbers of={soFar} />
      )}
    </section>
  );
}
