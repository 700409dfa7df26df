/** The battle map: what one may see of it, and two ways to act on it, by pointer and by keys. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { CreatureView, MapView, Square } from "../src/index.ts";
import { Ground } from "./ground.tsx";
import { type Scene, squareName } from "./scene.ts";
import { ArtShapes, CELL, Token } from "./token.tsx";
import type { Way } from "./ways.ts";

export type BoardProps = {
  readonly scene: Scene;
  /** Where the acting creature could go; empty when it cannot. */
  readonly ways: ReadonlyMap<number, Way>;
  /** Creatures that may be chosen now, when something is being aimed. */
  readonly targets: ReadonlySet<string> | null;
  readonly onSquare: (square: Square, way: Way | null) => void;
  readonly onCreature: (creature: CreatureView) => void;
  readonly onStep: (dx: number, dy: number) => void;
  readonly onKey: (key: string) => void;
};

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};

export function Board(props: BoardProps) {
  const { scene } = props;
  const map = scene.view.value?.map ?? null;
  if (map === null) {
    return (
      <section class="board empty" aria-label="Battle map">
        <p>No map lies on the table yet.</p>
      </section>
    );
  }
  return <BattleMap {...props} map={map} />;
}

function BattleMap({
  scene,
  map,
  ways,
  targets,
  onSquare,
  onCreature,
  onStep,
  onKey,
}: BoardProps & { map: MapView }) {
  const hovered = useSignal<Square | null>(null);
  const section = useRef<HTMLElement>(null);
  const acting = scene.acting.value;
  const turn = scene.turn.value;
  useEffect(() => showCreature(section.current, map, turn ?? acting), [turn?.id, acting?.id]);
  const wayTo = (square: Square): Way | null => ways.get(square[1] * map.width + square[0]) ?? null;
  const preview = hovered.value === null || targets !== null ? null : wayTo(hovered.value);

  const squareAt = (event: MouseEvent): Square | null => {
    const svg = event.currentTarget as SVGSVGElement;
    const matrix = svg.getScreenCTM();
    if (matrix === null) return null;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    const square: Square = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const inside = square[0] >= 0 && square[1] >= 0 && square[0] < map.width && square[1] < map.height;
    return inside ? square : null;
  };
  const creatureAt = (square: Square): CreatureView | null =>
    scene.creatures.value.find((one) => one.health !== "dead" && covers(one, square)) ??
    scene.creatures.value.find((one) => covers(one, square)) ??
    null;

  const click = (event: MouseEvent): void => {
    const square = squareAt(event);
    if (square === null) return;
    const creature = creatureAt(square);
    if (creature === null || (creature.health === "dead" && wayTo(square) !== null))
      onSquare(square, wayTo(square));
    else onCreature(creature);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      onStep(step[0], step[1]);
    } else onKey(event.key);
  };

  return (
    <section
      class="board"
      aria-label="Battle map"
      ref={section}
      style={{ "--columns": map.width, "--rows": map.height }}
    >
      <svg
        viewBox={`0 0 ${map.width * CELL} ${map.height * CELL}`}
        tabindex={0}
        role="application"
        aria-label={
          acting === null
            ? "Battle map"
            : `Battle map. Arrow keys move ${acting.name}, Escape stops aiming, E ends the turn.`
        }
        class={targets === null ? "" : "aiming"}
        onClick={click}
        onKeyDown={key}
        onPointerMove={(event) => {
          hovered.value = squareAt(event);
        }}
        onPointerLeave={() => {
          hovered.value = null;
        }}
      >
        <ArtShapes />
        <Ground map={map} />
        {targets === null && <Reach ways={ways} width={map.width} />}
        {preview !== null && acting !== null && <Preview from={acting} way={preview} />}
        {scene.creatures.value.map((creature) => (
          <Token
            key={creature.id}
            creature={creature}
            art={scene.portraits.value.get(creature.character) ?? null}
            turn={scene.turn.value?.id === creature.id}
            selected={scene.selected.value === creature.id}
            aimed={targets === null || creature.side === acting?.side ? null : targets.has(creature.id)}
          />
        ))}
      </svg>
      <p class="where" aria-hidden="true">
        {hovered.value === null ? " " : squareName(hovered.value)}
        {preview !== null && ` · ${preview.costFeet} ft`}
      </p>
    </section>
  );
}

/** Brings a creature into the part of a large map that the pane shows. */
function showCreature(section: HTMLElement | null, map: MapView, creature: CreatureView | null): void {
  const pane = section?.parentElement;
  if (section === null || pane === null || pane === undefined || creature === null || creature.x < 0) return;
  const cell = section.clientWidth / map.width;
  pane.scrollTo({
    left: (creature.x + 0.5) * cell - pane.clientWidth / 2,
    top: (creature.y + 0.5) * cell - pane.clientHeight / 2,
    behavior: "smooth",
  });
}

const covers = (creature: CreatureView, [x, y]: Square): boolean =>
  creature.x >= 0 &&
  x >= creature.x &&
  y >= creature.y &&
  x < creature.x + creature.squares &&
  y < creature.y + creature.squares;

function Reach({ ways, width }: { ways: ReadonlyMap<number, Way>; width: number }) {
  const shape = [...ways.keys()]
    .map(
      (square) =>
        `M${(square % width) * CELL + 1} ${Math.floor(square / width) * CELL + 1}h${CELL - 2}v${CELL - 2}h${2 - CELL}z`,
    )
    .join("");
  return <path class="reach" d={shape} />;
}

function Preview({ from, way }: { from: CreatureView; way: Way }) {
  const middle = ([x, y]: Square): string =>
    `${(x + from.squares / 2) * CELL} ${(y + from.squares / 2) * CELL}`;
  const last = way.path.at(-1) ?? [from.x, from.y];
  return (
    <g class="preview">
      <path d={`M${[[from.x, from.y] as const, ...way.path].map(middle).join("L")}`} />
      <circle
        cx={(last[0] + from.squares / 2) * CELL}
        cy={(last[1] + from.squares / 2) * CELL}
        r={CELL * 0.32}
      />
      <text x={(last[0] + from.squares / 2) * CELL} y={(last[1] + from.squares / 2) * CELL + 4}>
        {way.costFeet}
      </text>
    </g>
  );
}
