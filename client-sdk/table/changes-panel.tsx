/** For the DM in a replay: what is different from a moment that was marked. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type Change, ProblemError } from "../src/index.ts";
import { changeWords } from "./change-words.ts";
import { skald } from "./person.ts";
import type { Scene } from "./scene.ts";

const MOST_SHOWN = 40;
/** A slider that is drawn along asks for nothing on its way. */
const AT_REST_MS = 200;

type Props = {
  session: string;
  scene: Scene;
  at: number;
  /** While it plays nothing is asked: the list would never be of the moment that is shown. */
  still: boolean;
  onSeek: (sequence: number) => void;
};

export function ChangesPanel({ session, scene, at, still, onSeek }: Props) {
  const since = useSignal(0);
  const changes = useSignal<readonly Change[]>([]);
  const trouble = useSignal("");
  const marked = since.value;

  useEffect(() => {
    if (!still) return;
    let stale = false;
    const ask = async (): Promise<void> => {
      try {
        const told = await skald.api.changes(session, Math.min(marked, at), Math.max(marked, at));
        if (stale) return;
        changes.value = told.changes;
        trouble.value = "";
      } catch (error) {
        if (stale) return;
        changes.value = [];
        trouble.value =
          error instanceof ProblemError && error.status === 400
            ? "That is too far apart to compare. Mark a nearer moment."
            : "The changes cannot be told at the moment.";
      }
    };
    const timer = setTimeout(() => void ask(), AT_REST_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [session, marked, at, still]);

  const rest = changes.value.length - MOST_SHOWN;
  return (
    <section class="card changes" aria-labelledby="changes">
      <h2 id="changes">What changed since event {marked}</h2>
      <div class="buttons">
        <button
          type="button"
          disabled={at === marked}
          onClick={() => {
            since.value = at;
          }}
        >
          Mark event {at}
        </button>
        <button type="button" disabled={at === marked} onClick={() => onSeek(marked)}>
          Go to the mark
        </button>
      </div>
      {at < marked && <p>Told forwards, from event {at} to the mark.</p>}
      {trouble.value !== "" && <p role="alert">{trouble.value}</p>}
      {at === marked && <p>Move the slider to compare with this moment.</p>}
      <ol>
        {changes.value.slice(0, MOST_SHOWN).map((change) => (
          <li key={change.path}>
            <button type="button" onClick={() => onSeek(change.sequence)}>
              #{change.sequence}
            </button>{" "}
            {changeWords(change, (id) => nameFor(scene, id))}
          </li>
        ))}
      </ol>
      {rest > 0 && <p>and {rest} more.</p>}
    </section>
  );
}

/** Seats and creatures by their names; any other word as it is. */
const nameFor = (scene: Scene, word: string): string => {
  const seats: Readonly<Record<string, { readonly name: string }>> = scene.view.value?.seats ?? {};
  return seats[word]?.name ?? scene.knownName(word) ?? word;
};
