import type { WireCommand } from "../../../client-sdk/src/protocol.ts";
import type { Sitter } from "../../../rooms/ports.ts";
import { type Sheet, sheetSpec } from "../../../rules/content/index.ts";
import type { CreatureSpec } from "../../../rules/creature.ts";
import { characterId, creatureId } from "../../../rules/ids.ts";
import type { SeatView } from "../../../rules/view.ts";
import type { World } from "./room-server.ts";
import { SeededRandomness } from "./world.ts";

const FIGHTER: Sheet = {
  race: "Human",
  classes: [{ class: "Fighter", level: 3 }],
  abilities: { str: 16, dex: 14, con: 14, int: 10, wis: 12, cha: 8 },
  maxHp: 28,
  skills: ["Athletics"],
  equipment: [
    { item: "Chain Mail", equipped: true },
    { item: "Longsword", equipped: true },
  ],
};

/** A fighter of this person's, known to the world's characters. */
export function character(world: World, owner: Sitter, name: string): CreatureSpec {
  const made = new SeededRandomness(`${world.owner} character ${name}`);
  const id = made.uuid();
  const spec = sheetSpec(FIGHTER, {
    id: creatureId(id),
    name,
    side: "party",
    at: null,
    seat: owner.seat,
    character: characterId(id),
    start: {},
  });
  if (!spec.ok) throw new Error(spec.rejection.detail);
  world.characters.put(owner.user, spec.value);
  return spec.value;
}

/** Whoever can send commands and look: over a socket or past it. */
export interface Hand {
  readonly view: SeatView;
  accepted(command: WireCommand): Promise<number>;
}

export type Fight = {
  readonly hero: string;
  readonly friend: string;
  readonly goblin: string;
  readonly lurker: string;
};

/** Words and numbers that no player's wire may carry. */
export const SECRETS = {
  lurkerName: "Vexrithil-the-Unseen",
  lurkerNotes: "poison-under-the-third-stone",
  goblinNotes: "secretly-sworn-to-the-queen",
} as const;

/**
 * A gatehouse: two heroes beside a goblin in the open, and one that nobody may know of. The heroes' turns come
 * first, so that a test says who acts.
 */
export async function setUpFight(dm: Hand, heroes: readonly [Hand, CreatureSpec][]): Promise<Fight> {
  await dm.accepted({
    do: "set-map",
    map: {
      width: 16,
      height: 12,
      light: "bright",
      terrain: [
        { x: 8, y: 0, type: "wall" },
        { x: 8, y: 1, type: "wall" },
        { x: 3, y: 8, type: "difficult" },
      ],
    },
  });
  for (const [at, [hand, spec]] of heroes.entries())
    await hand.accepted({ do: "bring-character", character: spec.character ?? "", at: [4, 4 + 3 * at] });
  await dm.accepted({ do: "add-monster", monster: "Goblin", at: [5, 4], notes: SECRETS.goblinNotes });
  await dm.accepted({
    do: "add-monster",
    monster: "Ogre",
    name: SECRETS.lurkerName,
    at: [12, 10],
    concealed: true,
    notes: SECRETS.lurkerNotes,
  });
  const idOf = (name: string) =>
    Object.values(dm.view.creatures).find((each) => each.name === name)?.id ?? "";
  const fight = {
    hero: heroes[0]?.[1].id ?? "",
    friend: heroes[1]?.[1].id ?? "",
    goblin: idOf("Goblin"),
    lurker: idOf(SECRETS.lurkerName),
  };
  const order = [fight.hero, fight.friend, fight.goblin, fight.lurker].filter((id) => id !== "");
  await dm.accepted({ do: "start-combat", order });
  return fight;
}
