import type { Citation } from "../../rules/citation.ts";
import type { Glimpse } from "../../rules/event.ts";
import type { CreatureId, SeatId } from "../../rules/ids.ts";
import type { CreatureView, Health, SeatView } from "../../rules/view.ts";
import type { ConditionName } from "../../rules/vocabulary.ts";

export type Audience = "table" | SeatId;

/** One committed event as one audience saw it, with the proof the engine gave for it. */
export type Moment = {
  readonly sequence: number;
  readonly glimpse: Glimpse;
  readonly citations: readonly Citation[];
};

/** A creature as the audience knows it after the moments of a scene. */
export type Figure = {
  readonly id: CreatureId;
  readonly name: string;
  readonly side: string;
  /** True for a player's character: nobody else decides what it feels, says or does. */
  readonly player: boolean;
  readonly health: Health;
  /** -1 where the audience may not know it. */
  readonly hp: number;
  readonly maxHp: number;
  readonly ac: number;
  readonly conditions: readonly ConditionName[];
  /** Its attacks and things, as far as the audience may know them. */
  readonly things: readonly string[];
};

/** All that may be told to one audience, and all that its narration may lean on. */
export type Scene = {
  readonly audience: Audience;
  readonly moments: readonly Moment[];
  readonly figures: readonly Figure[];
  /** Kinds of terrain on the map: `wall`, `door-open` ... */
  readonly terrain: readonly string[];
  readonly sessionName: string;
};

/** What an audience knows of a creature outlives its removal from the view: the slain are still spoken of. */
export type Acquaintances = Map<CreatureId, Figure>;

function toFigure(creature: CreatureView): Figure {
  return {
    id: creature.id,
    name: creature.name,
    side: creature.side,
    player: creature.kind === "character" || creature.seat !== "",
    health: creature.health,
    hp: creature.hp,
    maxHp: creature.maxHp,
    ac: creature.ac,
    conditions: creature.conditions.map((condition) => condition.name as ConditionName),
    things: [...creature.attacks.map((attack) => attack.name), ...creature.items.map((item) => item.name)],
  };
}

/** Builds the scene from the audience's own view and glimpses alone; nothing else ever reaches a prompt. */
export function sceneOf(
  audience: Audience,
  view: SeatView,
  moments: readonly Moment[],
  known: Acquaintances,
): Scene {
  for (const creature of Object.values(view.creatures)) known.set(creature.id, toFigure(creature));
  return {
    audience,
    moments,
    figures: [...known.values()],
    terrain: [...new Set(view.map?.terrain.map((piece) => piece.type) ?? [])],
    sessionName: view.session.name,
  };
}

export function figureOf(scene: Scene, id: CreatureId | null | undefined): Figure | null {
  if (id === null || id === undefined) return null;
  return scene.figures.find((figure) => figure.id === id) ?? null;
}
