import type { Creature, Encounter, State } from "../../rules/state.ts";

/** The columns of a session's row that follow from its log, in the shapes of the data model. */
export type SessionColumns = {
  readonly combatState: CombatState | null;
  readonly mapState: MapState | null;
  readonly activeNpcs: readonly { readonly id: string; readonly name: string }[];
};

type Kind = "player" | "monster";

export type CombatState = {
  readonly active: true;
  readonly round: number;
  readonly turn_index: number;
  readonly initiative_order: readonly {
    readonly id: string;
    readonly type: Kind;
    readonly name: string;
    readonly initiative: number;
  }[];
  readonly combatants: readonly {
    readonly id: string;
    readonly type: Kind;
    readonly current_hp: number;
    readonly max_hp: number;
    readonly conditions: readonly string[];
    readonly effects: readonly string[];
  }[];
};

export type MapState = {
  readonly grid_width: number;
  readonly grid_height: number;
  readonly tokens: readonly {
    readonly id: string;
    readonly type: Kind;
    readonly x: number;
    readonly y: number;
    readonly label: string;
  }[];
  readonly terrain: readonly { readonly x: number; readonly y: number; readonly type: string }[];
};

/** What a session's row shows of a state. It tells the whole truth: no person's role reads these columns. */
export function sessionColumns(state: State): SessionColumns {
  const creatures = state.roster.flatMap((id) => state.creatures[id] ?? []);
  return {
    combatState: state.encounter === null ? null : combatState(state.encounter, state.creatures),
    mapState: mapState(state, creatures),
    activeNpcs: creatures
      .filter(({ kind, dead }) => kind === "monster" && !dead)
      .map(({ id, name }) => ({ id, name })),
  };
}

const typeOf = ({ kind }: Creature): Kind => (kind === "character" ? "player" : "monster");

function combatState(encounter: Encounter, all: State["creatures"]): CombatState {
  const fighters = encounter.order.flatMap((id) => all[id] ?? []);
  return {
    active: true,
    round: encounter.round,
    turn_index: encounter.order.indexOf(encounter.turn),
    initiative_order: fighters.map((fighter) => ({
      id: fighter.id,
      type: typeOf(fighter),
      name: fighter.name,
      initiative: encounter.initiative[fighter.id] ?? 0,
    })),
    combatants: fighters.map((fighter) => ({
      id: fighter.id,
      type: typeOf(fighter),
      current_hp: fighter.hp,
      max_hp: fighter.maxHp,
      conditions: fighter.conditions.map(({ name }) => name),
      effects: fighter.effects.map(({ name }) => name),
    })),
  };
}

function mapState({ map }: State, creatures: readonly Creature[]): MapState | null {
  if (map === null) return null;
  return {
    grid_width: map.width,
    grid_height: map.height,
    tokens: creatures.flatMap((creature) => {
      if (creature.at === null) return [];
      const [x, y] = creature.at;
      return [{ id: creature.id, type: typeOf(creature), x, y, label: creature.name.slice(0, 1) }];
    }),
    terrain: map.terrain.map(({ x, y, type }) => ({ x, y, type })),
  };
}
