/** The map in words: who is there, where, how far, and how they are. */
import type { CreatureView } from "../src/index.ts";
import { feetBetween, type Scene, squareName } from "./scene.ts";
import { healthOf, sideClass } from "./turn-strip.tsx";

export function People({
  scene,
  onCreature,
}: {
  scene: Scene;
  onCreature?: (creature: CreatureView) => void;
}) {
  const from = scene.acting.value;
  return (
    <section class="card people" aria-labelledby="people">
      <h2 id="people">In sight</h2>
      <ul class="rows">
        {scene.creatures.value.map((creature) => (
          <li key={creature.id}>
            <button
              type="button"
              class={`row person ${sideClass(creature)}`}
              aria-pressed={scene.selected.value === creature.id}
              onClick={() => onCreature?.(creature)}
            >
              <strong>{creature.name}</strong>
              <span>{where(creature, from)}</span>
              <span class="spring" />
              {creature.concealed && <span class="tag">concealed</span>}
              {creature.hidden && <span class="tag">hidden</span>}
              {creature.conditions.map(({ name }) => (
                <span key={name} class="tag warn">
                  {name}
                </span>
              ))}
              <span class={`health ${creature.health}`}>{healthOf(creature)}</span>
            </button>
            {creature.notes !== "" && <p class="notes">{creature.notes}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function where(creature: CreatureView, from: CreatureView | null): string {
  if (creature.x < 0) return "off the map";
  const square = squareName([creature.x, creature.y]);
  if (from === null || from.id === creature.id || from.x < 0) return square;
  return `${square}, ${feetBetween(from, creature) ?? 0} ft ${heading(from, creature)}`;
}

const NAMES = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"] as const;

function heading(from: CreatureView, to: CreatureView): string {
  const eighth = Math.round((Math.atan2(to.x - from.x, from.y - to.y) / Math.PI) * 4);
  return NAMES[(eighth + 8) % 8] ?? "";
}
