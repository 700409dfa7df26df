/** What the dungeon master's seat has beyond the others: the scene, the foes, the pace. */
import { useSignal } from "@preact/signals";
import type { Play } from "./play.ts";
import { FightButton, Stage } from "./scene-panel.tsx";

export function DmPanel({ play }: { play: Play }) {
  const view = play.scene.view.value;
  if (view === null) return null;
  const fighting = view.encounter !== null;
  const paused = view.session.status === "paused";
  return (
    <section class="card dm" aria-labelledby="dm">
      <h2 id="dm">Dungeon master</h2>
      {!fighting && <Stage play={play} concealed />}
      <div class="buttons">
        <FightButton play={play} />
        {fighting && (
          <button type="button" onClick={() => play.takeBackTurn()}>
            Back to the turn's start
          </button>
        )}
        <button
          type="button"
          onClick={() => void play.send(paused ? play.table.resume() : play.table.pause())}
        >
          {paused ? "Go on" : "Pause"}
        </button>
        <EndSession play={play} />
      </div>
      <Selected play={play} />
    </section>
  );
}

function EndSession({ play }: { play: Play }) {
  const sure = useSignal(false);
  if (!sure.value) {
    return (
      <button
        type="button"
        onClick={() => {
          sure.value = true;
        }}
      >
        End the session…
      </button>
    );
  }
  return (
    <button type="button" class="danger" onClick={() => void play.send(play.table.endSession())}>
      Yes, end it
    </button>
  );
}

function Selected({ play }: { play: Play }) {
  const creature = play.scene.creature(play.scene.selected.value);
  if (creature === null) return null;
  const { dm } = play.table;
  const { id } = creature;
  return (
    <fieldset class="buttons" aria-label={`${creature.name}, DM`}>
      <b>{creature.name}</b>
      <button
        type="button"
        onClick={() =>
          void play.send(creature.concealed ? dm.reveal({ target: id }) : dm.conceal({ target: id }))
        }
      >
        {creature.concealed ? "Reveal" : "Conceal"}
      </button>
      <button type="button" onClick={() => void play.send(dm.removeCreature({ target: id }))}>
        Remove
      </button>
      {play.placing.value && <small>Click a square to place {creature.name}.</small>}
    </fieldset>
  );
}
