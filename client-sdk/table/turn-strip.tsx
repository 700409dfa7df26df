/** Whose turn it is, and who comes next. */
import type { CreatureView } from "../src/index.ts";
import type { Scene } from "./scene.ts";

export function TurnStrip({ scene }: { scene: Scene }) {
  const encounter = scene.view.value?.encounter;
  if (encounter === null || encounter === undefined) return null;
  const order = encounter.order.flatMap(({ creature, initiative }) => {
    const known = scene.creature(creature);
    return known === null ? [] : [{ creature: known, initiative }];
  });
  return (
    <nav class="turns" aria-label="Turn order">
      <span class="round">
        Round <b>{encounter.round}</b>
      </span>
      <ol>
        {order.map(({ creature, initiative }) => (
          <li key={creature.id}>
            <button
              type="button"
              class={`turn ${sideClass(creature)}`}
              aria-current={creature.id === encounter.turn ? "step" : undefined}
              onClick={() => {
                scene.selected.value = creature.id;
              }}
            >
              <Face src={scene.portraits.value.get(creature.character)} />
              {initiative !== 0 && (
                <span class="initiative" title="Initiative">
                  {initiative}
                </span>
              )}
              <span class="name">{creature.name}</span>
              <span class={`health ${creature.health}`}>{healthOf(creature)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Beside the name, which says whose it is. */
const Face = ({ src }: { src: string | undefined }) =>
  src === undefined ? null : <img class="face" src={src} alt="" width={32} height={32} />;

/** Exact where one may know it, in a word where not. */
export const healthOf = (creature: CreatureView): string =>
  creature.hp < 0
    ? creature.health
    : `${creature.hp}/${creature.maxHp}${creature.tempHp > 0 ? ` +${creature.tempHp}` : ""}`;

export const sideClass = (creature: CreatureView): string => (creature.side === "party" ? "party" : "foe");
