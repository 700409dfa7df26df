import { characterId, creatureId, requestId, seatId, userId } from "../../rules/ids.ts";
import type { SeatView } from "../../rules/view.ts";

/** What Ana sees at an empty table, changed by what the test is about. */
export const seatView = (with_: Partial<SeatView> = {}): SeatView => ({
  sequence: 0,
  seat: seatId("ana"),
  role: "player",
  session: { name: "An evening", status: "active", diceMode: "rng", mapMode: "grid_2d", stages: false },
  seats: { [seatId("ana")]: { user: userId("u-ana"), name: "Ana", role: "player", left: false } },
  map: null,
  creatures: {},
  encounter: null,
  requests: {},
  waiting: false,
  appeals: [],
  ...with_,
});

/** A view with something in every corner. */
export const CROWDED: SeatView = seatView({
  sequence: 41,
  waiting: true,
  map: {
    width: 12,
    height: 8,
    light: "dim",
    terrain: Array.from({ length: 12 }, (_, x) => ({ x, y: 0, type: x % 2 === 0 ? "wall" : "difficult" })),
  },
  creatures: {
    [creatureId("kara")]: {
      id: creatureId("kara"),
      name: "Kara",
      kind: "character",
      character: characterId("c-kara"),
      side: "party",
      seat: seatId("ana"),
      mine: true,
      x: 2,
      y: 3,
      squares: 1,
      health: "wounded",
      hp: 9,
      maxHp: 12,
      tempHp: 0,
      ac: 18,
      conditions: [{ name: "prone", level: 1, source: "", until: "" }],
      action: true,
      bonusAction: false,
      reaction: true,
      attacksLeft: 0,
      speedFeet: 30,
      movementLeftFeet: 15,
      deathSaves: { successes: 1, failures: 2 },
      hidden: false,
      concealed: false,
      notes: "",
      attacks: [
        { name: "Longsword", bonus: 5, reachFeet: 5, normalFeet: 0, longFeet: 0, damage: "1d8+3 slashing" },
      ],
      features: [{ id: "second-wind", name: "Second Wind", left: 1 }],
      items: [{ id: "i1", name: "Longsword", quantity: 1, equipped: true }],
    },
  },
  encounter: {
    round: 2,
    turn: creatureId("kara"),
    order: [{ creature: creatureId("kara"), initiative: 17 }],
  },
  requests: {
    [requestId("r1")]: {
      id: requestId("r1"),
      creature: creatureId("kara"),
      seat: seatId("ana"),
      kind: "reaction",
      trigger: "leaves-reach",
      about: null,
      options: [{ choice: "opportunity-attack", with: ["Longsword", "Dagger"] }, { choice: "decline" }],
      dice: [20, 20],
      purpose: null,
      timeoutSeconds: 20,
      default: "decline",
    },
  },
});
