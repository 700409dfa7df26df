import { type CreatureId, creatureId, seatId } from "../../../rules/ids.ts";
import type { LegalChoice } from "../../../rules/legal.ts";
import type { CreatureView, SeatView } from "../../../rules/view.ts";
import type { Context } from "../../../server/dm/interpreter.ts";

export const SEAT = seatId("seat-kara");

const nobody: Omit<CreatureView, "id" | "name"> = {
  kind: "monster",
  character: "",
  side: "foes",
  seat: "",
  mine: false,
  x: 0,
  y: 0,
  squares: 1,
  health: "unhurt",
  hp: -1,
  maxHp: -1,
  tempHp: 0,
  ac: -1,
  conditions: [],
  action: false,
  bonusAction: false,
  reaction: false,
  attacksLeft: -1,
  speedFeet: 30,
  movementLeftFeet: -1,
  deathSaves: { successes: 0, failures: 0 },
  hidden: false,
  concealed: false,
  notes: "",
  attacks: [],
  features: [],
  items: [],
};

export const creature = (
  id: string,
  name: string,
  x: number,
  y: number,
  more: Partial<CreatureView> = {},
): CreatureView => ({
  ...nobody,
  id: creatureId(id),
  name,
  x,
  y,
  ...more,
});

export const karaView = creature("kara", "Kara", 5, 5, {
  kind: "character",
  side: "party",
  seat: SEAT,
  mine: true,
  hp: 20,
  maxHp: 28,
  ac: 18,
  attacks: [
    { name: "Longsword", bonus: 5, reachFeet: 5, normalFeet: 0, longFeet: 0, damage: "1d8+3 slashing" },
    { name: "Handaxe", bonus: 5, reachFeet: 5, normalFeet: 20, longFeet: 60, damage: "1d6+3 slashing" },
    { name: "Longbow", bonus: 4, reachFeet: 0, normalFeet: 150, longFeet: 600, damage: "1d8+2 piercing" },
    { name: "Unarmed Strike", bonus: 5, reachFeet: 5, normalFeet: 0, longFeet: 0, damage: "4 bludgeoning" },
  ],
  features: [
    { id: "second-wind", name: "Second Wind", left: 1 },
    { id: "action-surge", name: "Action Surge", left: 1 },
  ],
  items: [
    { id: "i1", name: "Longsword", quantity: 1, equipped: true },
    { id: "i2", name: "Longbow", quantity: 1, equipped: false },
  ],
});
export const nimView = creature("nim", "Nim", 2, 5, { kind: "character", side: "party" });

const near = (one: CreatureView, other: CreatureView): number =>
  Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y));

/** Kara's view of a small field, with every square within 30 feet free to walk to. */
export function field(
  foes: readonly CreatureView[],
  more: Partial<SeatView> = {},
  last: CreatureId | null = null,
): Context {
  const all = [karaView, nimView, ...foes];
  const view: SeatView = {
    sequence: 10,
    seat: SEAT,
    role: "player",
    session: { name: "An evening", status: "active", diceMode: "rng", mapMode: "grid_2d", stages: false },
    seats: {},
    map: { width: 20, height: 20, light: "bright", terrain: [] },
    creatures: Object.fromEntries(all.map((one) => [one.id, one])),
    encounter: { round: 1, turn: karaView.id, order: [] },
    requests: {},
    waiting: false,
    appeals: [],
    ...more,
  };
  const attacks = karaView.attacks.map(
    (attack): LegalChoice => ({
      do: "attack",
      by: karaView.id,
      with: attack.name,
      targets: [nimView, ...foes].map((one) => ({
        target: one.id,
        why:
          near(karaView, one) * 5 <= Math.max(attack.reachFeet, attack.longFeet)
            ? null
            : "It is out of range.",
      })),
      why: null,
    }),
  );
  const reach = Array.from({ length: 13 * 13 }, (_, index) => {
    const [x, y] = [karaView.x - 6 + (index % 13), karaView.y - 6 + Math.floor(index / 13)];
    return {
      to: [x, y] as const,
      costFeet: 5 * Math.max(Math.abs(x - karaView.x), Math.abs(y - karaView.y)),
    };
  }).filter(
    ({ to: [x, y], costFeet }) =>
      costFeet > 0 && x >= 0 && y >= 0 && !all.some((one) => one.x === x && one.y === y),
  );
  return {
    view,
    self: karaView,
    legal: [...attacks, { do: "move", by: karaView.id, reach, why: null }],
    last,
  };
}
