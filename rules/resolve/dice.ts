import type { DiceStream, Die, RollPurpose } from "../dice.ts";
import type { CreatureId } from "../ids.ts";
import type { Frame, State } from "../state.ts";
import { openRequest } from "./requests.ts";
import type { Resolution } from "./resolution.ts";

/** The dice of one step: all of them at once, so that a step asks only once. */
export type DiceNeed = {
  readonly sides: readonly number[];
  readonly purpose: RollPurpose;
  readonly by: CreatureId;
  readonly stream?: DiceStream;
};

/**
 * The dice for the step that runs, in the order asked for; null when a person is to enter them and the machine
 * has to wait. Every step that needs dice calls this, once: at a table that rolls by hand, a player's creature
 * opens a `roll` request, and the same step runs again with `entered` filled. An empty `entered` means that
 * time ran out or the person left it to the server.
 */
export function rollFor(run: Resolution, frame: Frame, need: DiceNeed): readonly Die[] | null {
  const { sides, purpose, by, stream = "open" } = need;
  const entered = frame.entered;
  if (entered !== null && entered.length > 0) {
    return sides.map((size, index) => ({
      sides: size,
      face: entered[index] ?? 1,
      kept: true,
      draw: null,
      stream,
    }));
  }
  if (entered === null && sides.length > 0 && stream === "open" && rollsByHand(run.state, by)) {
    openRequest(run, by, {
      kind: "roll",
      trigger: purpose,
      about: null,
      options: [{ choice: "roll" }],
      dice: sides,
      purpose,
      timeoutSeconds: 120,
      default: "roll",
    });
    return null;
  }
  return sides.map((size) => run.draw(size, purpose, by, stream));
}

/** Players enter their characters' dice; the DM's creatures are rolled by the server (decision 25). */
export function rollsByHand(state: State, by: CreatureId): boolean {
  if (state.session.diceMode !== "player_entered") return false;
  const seat = state.creatures[by]?.seat;
  const sitter = seat === null || seat === undefined ? undefined : state.seats[seat];
  return sitter?.role === "player" && !sitter.left;
}
