import type { CreatureView } from "../src/index.ts";
import { healthOf, sideClass } from "./turn-strip.tsx";

/** Length of a square's side in the drawing. */
export const CELL = 40;

/** How full the ring is when only the word is known. */
const FULLNESS = { unhurt: 1, wounded: 0.7, bloodied: 0.4, down: 0, dying: 0, stable: 0, dead: 0 } as const;

export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .join("")
    .slice(0, 2)
    .toUpperCase();

type TokenProps = {
  readonly creature: CreatureView;
  /** Address of its art; null stands for initials. */
  readonly art: string | null;
  readonly turn: boolean;
  readonly selected: boolean;
  /** Null while nothing is aimed; else whether this one can be chosen. */
  readonly aimed: boolean | null;
};

/** Friend and foe differ by shape as well as by colour; hurt shows as a ring that empties, and in the name. */
export function Token({ creature, art, turn, selected, aimed }: TokenProps) {
  if (creature.x < 0) return null;
  const half = (CELL * creature.squares) / 2;
  const radius = half * 0.8;
  const full =
    creature.hp < 0 || creature.maxHp <= 0 ? FULLNESS[creature.health] : creature.hp / creature.maxHp;
  const circle = 2 * Math.PI * radius;
  const classes = [
    "token",
    sideClass(creature),
    creature.health,
    creature.mine ? "mine" : "",
    turn ? "acts" : "",
    selected ? "selected" : "",
    creature.concealed || creature.hidden ? "unseen" : "",
    aimed === null ? "" : aimed ? "target" : "no-target",
  ].join(" ");
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a group of shapes, and a drawing inside a drawing has no element of its own
    <g
      role="img"
      class={classes}
      transform={`translate(${creature.x * CELL + half} ${creature.y * CELL + half})`}
      aria-label={`${creature.name}, ${healthOf(creature)}${turn ? ", acts now" : ""}`}
    >
      {turn && <circle class="halo" r={radius + 4} />}
      {creature.side === "party" ? (
        <circle class="body" r={radius} />
      ) : (
        <path class="body" d={hexagon(radius)} />
      )}
      {art === null ? null : <Art creature={creature} href={art} radius={radius * 0.96} />}
      <circle class="hurt" r={radius} />
      <circle
        class="hale"
        r={radius}
        stroke-dasharray={`${circle * Math.max(0, full)} ${circle}`}
        transform="rotate(-90)"
      />
      {art === null && (
        <text class="initials" y={radius * 0.3} font-size={radius * 0.85}>
          {initials(creature.name)}
        </text>
      )}
      {creature.health === "dead" && <path class="cross" d={cross(radius * 0.55)} />}
      <text class="label" y={half + 3}>
        {creature.name.length <= 10 ? creature.name : creature.name.split(" ")[0]}
      </text>
      {creature.conditions.slice(0, 3).map((condition, index) => (
        <text key={condition.name} class="condition" x={radius * 0.6} y={-radius * 0.5 + index * 9}>
          <title>{condition.name}</title>
          {condition.name.slice(0, 3)}
        </text>
      ))}
    </g>
  );
}

/** Cut to the shape of its side. */
function Art({ creature, href, radius }: { creature: CreatureView; href: string; radius: number }) {
  return (
    <image
      class="art"
      href={href}
      x={-radius}
      y={-radius}
      width={radius * 2}
      height={radius * 2}
      preserveAspectRatio="xMidYMid slice"
      clip-path={`url(#art-${sideClass(creature)})`}
    />
  );
}

/** The shapes that art is cut to, of whatever size. */
export function ArtShapes() {
  return (
    <defs>
      <clipPath id="art-party" clipPathUnits="objectBoundingBox">
        <circle cx={0.5} cy={0.5} r={0.5} />
      </clipPath>
      <clipPath id="art-foe" clipPathUnits="objectBoundingBox">
        <path d={hexagon(0.5, 0.5)} />
      </clipPath>
    </defs>
  );
}

function hexagon(radius: number, middle = 0): string {
  const at = (part: number): string => (middle + radius * 1.04 * part).toFixed(3);
  const corners = Array.from({ length: 6 }, (_, corner) => {
    const angle = (Math.PI / 3) * corner - Math.PI / 2;
    return `${at(Math.cos(angle))} ${at(Math.sin(angle))}`;
  });
  return `M${corners.join("L")}z`;
}

const cross = (size: number): string =>
  `M${-size} ${-size}L${size} ${size}M${size} ${-size}L${-size} ${size}`;
