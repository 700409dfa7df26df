/** The scene and the fight in it, for whoever may set it: the DM, or players at a table without one. */
import { LIMITS, type MapSpec, type Square, type WireCommand } from "../src/index.ts";
import { attempt } from "./notices.tsx";
import { skald } from "./person.ts";
import type { Play } from "./play.ts";
import { commandsOf, SCENES } from "./ready-made.ts";
import { startSquare } from "./start-square.ts";

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

export function FightButton({ play }: { play: Play }) {
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

/** A scene out of a box, and single monsters. */
export function Stage({ play, concealed }: { play: Play; concealed: boolean }) {
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
