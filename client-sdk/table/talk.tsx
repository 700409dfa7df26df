/** Free text: to everybody, or to the dungeon master, who understands more than buttons do. */
import { LIMITS } from "../src/index.ts";
import type { Play } from "./play.ts";

export function Talk({ play }: { play: Play }) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const text = String(data.get("text")).trim();
    if (text === "") return;
    const by = play.scene.acting.value?.id;
    const to = data.get("to") === "table" ? "table" : "dm";
    void play.send(play.table.say(text, to, by));
    form.querySelector("input")?.focus();
    const input = form.elements.namedItem("text");
    if (input instanceof HTMLInputElement) input.value = "";
  };
  return (
    <form class="talk" onSubmit={submit}>
      <label class="to">
        <span class="sr">To whom</span>
        <select name="to">
          <option value="dm">To the DM</option>
          <option value="table">To all</option>
        </select>
      </label>
      <label class="words">
        <span class="sr">Message</span>
        <input
          name="text"
          autoComplete="off"
          maxLength={LIMITS.textLength}
          placeholder="I attack the goblin with my sword"
        />
      </label>
      <button type="submit">Send</button>
    </form>
  );
}
