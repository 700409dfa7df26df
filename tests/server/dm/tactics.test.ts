import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CreatureId, creatureId, requestId } from "../../../rules/ids.ts";
import type { LegalChoice } from "../../../rules/legal.ts";
import type { CreatureView, SeatView } from "../../../rules/view.ts";
import { squaresBetween } from "../../../server/dm/grammar/distance.ts";
import { waysOf } from "../../../server/dm/paths.ts";
import { answerTo, keyOf, nextCommand, type Situation } from "../../../server/dm/tactics.ts";
import { creature, field } from "./views.ts";

const SCIMITAR = {
  name: "Scimitar",
  bonus: 4,
  reachFeet: 5,
  normalFeet: 0,
  longFeet: 0,
  damage: "1d6+2 slashing",
};
const SHORTBOW = {
  name: "Shortbow",
  bonus: 4,
  reachFeet: 0,
  normalFeet: 80,
  longFeet: 320,
  damage: "1d6+2 piercing",
};

const goblinAt = (x: number, y: number, more: Partial<CreatureView> = {}): CreatureView =>
  creature("goblin", "Goblin", x, y, {
    mine: true,
    hp: 7,
    maxHp: 7,
    action: true,
    movementLeftFeet: 30,
    attacks: [SCIMITAR],
    ...more,
  });
const hero = (id: string, x: number, y: number, more: Partial<CreatureView> = {}): CreatureView =>
  creature(id, id, x, y, { kind: "character", side: "party", hp: 20, maxHp: 20, ac: 15, ...more });

function situation(
  self: CreatureView,
  foes: readonly CreatureView[],
  more: {
    readonly walls?: readonly (readonly [number, number])[];
    readonly tried?: readonly string[];
    readonly unseen?: readonly CreatureId[];
  } = {},
): Situation {
  const base = field([]).view;
  const view: SeatView = {
    ...base,
    role: "dm",
    map: {
      width: 20,
      height: 20,
      light: "bright",
      terrain: (more.walls ?? []).map(([x, y]) => ({ x, y, type: "wall" as const })),
    },
    creatures: Object.fromEntries([self, ...foes].map((one) => [one.id, one])),
  };
  const legal = self.attacks.map(
    (attack): LegalChoice => ({
      do: "attack",
      by: self.id,
      with: attack.name,
      targets: foes.map((foe) => ({
        target: foe.id,
        why:
          5 * squaresBetween([self.x, self.y], 1, foe) <= Math.max(attack.reachFeet, attack.longFeet)
            ? null
            : "out of range",
      })),
      why: self.action || self.attacksLeft > 0 ? null : "no action left",
    }),
  );
  return { view, self, legal, unseen: new Set(more.unseen ?? []), tried: new Set(more.tried ?? []) };
}

