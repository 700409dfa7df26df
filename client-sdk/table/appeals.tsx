/** Rulings looked at again: a player appeals what they saw, the DM answers, rules, and carries it out. */
import { signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { type FeedEntry, LIMITS, type SeatView } from "../src/index.ts";
import { Citations } from "./citation-dialog.tsx";
import { tellRefusal } from "./notices.tsx";
import type { Play } from "./play.ts";
import { tellingOf } from "./telling.ts";

type Appeal = SeatView["appeals"][number];
type Outcome = "uphold" | "correct" | "overrule";

const OUTCOMES: readonly (readonly [outcome: Outcome, label: string, class_: string])[] = [
  ["uphold", "It stands", "primary"],
  ["correct", "Correct it", ""],
  ["overrule", "Overrule", "danger"],
];

/** The ruling that the DM carries out now: what is changed meanwhile points to it. */
const carried = signal<number | null>(null);

const field = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();

/** Beside an entry that a rule decided: a player asks the table to look again, the DM rules on it. */
export function LookAgain({ play, entry }: { play: Play; entry: FeedEntry }) {
  const open = useSignal(false);
  const view = play.scene.view.value;
  if (view === null || view.role === "spectator" || view.session.status === "ended") return null;
  const isDm = view.role === "dm";
  const asked = view.appeals.some(({ about, seat }) => about === entry.sequence && seat === view.seat);
  if (asked) return <small class="look-again">Appealed</small>;
  if (!open.value) {
    return (
      <button
        type="button"
        class="citation look-again"
        aria-label={`${isDm ? "Rule on" : "Appeal"} event ${entry.sequence}`}
        onClick={() => {
          open.value = true;
        }}
      >
        {isDm ? "Rule" : "Appeal"}
      </button>
    );
  }
  const about = entry.sequence;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = field(form, "text");
    open.value = false;
    if (!isDm) void play.send(play.table.appeal({ about, text }));
    else
      void decide(play.table.dm.rule({ about, text, reason: field(form, "reason"), keep: form.has("keep") }));
  };
  return (
    <form class="look-again" onSubmit={submit}>
      <label>
        {isDm ? "Ruled so" : "What is wrong with it?"}
        <input name="text" required maxLength={LIMITS.textLength} autoComplete="off" />
      </label>
      {isDm && (
        <>
          <label>
            Because
            <input name="reason" required maxLength={500} autoComplete="off" />
          </label>
          <label class="check">
            <input name="keep" type="checkbox" /> The campaign goes by it from now on
          </label>
        </>
      )}
      <div class="buttons">
        <button type="submit" class="primary">
          {isDm ? "Rule" : "Appeal"}
        </button>
        <button
          type="button"
          onClick={() => {
            open.value = false;
          }}
        >
          Cancel
        </button>
      </div>
    </form>
  );
}

/** What is decided against how it stood may be carried out next. */
async function decide(
  answer: Parameters<typeof tellRefusal>[0],
  outcome: Outcome = "overrule",
): Promise<void> {
  const settled = await tellRefusal(answer);
  if (settled?.outcome === "accepted" && outcome !== "uphold") carried.value = settled.sequence;
}

/** For the DM: appeals that wait, and the ruling that is being carried out. */
export function AppealPrompts({ play }: { play: Play }) {
  const view = play.scene.view.value;
  if (view?.role !== "dm") return null;
  return (
    <>
      {view.appeals.map((appeal) => (
        <AppealPrompt key={appeal.appeal} appeal={appeal} play={play} view={view} />
      ))}
      {carried.value !== null && <CarryOut key={carried.value} play={play} ruling={carried.value} />}
    </>
  );
}

function Prompt({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="prompt" role="alertdialog" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function AppealPrompt({ appeal, play, view }: { appeal: Appeal; play: Play; view: SeatView }) {
  const { scene, table } = play;
  const entry = scene.story.find(({ sequence }) => sequence === appeal.about);
  const telling = entry === undefined ? null : tellingOf(entry, scene);
  const who = view.seats[appeal.seat]?.name ?? "Somebody";
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = field(new FormData(event.currentTarget as HTMLFormElement), "text");
    const outcome = event.submitter?.getAttribute("value") as Outcome;
    void decide(table.dm.answerAppeal({ appeal: appeal.appeal, outcome, text }), outcome);
  };
  return (
    <Prompt id={`appeal-${appeal.appeal}`} title={`${who} appeals event ${appeal.about}`}>
      <p class="lead">“{appeal.text}”</p>
      {telling !== null && (
        <p>
          {telling.text} {telling.roll !== undefined && `${telling.roll.total} `}
          {telling.target !== undefined && `vs ${telling.target} `}
          {telling.outcome}
        </p>
      )}
      {entry !== undefined && <Citations citations={entry.citations} />}
      <form onSubmit={submit}>
        <label>
          Because
          <input name="text" required maxLength={LIMITS.textLength} autoComplete="off" />
        </label>
        <div class="buttons">
          {OUTCOMES.map(([outcome, label, tone]) => (
            <button key={outcome} type="submit" name="outcome" value={outcome} class={tone}>
              {label}
            </button>
          ))}
        </div>
      </form>
    </Prompt>
  );
}

/** Corrections that name the ruling they follow from. */
function CarryOut({ play, ruling }: { play: Play; ruling: number }) {
  const { scene, table } = play;
  const done = (): void => {
    carried.value = null;
  };
  const adjust = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [target, hp] = [field(form, "target"), Number(form.get("hp"))];
    void play.send(table.dm.adjust({ target, hp, reason: `ruled in event ${ruling}`, because: ruling }));
  };
  return (
    <Prompt id={`carry-${ruling}`} title={`Carry out the ruling of event ${ruling}`}>
      <form class="inline" onSubmit={adjust}>
        <label>
          Who
          <select name="target">
            {scene.creatures.value.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Hit points
          <input name="hp" type="number" inputMode="numeric" required min={0} step={1} />
        </label>
        <button type="submit">Set</button>
      </form>
      <div class="buttons">
        <button type="button" onClick={() => play.takeBackTurn(ruling)}>
          Back to the turn's start
        </button>
        <button type="button" class="primary" onClick={done}>
          Done
        </button>
      </div>
    </Prompt>
  );
}
