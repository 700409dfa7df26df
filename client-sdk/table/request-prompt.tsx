/** A decision that waits for this seat: a reaction, a die rolled by hand. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Request } from "../src/index.ts";
import type { Play } from "./play.ts";
import type { Scene } from "./scene.ts";

export function RequestPrompts({ play }: { play: Play }) {
  return (
    <>
      {play.requests.value.map((request) => (
        <Prompt key={request.id} request={request} play={play} />
      ))}
    </>
  );
}

/** What happened, by the request's trigger; `who` is asked, `about` is whom it is about. */
const TRIGGERS: Readonly<Record<string, (who: string, about: string) => string>> = {
  "leaves-reach": (who, about) => `${who}: ${about} leaves your reach`,
  hit: (who, about) => `${who} is hit by ${about}`,
  "hit-by-missile": (who, about) => `${who} is hit from afar by ${about}`,
  "attack-on-neighbour": (who, about) => `${about} attacks somebody beside ${who}`,
  "drops-to-0": (who) => `${who} drops to 0 hit points`,
  "save-failed": (who) => `${who} fails a saving throw`,
  "turn-ended": (who) => `${who} may act between turns`,
};

function question(request: Request, scene: Scene): string {
  const who = scene.nameOf(request.creature);
  const about = scene.nameOf(request.about);
  if (request.kind === "roll") return `${who}: roll ${diceWords(request.dice)}`;
  const words = TRIGGERS[request.trigger];
  return words === undefined ? `${who}: ${request.trigger.replaceAll("-", " ")}` : words(who, about);
}

function Prompt({ request, play }: { request: Request; play: Play }) {
  return (
    <section class="prompt" role="alertdialog" aria-labelledby={`ask-${request.id}`}>
      <h2 id={`ask-${request.id}`}>{question(request, play.scene)}</h2>
      {request.kind === "roll" && (
        <p class="lead">For: {(request.purpose ?? request.trigger).replaceAll("-", " ")}</p>
      )}
      {request.timeoutSeconds !== null && (
        <Countdown seconds={request.timeoutSeconds} then={request.default} />
      )}
      {request.kind === "roll" ? (
        <DiceEntry request={request} play={play} />
      ) : (
        <Options request={request} play={play} />
      )}
    </section>
  );
}

function Options({ request, play }: { request: Request; play: Play }) {
  const { table } = play;
  return (
    <div class="buttons">
      {request.options
        .filter(({ choice }) => choice !== "decline")
        .flatMap(({ choice, with: weapons }) =>
          (weapons === undefined || weapons.length === 0 ? [undefined] : weapons).map((weapon) => (
            <button
              key={`${choice} ${weapon ?? ""}`}
              type="button"
              class="primary"
              onClick={() =>
                void play.send(table.react(request, choice, weapon === undefined ? {} : { with: weapon }))
              }
            >
              {sentenceCase(choice)}
              {weapon !== undefined && ` with ${weapon}`}
            </button>
          )),
        )}
      {request.options.some(({ choice }) => choice === "decline") && (
        <button type="button" onClick={() => void play.send(table.decline(request))}>
          Let it pass
        </button>
      )}
    </div>
  );
}

/** Dice as they lie on a real table, typed in. Their order is the order they are asked in. */
function DiceEntry({ request, play }: { request: Request; play: Play }) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const faces = request.dice.map((_, index) => Number(form.get(`die-${index}`)));
    void play.send(play.table.enterDice(request, faces));
  };
  return (
    <form class="dice-entry" onSubmit={submit}>
      {request.dice.map((sides, index) => (
        <label key={index}>
          d{sides}
          <input
            name={`die-${index}`}
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={sides}
            step={1}
          />
        </label>
      ))}
      <button type="submit" class="primary">
        Enter
      </button>
    </form>
  );
}

function Countdown({ seconds, then }: { seconds: number; then: string }) {
  const left = useSignal(seconds);
  useEffect(() => {
    const timer = setInterval(() => {
      left.value = Math.max(0, left.value - 1);
    }, 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p class="countdown">
      {left.value} s, then: {then.replaceAll("-", " ")}
    </p>
  );
}

function sentenceCase(choice: string): string {
  const words = choice.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function diceWords(dice: readonly number[]): string {
  const counted = new Map<number, number>();
  for (const sides of dice) counted.set(sides, (counted.get(sides) ?? 0) + 1);
  return [...counted].map(([sides, count]) => `${count}d${sides}`).join(" and ");
}
