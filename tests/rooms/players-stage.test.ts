import { expect, test } from "vitest";
import { LiveSession } from "../../rooms/live-session.ts";
import { character } from "./support/fight.ts";
import { makeWorld, sitter, startSession } from "./support/room-server.ts";
import { SeatHand } from "./support/seat-hand.ts";

const MAP = { do: "set-map", map: { width: 12, height: 8, light: "bright", terrain: [] } } as const;
const GOBLIN = { do: "add-monster", monster: "Goblin", at: [6, 4] } as const;
const FIGHT = { do: "roll-initiative" } as const;
const NOT_ALLOWED = { rejection: { code: "not-allowed" } };

async function tableWith(rulings: Readonly<Record<string, string>>) {
  const world = makeWorld(`stage ${JSON.stringify(rulings)}`);
  const session = await startSession(world, { rulings });
  const live = await LiveSession.open(world, session);
  const kim = await SeatHand.sit(live, sitter(world, "Kim", "player"));
  return { world, live, kim };
}

test("[STG-1] where the session says so, players without a DM set the scene and begin the fight", async () => {
  const { world, live, kim } = await tableWith({ scene: "players" });
  const { character: id } = character(world, kim.sitter, "Kara");
  expect(kim.view.session.stages).toBe(true);
  await kim.accepted(MAP);
  await kim.accepted(GOBLIN);
  await kim.accepted({ do: "bring-character", character: id ?? "", at: [2, 4] });
  await kim.accepted(FIGHT);
  expect(live.state.encounter?.order).toHaveLength(2);
  const [goblin = ""] = live.state.roster;
  const blow = { do: "attack", by: goblin, with: "Scimitar", target: live.state.roster[1] ?? "" } as const;
  expect(await kim.command(blow)).toMatchObject({ rejection: { code: "not-your-creature" } });
  expect(await kim.command({ do: "damage", target: goblin, amount: 7, type: "fire" })).toMatchObject(
    NOT_ALLOWED,
  );
  // In the middle of a fight nobody is moved, and nobody comes of nothing.
  for (const command of [MAP, GOBLIN, { do: "place", creature: goblin, at: [9, 4] }] as const)
    expect(await kim.command(command)).toMatchObject(NOT_ALLOWED);
  await kim.accepted({ do: "end-combat" });
  await kim.accepted({ do: "place", creature: goblin, at: [9, 4] });
});

test("[STG-2] anywhere else the scene is the DM's, also before one sits down", async () => {
  const { kim } = await tableWith({});
  expect(kim.view.session.stages).toBe(false);
  for (const command of [MAP, GOBLIN, FIGHT]) expect(await kim.command(command)).toMatchObject(NOT_ALLOWED);
});

test("[STG-3] a DM who sits down takes the scene over, and those who watch never had it", async () => {
  const { world, live, kim } = await tableWith({ scene: "players" });
  const watcher = await SeatHand.sit(live, sitter(world, "Wes", "spectator"));
  expect(watcher.view.session.stages).toBe(false);
  expect(await watcher.command(MAP)).toMatchObject(NOT_ALLOWED);
  const dm = await SeatHand.sit(live, sitter(world, "Dana", "dm"));
  expect([kim.view.session.stages, dm.view.session.stages]).toEqual([false, true]);
  expect(await kim.command(MAP)).toMatchObject(NOT_ALLOWED);
  await dm.accepted(MAP);
});
