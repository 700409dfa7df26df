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
    askForDice(run, by, sides, purpose);
    return null;
  }
  return sides.map((size) => run.draw(size, purpose, by, stream));
}

/**
 * More dice for a step that has its first ones, for a reroll: by hand when those were entered by hand, else by the
 * server. Null when a person is to enter them; the step runs again with all of its faces. `before` counts the dice
 * that the step has already.
 */
export function rollAgain(
  run: Resolution,
  frame: Frame,
  need: DiceNeed,
  before: number,
): readonly Die[] | null {
  const { sides, purpose, by, stream = "open" } = need;
  const { entered } = frame;
  const byHand = entered !== null && entered.length > 0 && frame.leaveRest !== true;
  if (sides.length === 0) return [];
  if (!byHand) return sides.map((size) => run.draw(size, purpose, by, stream));
  const faces = entered.slice(before);
  if (faces.length >= sides.length) {
    return sides.map((size, index) => ({
      sides: size,
      face: faces[index] ?? 1,
      kept: true,
      draw: null,
      stream,
    }));
  }
  run.step({ ...frame, entered: null, held: entered.slice(0, before) });
  askForDice(run, by, sides, purpose);
  return null;
}

function askForDice(run: Resolution, by: CreatureId, dice: readonly number[], purpose: RollPurpose): void {
  openRequest(run, by, {
    kind: "roll",
    trigger: purpose,
    about: null,
    options: [{ choice: "roll" }],
    dice,
    purpose,
    timeoutSeconds: 120,
    default: "roll",
  });
}

/** The faces that a person entered, after those that the step held already. */
export function withFaces(frame: Frame, faces: readonly number[]): Frame {
  const { held = [], leaveRest: _, ...rest } = frame;
  return { ...rest, entered: [...held, ...faces] };
}

/** The dice that were asked for are left to the server; what was entered before stands. */
export function leftToServer(frame: Frame): Frame {
  const { held = [], ...rest } = frame;
  return held.length === 0 ? { ...rest, entered: [] } : { ...rest, entered: held, leaveRest: true };
}

/** Players enter their characters' dice; the DM's creatures are rolled by the server (decision 25). */
export function rollsByHand(state: State, by: CreatureId): boolean {
  if (state.session.diceMode !== "player_entered") return false;
  const seat = state.creatures[by]?.seat;
  const sitter = seat === null || seat === undefined ? undefined : state.seats[seat];
  return sitter?.role === "player" && !sitter.left;
}
