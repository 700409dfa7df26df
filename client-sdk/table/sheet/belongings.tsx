import type { WholeCharacter } from "../../src/index.ts";
import { capital, nameOf } from "../make/words.ts";

/** What the sheet says in words: things, spells, languages. */
export function Belongings({ character: { sheet, notes } }: { character: WholeCharacter }) {
  const things = (sheet.equipment ?? []).map(
    ({ item, quantity = 1, equipped, attuned }) =>
      `${quantity > 1 ? `${quantity} ` : ""}${item}${equipped ? " (in use)" : ""}${attuned ? " (attuned)" : ""}`,
  );
  const spells = (sheet.spells ?? []).map(({ spell, prepared }) =>
    prepared === true ? spell : `${spell} (not prepared)`,
  );
  const choices = Object.entries(sheet.choices ?? {})
    .filter(([name]) => name !== "subrace")
    .map(([name, value]) => `${wordsOf(name)}: ${typeof value === "string" ? value : value.join(", ")}`);
  return (
    <>
      <Listed title="Equipment" names={things} />
      <Listed title="Spells" names={spells} />
      <Listed title="Proficient in" names={(sheet.skills ?? []).map(nameOf)} />
      <Listed title="Expert in" names={(sheet.expertise ?? []).map(nameOf)} />
      <Listed title="Languages and tools" names={[...(sheet.languages ?? []), ...(sheet.tools ?? [])]} />
      <Listed title="Feats" names={sheet.feats ?? []} />
      <Listed title="Chosen" names={choices} />
      {notes !== null && (
        <>
          <h3>Notes</h3>
          <p class="prose">{notes}</p>
        </>
      )}
    </>
  );
}

function Listed({ title, names }: { title: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul class="listed">
        {names.map((name, index) => (
          <li key={index}>{name}</li>
        ))}
      </ul>
    </>
  );
}

/** `fightingStyle` as people write it. */
const wordsOf = (name: string): string =>
  capital(name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
