import type { CharacterChange, WholeCharacter } from "../../src/index.ts";
import { useLoaded } from "../loaded.ts";
import { capital } from "../make/words.ts";
import { skald } from "../person.ts";
import { linkTo } from "../route.ts";

/** Every change of the sheet, the newest first: when, by what, and from what to what. */
export function History({ character }: { character: WholeCharacter }) {
  const { value: changes } = useLoaded(() => skald.characters.history(character.id));
  return (
    <section class="card" aria-labelledby="history">
      <h2 id="history">History</h2>
      {changes.value?.length === 0 && <p class="lead">Nothing has changed since it was made.</p>}
      <ol class="history">
        {[...(changes.value ?? [])].reverse().map((change) => (
          <li key={change.id}>
            <time dateTime={change.changedAt}>{new Date(change.changedAt).toLocaleString()}</time>{" "}
            {change.sessionId !== null && (
              <a {...linkTo(`/sessions/${change.sessionId}/replay`)}>in play, event {change.sequence}</a>
            )}
            <ul>
              {differences(change).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}

function differences({ before, after }: CharacterChange): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const said = names.flatMap((name) => {
    const [old, now] = [before[name], after[name]];
    if (JSON.stringify(old) === JSON.stringify(now) || name === "sheet" || name === "updated_at") return [];
    const words = capital(
      name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " "),
    );
    return isPlain(old) && isPlain(now) ? [`${words}: ${shown(old)} → ${shown(now)}`] : [`${words} changed`];
  });
  return said.length === 0 ? ["The sheet changed"] : said;
}

const isPlain = (value: unknown): boolean =>
  value === null || value === undefined || ["string", "number", "boolean"].includes(typeof value);

function shown(value: unknown): string {
  const text = value === null || value === undefined || value === "" ? "none" : String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
