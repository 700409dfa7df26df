import type { WholeCharacter } from "../../src/index.ts";
import { attempt } from "../notices.tsx";
import { skald } from "../person.ts";

/** Takes the character elsewhere: as a file of ours, to Foundry, on paper. */
export function Files({ character: { id, name } }: { character: WholeCharacter }) {
  const file = (text: string, type: string, ending: string): void =>
    save(text, type, `${fileName(name)}${ending}`);
  const json = (format: "skald" | "foundry"): void =>
    void attempt(async () => {
      const exported = await skald.characters.export(id, format);
      file(
        JSON.stringify(exported, null, 2),
        "application/json",
        format === "foundry" ? ".foundry.json" : ".skald.json",
      );
    });
  const page = (): void =>
    void attempt(async () => file(await skald.characters.sheetPage(id), "text/html", ".html"));
  return (
    <section class="card" aria-labelledby="files">
      <h2 id="files">Take it with you</h2>
      <div class="buttons">
        <button type="button" onClick={() => print()}>
          Print
        </button>
        <button type="button" onClick={page}>
          Sheet as a page
        </button>
        <button type="button" onClick={() => json("skald")}>
          Export JSON
        </button>
        <button type="button" onClick={() => json("foundry")}>
          Export for Foundry
        </button>
      </div>
    </section>
  );
}

const TAKEN_MS = 60_000;

const fileName = (name: string): string => name.trim().replaceAll(/[^\p{L}\p{N}]+/gu, "-") || "character";

/** A page of its own would not be styled under our policy; a file is. */
function save(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Nothing tells when the browser has taken the bytes; a download whose address is gone never ends.
  setTimeout(() => URL.revokeObjectURL(url), TAKEN_MS);
}
