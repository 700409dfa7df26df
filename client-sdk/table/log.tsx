/** The story so far: prose, speech and roll cards, each ruling with the rule it rests on. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { D20Roll, DamageRoll, Die, FeedEntry } from "../src/index.ts";
import { LookAgain } from "./appeals.tsx";
import { Citations } from "./citation-dialog.tsx";
import type { Play } from "./play.ts";
import type { Scene } from "./scene.ts";
import { type Telling, tellingOf } from "./telling.ts";

const SHOWN = 150;

type LogProps = {
  readonly scene: Scene;
  readonly upTo?: number;
  /** False while another pane covers it. */
  readonly seen?: boolean;
  /** At a live table: entries can be appealed, and ruled on. */
  readonly play?: Play;
};

/** What people decide beside the rules stands, whatever is taken back. */
const BESIDE: readonly (string | undefined)[] = ["appeal-made", "appeal-answered", "ruling-made"];

/** `upTo` hides what comes later than a sequence number; the replay gives it. */
export function Log({ scene, upTo, seen = true, play }: LogProps) {
  const all = useSignal(false);
  const list = useRef<HTMLOListElement>(null);
  const told = scene.told.value;
  const entries = scene.story.filter(
    (entry) => entry.event !== null && (upTo === undefined || entry.sequence <= upTo),
  );
  const shown = all.value ? entries : entries.slice(-SHOWN);

  useEffect(() => {
    const box = list.current?.parentElement;
    if (box !== null && box !== undefined) box.scrollTop = box.scrollHeight;
  }, [told, upTo, seen]);

  return (
    <div class="log-box">
      {shown.length < entries.length && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            all.value = true;
          }}
        >
          Earlier ({entries.length - shown.length})
        </button>
      )}
      <ol class="log" ref={list} aria-label="Log of the session">
        {shown.map((entry) => (
          <Entry key={entry.sequence} entry={entry} scene={scene} play={play} />
        ))}
      </ol>
    </div>
  );
}

function Entry({ entry, scene, play }: { entry: FeedEntry; scene: Scene; play: Play | undefined }) {
  const telling = tellingOf(entry, scene);
  if (telling === null) return null;
  const beside = BESIDE.includes(entry.event?.kind);
  const revoked = !beside && scene.isRevoked(entry.sequence);
  const cited = entry.citations.filter(({ role }) => beside || role !== "considered");
  const ruled = !beside && !revoked && (telling.roll !== undefined || cited.length > 0);
  return (
    <li class={`entry ${telling.tone} ${revoked ? "revoked" : ""}`} id={`entry-${entry.sequence}`}>
      {telling.tone === "speech" && <b class="speaker">{entry.actorName} </b>}
      <span class="text">{telling.text}</span>
      {telling.tone === "speech" && telling.target !== undefined && <small> {telling.target}</small>}
      {telling.roll !== undefined && <RollLine roll={telling.roll} telling={telling} />}
      {telling.roll === undefined && telling.outcome !== undefined && <Outcome telling={telling} />}
      {telling.damage?.map((roll, index) => (
        <DamageLine key={index} roll={roll} />
      ))}
      {telling.steps !== undefined && telling.steps.length > 0 && (
        <small class="ledger">{telling.steps.join("; ")}</small>
      )}
      {cited.length > 0 && <Citations citations={cited} />}
      {ruled && play !== undefined && <LookAgain play={play} entry={entry} />}
    </li>
  );
}

function RollLine({ roll, telling }: { roll: D20Roll; telling: Telling }) {
  return (
    <div class="roll-card">
      <span class="total">{roll.total}</span>
      <span class="sum">
        {roll.dice.map((die, index) => (
          <Face key={index} die={die} />
        ))}
        {roll.parts.map((part) => (
          <span key={part.why} class="part">
            {part.value < 0 ? "−" : "+"} {Math.abs(part.value)} <i>{part.why}</i>
          </span>
        ))}
        {roll.parts.length === 0 && roll.modifier !== 0 && (
          <span class="part">
            {roll.modifier < 0 ? "−" : "+"} {Math.abs(roll.modifier)}
          </span>
        )}
        {telling.target !== undefined && <span class="against">vs {telling.target}</span>}
        {telling.outcome !== undefined && <Outcome telling={telling} />}
      </span>
      {(roll.advantage.length > 0 || roll.disadvantage.length > 0) && (
        <small class="ledger">
          {roll.advantage.length > 0 && <span class="up">Advantage: {roll.advantage.join(", ")}. </span>}
          {roll.disadvantage.length > 0 && (
            <span class="down">Disadvantage: {roll.disadvantage.join(", ")}.</span>
          )}
        </small>
      )}
    </div>
  );
}

const Outcome = ({ telling }: { telling: Telling }) => (
  <span class={`outcome ${telling.good ? "good" : "bad"}`}>{telling.outcome}</span>
);

function DamageLine({ roll }: { roll: DamageRoll }) {
  return (
    <div class="roll-card">
      <span class="total">{roll.amount}</span>
      <span class="sum">
        {roll.dice.map((die, index) => (
          <Face key={index} die={die} />
        ))}
        {roll.bonus !== 0 && (
          <span class="part">
            {roll.bonus < 0 ? "−" : "+"} {Math.abs(roll.bonus)}
          </span>
        )}
        <span class="part">
          <i>{roll.type}</i>
        </span>
      </span>
    </div>
  );
}

function Face({ die }: { die: Die }) {
  const edge = die.sides === 20 && die.kept ? (die.face === 20 ? "best" : die.face === 1 ? "worst" : "") : "";
  const origin = die.draw === null ? ", entered by hand" : `, draw ${die.draw}`;
  return (
    <span
      class={`die d${die.sides} ${die.kept ? "" : "dropped"} ${edge}`}
      title={`d${die.sides}: ${die.face}${die.kept ? "" : ", not kept"}${origin}`}
    >
      {die.face}
    </span>
  );
}
