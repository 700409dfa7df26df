/** What a DM can do with a session that was recorded: check it, take it along, go on from a moment. */
import { useSignal } from "@preact/signals";
import { type DiceVerdict, type HandDice, ProblemError, type Verdict, verifySession } from "../src/index.ts";
import { attempt } from "./notices.tsx";
import { skald } from "./person.ts";
import { go } from "./route.ts";

export function RecordPanel({ session, at }: { session: string; at: number }) {
  const verdict = useSignal<Verdict | null>(null);
  const byHand = useSignal<readonly HandDice[]>([]);
  const check = (): void =>
    void attempt(async () => {
      byHand.value = await skald.api.handDice(session);
      const file = await skald.api.exportSession(session);
      verdict.value = verifySession(file, [], await hiddenSecret(session));
    });
  const download = (): void =>
    void attempt(async () => {
      const file = new Blob([await skald.api.exportSession(session)], { type: "application/jsonl" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `skald-${session}.jsonl`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  const fork = (): void =>
    void attempt(async () => {
      const made = await skald.api.fork(session, at);
      go(`/sessions/${made.id}?as=dm`);
    });
  return (
    <section class="card" aria-labelledby="record">
      <h2 id="record">The record</h2>
      <div class="buttons">
        <button type="button" onClick={check}>
          Check it here
        </button>
        <button type="button" onClick={download}>
          Download
        </button>
        <button type="button" disabled={at === 0} onClick={fork}>
          Fork from event {at}
        </button>
      </div>
      <div role="status">{verdict.value !== null && <Words verdict={verdict.value} />}</div>
      {byHand.value.map(({ seat, name, sides, mean, fairMean, hint }) => (
        <p key={`${seat} ${sides}`}>
          {name}, d{sides}, by hand: {hint} Mean {mean} (even: {fairMean}).
        </p>
      ))}
    </section>
  );
}

/** Null while the session goes on, and for whoever is not its DM. */
async function hiddenSecret(session: string): Promise<string | null> {
  try {
    return (await skald.api.diceSecrets(session)).hidden;
  } catch (error) {
    if (error instanceof ProblemError && [403, 409].includes(error.status)) return null;
    throw error;
  }
}

function Words({ verdict }: { verdict: Verdict }) {
  if (!verdict.ok) {
    return (
      <p class="verdict bad">
        Event {verdict.fault.sequence}: {verdict.fault.detail}.
      </p>
    );
  }
  const { events, head, dice } = verdict;
  return (
    <p class="verdict good">
      {events} events hold together, up to <code>{head.slice(0, 12)}</code>. {diceWords(dice)}
    </p>
  );
}

function diceWords({ drawn, checked, inherited, entered, revealed, hidden }: DiceVerdict): string {
  const byHand = entered === 0 ? "" : ` ${entered} were entered by hand.`;
  if (drawn === 0) return entered === 0 ? "No die has fallen yet." : byHand.trim();
  if (!revealed) return `${drawn} dice without a hole; their secret is told when the session ends.${byHand}`;
  const before = inherited === 0 ? "" : ` ${inherited} fell in the session this one was forked from.`;
  const unseen =
    hidden.drawn === 0 || hidden.revealed ? "" : ` ${hidden.drawn} fell hidden; their secret is the DM's.`;
  return `${checked} of ${drawn} dice follow from the secret that was committed to.${before}${unseen}${byHand}`;
}
