/** What the dungeon master's seat has beyond the others: the scene, the foes, the pace. */
import { useSignal } from "@preact/signals";
import { LIMITS, type MapSpec, type Square, type WireCommand } from "../src/index.ts";
import { attempt } from "./notices.tsx";
import { skald } from "./person.ts";
import type { Play } from "./play.ts";
import { commandsOf, SCENES } from "./ready-made.ts";
import { startSquare } from "./start-square.ts";

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

/** At a table without a DM the players set the scene, and the built-in dungeon master plays the monsters. */
export function ScenePanel({ play }: { play: Play }) {
  const view = play.scene.view.value;
  if (view === null) return null;
  const empty = view.map === null;
  return (
    <section class="card dm" aria-labelledby="scene">
      <h2 id="scene">The scene</h2>
      {view.encounter === null && (
        <>
          <p class="lead">
            {empty
              ? "No dungeon master sits here: choose where you are, and what waits there."
              : "When everybody is ready, call for initiative. The monsters play themselves."}
          </p>
          <Stage play={play} concealed={false} />
        </>
      )}
      <div class="buttons">
        <FightButton play={play} />
      </div>
    </section>
  );
}

function FightButton({ play }: { play: Play }) {
  const view = play.scene.view.value;
  if (view === null) return null;
  const { dm } = play.table;
  if (view.encounter !== null) {
    return (
      <button type="button" onClick={() => void play.send(dm.endCombat())}>
        End the fight
      </button>
    );
  }
  return (
    <button
      type="button"
      class="primary"
      disabled={Object.keys(view.creatures).length < 2}
      onClick={() => void play.send(dm.rollInitiative())}
    >
      Roll initiative
    </button>
  );
}

function Stage({ play, concealed }: { play: Play; concealed: boolean }) {
  const setUp = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = new FormData(event.currentTarget as HTMLFormElement).get("scene");
    const scene = SCENES.find((one) => one.name === name);
    void attempt(async () =>
      stage(play, scene === undefined ? (await skald.api.sample()).scene : commandsOf(scene)),
    );
  };
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const monster = String(new FormData(event.currentTarget as HTMLFormElement).get("monster"));
    void play.send(play.table.dm.addMonster({ monster, side: "foes", concealed }));
  };
  return (
    <>
      <form class="inline" onSubmit={setUp}>
        <label>
          Sample scene
          <select name="scene">
            {SCENES.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
            <option>The foundry floor</option>
          </select>
        </label>
        <button type="submit">Set the scene</button>
      </form>
      <form class="inline" onSubmit={add}>
        <label>
          Monster
          <input name="monster" required maxLength={LIMITS.nameLength} defaultValue="Goblin" />
        </label>
        <button type="submit">{concealed ? "Add, concealed" : "Add"}</button>
      </form>
    </>
  );
}

async function stage(play: Play, commands: readonly WireCommand[]): Promise<void> {
  for (const command of commands) await play.send(play.table.command(command));
  const map = commands.flatMap((command) => (command.do === "set-map" ? command.map : []))[0];
  const added = commands.flatMap((command) => (command.do === "add-monster" ? [command.at] : []));
  if (map !== undefined) await putOnMap(play, map, added);
}

/** Whoever came before there was a map has no square until somebody gives them one: here, where parties come from. */
async function putOnMap(play: Play, map: MapSpec, taken: readonly (Square | undefined)[]): Promise<void> {
  const creatures = Object.values(play.scene.view.value?.creatures ?? {});
  const others = [...creatures, ...taken.flatMap((at) => (at === undefined ? [] : [{ x: at[0], y: at[1] }]))];
  for (const { id } of creatures.filter(({ x, side }) => x < 0 && side === "party")) {
    const at = startSquare(map, others);
    if (at === null) return;
    others.push({ x: at[0], y: at[1] });
    await play.send(play.table.dm.place({ creature: id, at }));
  }
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
