import { READY_MADE, type ReadyMade } from "./ready-made.ts";

const NAME = "ready-made";

export function ReadyMadeField() {
  return (
    <label>
      A ready-made character
      <select name={NAME}>
        {READY_MADE.map(({ name, pitch }) => (
          <option key={name} value={name}>
            {name}, {pitch}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Which one a form chose. */
export function readyMadeIn(form: HTMLFormElement): ReadyMade | undefined {
  const chosen = new FormData(form).get(NAME);
  return READY_MADE.find(({ name }) => name === chosen);
}
