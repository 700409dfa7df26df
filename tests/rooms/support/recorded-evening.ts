import { readAfter } from "../../../rooms/history.ts";
import { LiveSession } from "../../../rooms/live-session.ts";
import type { SeatId, SessionId } from "../../../rules/ids.ts";
import type { StoredEvent } from "../../../rules/log.ts";
import { character, type Fight, setUpFight } from "./fight.ts";
import { makeWorld, sitter, startSession, type World } from "./room-server.ts";
import { SeatHand } from "./seat-hand.ts";

export type Evening = {
  readonly world: World;
  readonly session: SessionId;
  readonly records: readonly StoredEvent[];
  readonly fight: Fight;
  readonly dana: SeatId;
  readonly kim: SeatId;
  readonly lou: SeatId;
  /** Numbers at which the lurker came into the open, was gone, and came again. */
  readonly revealed: number;
  readonly concealed: number;
  readonly revealedAgain: number;
  /** The last number before a move that was undone, and the number of its undoing. */
  readonly undone: { readonly before: number; readonly after: number };
};

/** A fight with one in hiding who is seen, gone and seen again, a wound, a whisper and a move taken back. */
export async function recordedEvening(seed: string): Promise<Evening> {
  const world = makeWorld(seed);
  const session = await startSession(world);
  const live = await LiveSession.open(world, session);
  const dm = await SeatHand.sit(live, sitter(world, "Dana", "dm"));
  const kim = await SeatHand.sit(live, sitter(world, "Kim", "player"));
  const lou = await SeatHand.sit(live, sitter(world, "Lou", "player"));
  const fight = await setUpFight(dm, [
    [kim, character(world, kim.sitter, "Kara")],
    [lou, character(world, lou.sitter, "Brom")],
  ]);
  const { hero, goblin, lurker } = fight;
  await dm.accepted({ do: "damage", target: goblin, amount: 1, type: "slashing" });
  await kim.accepted({ do: "attack", by: hero, with: "Longsword", target: goblin });
  await kim.accepted({ do: "say", text: "psst", to: "dm" });
  const before = live.head.sequence;
  await kim.accepted({ do: "move-to", by: hero, to: [4, 5] });
  const after = await dm.accepted({ do: "undo", toSequence: before, reason: "stay" });
  const revealed = await dm.accepted({ do: "reveal", target: lurker });
  await kim.accepted({ do: "end-turn", by: hero });
  const concealed = await dm.accepted({ do: "conceal", target: lurker });
  await dm.accepted({ do: "place", creature: lurker, at: [11, 10] });
  const revealedAgain = await dm.accepted({ do: "reveal", target: lurker });
  await live.close();
  return {
    world,
    session,
    records: await readAfter(world.log, session),
    fight,
    dana: dm.sitter.seat,
    kim: kim.sitter.seat,
    lou: lou.sitter.seat,
    revealed,
    concealed,
    revealedAgain,
    undone: { before, after },
  };
}
