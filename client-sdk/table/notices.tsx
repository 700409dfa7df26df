/** What needs saying aside from the story: a refusal, an error. Also read aloud. */
import { signal } from "@preact/signals";
import { type Answer, ProblemError } from "../src/index.ts";
import { person, signOut } from "./person.ts";

type Notice = { readonly id: number; readonly text: string; readonly tone: "refusal" | "trouble" | "good" };

const notices = signal<readonly Notice[]>([]);
let next = 1;

export function notify(text: string, tone: Notice["tone"] = "trouble"): void {
  const id = next;
  next += 1;
  notices.value = [...notices.value.filter((notice) => notice.text !== text), { id, text, tone }].slice(-4);
  setTimeout(() => dismiss(id), 9_000);
}

function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** Runs what a person asked for; says what went wrong, and signs out whom the server no longer knows. */
export async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401 && person.value !== null) signOut();
    notify(error instanceof Error ? error.message : String(error));
  }
}

const sentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

/** A refusal is told to whoever asked. */
export async function tellRefusal(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    const settled = await answer;
    if (settled.outcome === "rejected") notify(sentence(settled.detail), "refusal");
    return settled;
  } catch {
    return null;
  }
}

export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map(({ id, text, tone }) => (
        <p key={id} class={`notice ${tone}`}>
          <span>{text}</span>
          <button type="button" class="quiet" aria-label="Dismiss" onClick={() => dismiss(id)}>
            ×
          </button>
        </p>
      ))}
    </div>
  );
}
