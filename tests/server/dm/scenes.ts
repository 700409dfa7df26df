import type { Glimpse } from "../../../rules/event.ts";
import { creatureId } from "../../../rules/ids.ts";
import type { Figure, Scene } from "../../../server/dm/scene.ts";

export const KARA = creatureId("kara");
export const NIM = creatureId("nim");
export const GOBLIN = creatureId("goblin");
export const WOLF = creatureId("wolf");

const base = { hp: -1, maxHp: -1, ac: -1, conditions: [], things: [] } as const;
export const kara: Figure = {
  ...base,
  id: KARA,
  name: "Kara",
  side: "party",
  player: true,
  health: "unhurt",
  hp: 28,
  maxHp: 28,
  things: ["Longsword"],
};
export const nim: Figure = { ...base, id: NIM, name: "Nim", side: "party", player: true, health: "unhurt" };
export const goblin: Figure = {
  ...base,
  id: GOBLIN,
  name: "Goblin",
  side: "foes",
  player: false,
  health: "unhurt",
};
export const wolf: Figure = {
  ...base,
  id: WOLF,
  name: "Wolf",
  side: "foes",
  player: false,
  health: "unhurt",
};

export function scene(glimpses: readonly Glimpse[], figures: readonly Figure[] = [kara, nim, goblin]): Scene {
  return {
    audience: "table",
    moments: glimpses.map((glimpse, index) => ({ sequence: index + 1, glimpse, citations: [] })),
    figures,
    terrain: ["wall"],
    sessionName: "An evening",
  };
}

const d20 = (face: number, modifier: number) => ({
  dice: [{ sides: 20, face, kept: true, draw: 1, stream: "open" as const }],
  modifier,
  parts: [],
  total: face + modifier,
  advantage: [],
  disadvantage: [],
});

export const attack = (outcome: "hit" | "miss" | "critical", face = 14): Glimpse => ({
  kind: "attack-rolled",
  attacker: KARA,
  target: GOBLIN,
  with: "Longsword",
  roll: d20(face, 5),
  outcome,
});

export const wound = (amount: number, target = GOBLIN, source = KARA): Glimpse => ({
  kind: "damage-taken",
  target,
  source,
  amount,
  type: "slashing",
  steps: [],
  temporary: 0,
});

export { d20 };