describe("[DM-55] a monster that nobody plays", () => {
  it("strikes whoever it can reach", () => {
    expect(nextCommand(situation(goblinAt(5, 5), [hero("kara", 6, 5)]))).toMatchObject({
      do: "attack",
      target: "kara",
    });
  });
  it("prefers the foe it can bring down", () => {
    const foes = [hero("kara", 6, 5), hero("nim", 5, 6, { hp: 3 })];
    expect(nextCommand(situation(goblinAt(5, 5), foes))).toMatchObject({ do: "attack", target: "nim" });
  });
  it("leaves the fallen alone", () => {
    const foes = [hero("nim", 6, 5, { hp: 0, health: "dying" })];
    expect(nextCommand(situation(goblinAt(5, 5), foes))).toEqual({ do: "end-turn", by: "goblin" });
  });
  it("does not shoot at arm's length when it has a blade", () => {
    const self = goblinAt(5, 5, { attacks: [SHORTBOW, SCIMITAR] });
    expect(nextCommand(situation(self, [hero("kara", 6, 5)]))).toMatchObject({ with: "Scimitar" });
    expect(nextCommand(situation(self, [hero("kara", 12, 5)]))).toMatchObject({ with: "Shortbow" });
  });
  it("closes in when nobody is in reach, by the way that is open", () => {
    const walls = Array.from({ length: 19 }, (_, y) => [7, y] as const);
    const command = nextCommand(situation(goblinAt(5, 17), [hero("kara", 9, 17)], { walls }));
    expect(command).toMatchObject({ do: "move-to" });
    if (command.do === "move-to") expect(command.to[1]).toBeGreaterThan(17);
  });
  it("dashes when its feet do not carry it there", () => {
    const self = goblinAt(0, 0, { movementLeftFeet: 0 });
    expect(nextCommand(situation(self, [hero("kara", 18, 18)]))).toMatchObject({ do: "dash" });
  });
  it("stands up first", () => {
    const self = goblinAt(5, 5, { conditions: [{ name: "prone", level: 1, source: "", until: "" }] });
    expect(nextCommand(situation(self, [hero("kara", 6, 5)]))).toMatchObject({ do: "stand" });
  });
  it("runs when it is nearly dead and alone against several", () => {
    const self = goblinAt(5, 5, { hp: 1 });
    expect(nextCommand(situation(self, [hero("kara", 6, 5), hero("nim", 4, 5)]))).toMatchObject({
      do: "disengage",
    });
  });
  it("neither hunts nor fears whom it does not perceive", () => {
    const command = nextCommand(
      situation(goblinAt(5, 5), [hero("nim", 6, 5)], { unseen: [creatureId("nim")] }),
    );
    expect(command).toMatchObject({ do: "end-turn" });
  });
  it("stays still while the DM keeps it out of sight", () => {
    expect(nextCommand(situation(goblinAt(5, 5, { concealed: true }), [hero("kara", 6, 5)]))).toMatchObject({
      do: "end-turn",
    });
  });
  it("takes the chance to strike that a walker gives, and declines when it cannot", () => {
    const request = {
      id: requestId("r1"),
      creature: creatureId("goblin"),
      seat: null,
      kind: "reaction" as const,
      trigger: "leaves-reach",
      about: creatureId("kara"),
      options: [{ choice: "opportunity-attack", with: ["Scimitar"] }, { choice: "decline" }],
      dice: [],
      purpose: null,
      timeoutSeconds: null,
      default: "decline",
    };
    const { view } = situation(goblinAt(5, 5), [hero("kara", 6, 5)]);
    expect(answerTo(request, view)).toMatchObject({
      do: "react",
      choice: "opportunity-attack",
      with: "Scimitar",
    });
    const down = situation(goblinAt(5, 5, { health: "down", hp: 0 }), []).view;
    expect(answerTo(request, down)).toMatchObject({ do: "decline" });
  });

  it("[DM-56] always ends its turn, whatever is refused and wherever everybody stands", () => {
    const square = fc.tuple(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 19 }));
    fc.assert(
      fc.property(
        square,
        fc.array(square, { maxLength: 4 }),
        fc.array(square, { maxLength: 40 }),
        fc.integer({ min: 0, max: 7 }),
        (at, heroes, walls, hp) => {
          const foes = heroes.map(([x, y], index) => hero(`h${index}`, x, y));
          const self = goblinAt(at[0], at[1], { hp, attacks: [SCIMITAR, SHORTBOW] });
          const tried: string[] = [];
          for (let sent = 0; sent < 60; sent += 1) {
            const command = nextCommand(situation(self, foes, { walls, tried }));
            if (command.do === "end-turn") return;
            expect(tried).not.toContain(keyOf(command));
            tried.push(keyOf(command));
          }
          // Refused each time, it may try every square it could strike from; the hand above ends the turn by count.
          expect(
            tried.every((key) => key.startsWith("move-to") || key.startsWith("attack") || key === "dash"),
          ).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("[DM-57] ways over the map", () => {
  it("never enter a wall, never cut its corner, and cost what each step costs", () => {
    const walls = [
      [6, 5],
      [6, 6],
      [5, 3],
    ] as const;
    const { view, self } = situation(goblinAt(5, 5), [hero("kara", 8, 8)], { walls });
    const ways = waysOf(view, self, 30);
    for (const spot of ways.spots) {
      expect(walls.some(([x, y]) => x === spot.to[0] && y === spot.to[1])).toBe(false);
      expect(spot.costFeet).toBeLessThanOrEqual(30);
      const path = ways.pathTo(spot.to);
      let [x, y] = [5, 5];
      for (const { to } of path) {
        expect(Math.max(Math.abs(to[0] - x), Math.abs(to[1] - y))).toBe(1);
        const isWall = (a: number, b: number): boolean =>
          walls.some((wall) => wall[0] === a && wall[1] === b);
        if (to[0] !== x && to[1] !== y) expect(isWall(to[0], y) || isWall(x, to[1])).toBe(false);
        [x, y] = [to[0], to[1]];
      }
      expect([x, y]).toEqual([...spot.to]);
    }
  });
});
