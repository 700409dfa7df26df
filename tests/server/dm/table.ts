import { readAfter } from "../../../rooms/history.ts";
import { LiveSession } from "../../../rooms/live-session.ts";
import type { SessionId } from "../../../rules/ids.ts";
import type { StoredEvent } from "../../../rules/log.ts";
import { dungeonMaster, type ModelSettings } from "../../../server/dm/index.ts";
import { character, type Fight, setUpFight } from "../../rooms/support/fight.ts";
import { makeWorld, sitter, startSession, type World } from "../../rooms/support/room-server.ts";
import { SeatHand } from "../../rooms/support/seat-hand.ts";
import {
  CountingMeter,
  KeptJournal,
  ManualClock,
  realClock,
  SeededRandomness,
  settled,
} from "../../rooms/support/world.ts";

type Narration = {
  readonly sequence: number;
  readonly text: string;
  readonly about: readonly number[];
  readonly voice: "built-in" | "model";
  /** `table`, or the seats that heard it. */
  readonly audience: "table" | readonly string[];
};

export type DmTable = {
  readonly world: World;
  readonly clock: ManualClock;
  readonly meter: CountingMeter;
  readonly session: SessionId;
  live: LiveSession;
  readonly dm: SeatHand;
  readonly kim: SeatHand;
  readonly lou: SeatHand;
  fight: Fight;
};

export type DmTableOptions = {
  readonly monsters?: "auto" | "dm";
  readonly model?: ModelSettings;
};

/** A real session of the real rules in memory, with the dungeon master under test at it. */
export async function dmTable(seed: string, options: DmTableOptions = {}): Promise<DmTable> {
  const clock = new ManualClock(Date.UTC(2026, 0, 1));
  const meter = new CountingMeter();
  const mind = await dungeonMaster({
    meter,
    journal: new KeptJournal(),
    // A model answers over a socket, in real time.
    clock: options.model === undefined ? clock : realClock,
    randomness: new SeededRandomness(seed),
    ...(options.model === undefined ? {} : { model: options.model, pace: { quietMs: 5, monsterMs: 0 } }),
  });
  const world = makeWorld(seed, { clock, dungeonMaster: mind });
  const session = await startSession(world, { rulings: { monsters: options.monsters ?? "dm" } });
  const live = await LiveSession.open(world, session);
  const dm = await SeatHand.sit(live, sitter(world, "Dana", "dm"));
  const kim = await SeatHand.sit(live, sitter(world, "Kim", "player"));
  const lou = await SeatHand.sit(live, sitter(world, "Lou", "player"));
  const fight = await setUpFight(dm, [
    [kim, character(world, kim.sitter, "Kara")],
    [lou, character(world, lou.sitter, "Brom")],
  ]);
  const table = { world, clock, meter, session, live, dm, kim, lou, fight };
  if (options.model === undefined) await quiet(table);
  return table;
}

/** Time passes until nobody has anything more to say or do. */
export async function quiet(table: DmTable, ms = 3_000): Promise<void> {
  await table.clock.advance(ms);
  await settled();
}

export const logOf = ({ world, session }: DmTable): Promise<readonly StoredEvent[]> =>
  readAfter(world.log, session);

export async function narrations(table: DmTable): Promise<readonly Narration[]> {
  return (await logOf(table)).flatMap(({ sequence, content: { event }, seen }) => {
    if (event.kind !== "narrated") return [];
    const { text, about, voice } = event;
    const audience = seen.table === "whole" ? "table" : Object.keys(seen.seats);
    return [{ sequence, text, about, voice, audience }];
  });
}

/** The room is gone without a word, as after a kill; another is made from the log. */
export async function reopen(table: DmTable): Promise<void> {
  table.live = await LiveSession.open(table.world, table.session);
  for (const hand of [table.dm, table.kim, table.lou]) {
    hand.live = table.live;
    table.live.connected(hand.sitter.seat, true);
  }
}

export const says = (hand: SeatHand, text: string): Promise<number> =>
  hand.accepted({ do: "say", text, to: "dm" });
