import type { ComponentChildren } from "preact";
import type { MapView, Terrain, TerrainType } from "../src/index.ts";
import { CELL } from "./token.tsx";

/** Each kind of ground has a pattern of its own, so that no two are told apart by colour alone. */
export function Ground({ map }: { map: MapView }) {
  const width = map.width * CELL;
  const height = map.height * CELL;
  const walls = map.terrain.filter(({ type }) => type === "wall");
  return (
    <g class={`ground ${map.light}`}>
      <defs>
        <Pattern id="grid">
          <path class="grid-line" d={`M0 .5H${CELL}M.5 0V${CELL}`} />
        </Pattern>
        <Pattern id="flags" squares={4}>
          <path class="flag" d="M0 0h80v40H0zM120 40h40v80h-40zM40 120h40v40H40z" />
          <path class="flag worn" d="M80 80h40v40H80zM0 120h40v40H0zM120 0h40v40h-40z" />
        </Pattern>
        <Pattern id="stone">
          <rect class="stone" width={CELL} height={CELL} />
          <path
            class="mortar"
            d="M0 .5H40M0 13.5H40M0 26.500H40M12 0V13M30 0V13M4 13V26M22 13V26M14 26V40M33 26V40"
          />
        </Pattern>
        <Pattern id="rubble">
          <path
            class="rubble"
            d="M6 14l4-6 6 2 1 6-7 2zM24 9l6-3 4 5-4 4-6-1zM13 31l5-5 6 3-2 6-7 1zM30 28l4-3 3 4-3 4-5-1z"
          />
        </Pattern>
        <Pattern id="water">
          <rect class="water" width={CELL} height={CELL} />
          <path
            class="wave"
            d="M0 10q5-5 10 0t10 0 10 0 10 0M0 24q5-5 10 0t10 0 10 0 10 0M0 37q5-5 10 0t10 0 10 0 10 0"
          />
        </Pattern>
      </defs>
      <rect class="floor" width={width} height={height} />
      <rect width={width} height={height} fill="url(#flags)" />
      {map.terrain.filter(({ type }) => type !== "wall").map(piece)}
      <rect class="grid" width={width} height={height} fill="url(#grid)" />
      <path
        class="shade"
        d={walls.map(({ x, y }) => `M${x * CELL + 5} ${y * CELL + 6}h${CELL}v${CELL}h-${CELL}z`).join("")}
      />
      {walls.map(piece)}
      <rect class="night" width={width} height={height} />
    </g>
  );
}

type PatternProps = { readonly id: string; readonly squares?: number; readonly children: ComponentChildren };

function Pattern({ id, squares = 1, children }: PatternProps) {
  return (
    <pattern id={id} width={squares * CELL} height={squares * CELL} patternUnits="userSpaceOnUse">
      {children}
    </pattern>
  );
}

function piece({ x, y, type }: Terrain) {
  return (
    <g key={`${x},${y},${type}`} class={`piece ${type}`} transform={`translate(${x * CELL} ${y * CELL})`}>
      <Piece type={type} />
    </g>
  );
}

const whole = { width: CELL, height: CELL };

function Piece({ type }: { type: TerrainType }) {
  switch (type) {
    case "wall":
      return <rect {...whole} fill="url(#stone)" />;
    case "difficult":
      return <rect {...whole} fill="url(#rubble)" />;
    case "water":
      return <rect {...whole} fill="url(#water)" />;
    case "half-cover":
      return <path class="cover" d="M7 33V20h26v13zM7 26h26M16 20v13M25 20v13" />;
    case "three-quarters-cover":
      return <path class="cover" d="M7 35V8h26v27zM7 17h26M7 26h26M16 8v27M25 8v27" />;
    case "door-closed":
      return <path class="door" d="M4 15h32v10H4zM20 15v10" />;
    case "door-open":
      return <path class="door open" d="M4 15h5v10H4zM31 15h5v10h-5z" />;
    case "darkness":
    case "dim":
    case "fog":
      return <rect {...whole} class={`veil ${type}`} />;
  }
}
