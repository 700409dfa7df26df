/** The rule behind a ruling: where it stands, and its words within their section. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Citation, RuleSection } from "../src/index.ts";
import { skald } from "./person.ts";

type Open = { readonly citation: Citation; readonly section: RuleSection | null };

const open = signal<Open | null>(null);

export function openCitation(citation: Citation): void {
  open.value = { citation, section: null };
  // A ruling is told whole, and its book grows with every further one.
  if (citation.role === "house-rule") return;
  skald.api.ruleSection(citation.sourceId, citation.sectionPath).then(
    (section) => {
      if (open.value?.citation === citation) open.value = { citation, section };
    },
    // The quote stands by itself when its book cannot be opened.
    () => undefined,
  );
}

export function CitationDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = open.value;
  useEffect(() => {
    if (shown !== null && dialog.current?.open === false) dialog.current.showModal();
  }, [shown]);
  if (shown === null) return null;
  const { citation, section } = shown;
  const close = (): void => {
    open.value = null;
  };
  return (
    <dialog ref={dialog} class="rule" aria-labelledby="rule-title" onClose={close}>
      <header>
        <p class="path">{citation.sectionPath.slice(0, -1).join(" › ")}</p>
        <h2 id="rule-title">{citation.sectionPath.at(-1)}</h2>
      </header>
      <div class="passage">
        <Passage text={section?.text ?? citation.quote} quote={citation.quote} />
      </div>
      <footer>
        <small>
          {citation.sourceId}, line{citation.lineStart === citation.lineEnd ? " " : "s "}
          {citation.lineStart}
          {citation.lineEnd === citation.lineStart ? "" : `–${citation.lineEnd}`}
          {citation.role === "house-rule" && ", a rule of this house"}
        </small>
        <button type="button" class="primary" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </footer>
    </dialog>
  );
}

/** The rules that something rests on, each to be opened. */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  return (
    <span class="citations">
      {citations.map((citation) => (
        <button
          key={`${citation.ruleId} ${citation.sectionPath.join(" ")}`}
          type="button"
          class="citation"
          aria-label={`Rule: ${citation.sectionPath.join(", ")}`}
          onClick={() => openCitation(citation)}
        >
          § {citation.sectionPath.at(-1) ?? citation.ruleId}
        </button>
      ))}
    </span>
  );
}

function Passage({ text, quote }: { text: string; quote: string }) {
  const at = text.indexOf(quote);
  if (at === -1) return <mark class="quote">{quote}</mark>;
  return (
    <>
      {text.slice(0, at)}
      <mark class="quote">{quote}</mark>
      {text.slice(at + quote.length)}
    </>
  );
}
