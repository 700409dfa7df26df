import type { DiceSource, DiceStream, Die, RollPurpose } from "../dice.ts";
import type { Event, NewEvent, Seen } from "../event.ts";
import { evolve } from "../evolve.ts";
import type { CreatureId } from "../ids.ts";
import { assert } from "../result.ts";
import type { RuleId } from "../rule-ids.ts";
import { witness } from "../senses/witness.ts";
import type { Creature, Frame, State } from "../state.ts";

/** Events of one append. Twenty creatures on a fireball stay far below; a loop does not. */
export const MAX_EVENTS = 1_000;

/**
 * One command on its way through the rules: the state as it stands after the events so far, and the stack of
 * frames still to resolve. The stack lives here while the command runs; what is left of it when the command
 * waits for somebody is written down by `frame-*` events, so that it survives a restart.
 */
export class Resolution {
  readonly events: NewEvent[] = [];
  #state: State;
  readonly #stack: Frame[];
  readonly #dice: DiceSource;
  readonly #drawn: { open: number; hidden: number };
  #waiting = false;

  constructor(state: State, dice: DiceSource) {
    this.#state = state;
    this.#stack = [...state.stack];
    this.#dice = dice;
    this.#drawn = { ...state.dice.drawn };
  }

  get state(): State {
    return this.#state;
  }

  get waiting(): boolean {
    return this.#waiting;
  }

  get stack(): readonly Frame[] {
    return this.#stack;
  }

  get top(): Frame | undefined {
    return this.#stack.at(-1);
  }

  /** Records what happened. `rules` names the governing rule first; `considered` those that were not applied. */
  emit(event: Event, rules: readonly RuleId[], seen?: Seen, considered: readonly RuleId[] = []): void {
    assert(this.events.length < MAX_EVENTS, `one command made more than ${MAX_EVENTS} events`);
    const before = this.#state;
    this.#state = evolve(before, { sequence: before.sequence + 1, event });
    this.events.push({
      event,
      rules,
      ...(considered.length === 0 ? {} : { considered }),
      seen: seen ?? witness(before, this.#state, event),
    });
  }

  push(frame: Frame): void {
    this.#stack.push(frame);
  }

  /** The next step of the top frame. What was entered by hand is used up by the step that ran. */
  step(frame: Frame): void {
    this.#stack[this.#stack.length - 1] = frame;
  }

  pop(): void {
    this.#stack.pop();
  }

  clear(): void {
    this.#stack.length = 0;
  }

  /** Stops the machine until the request just opened is answered. */
  wait(): void {
    this.#waiting = true;
  }

  /** Goes on after an answer. */
  proceed(): void {
    this.#waiting = false;
  }

  /** Draws the next die of a stream from the server's dice. */
  draw(sides: number, purpose: RollPurpose, by: CreatureId | null, stream: DiceStream = "open"): Die {
    const draw = this.#drawn[stream] + 1;
    const face = this.#dice.face({ stream, draw, sides, purpose, by });
    assert(Number.isInteger(face) && face >= 1 && face <= sides, `a d${sides} showed ${face}`);
    this.#drawn[stream] = draw;
    return { sides, face, kept: true, draw, stream };
  }

  /** The creature as it is now; null when it is gone. */
  find(id: CreatureId | null): Creature | null {
    return id === null ? null : (this.#state.creatures[id] ?? null);
  }

  /** The creature as it is now, which must be there. */
  creature(id: CreatureId): Creature {
    const creature = this.#state.creatures[id];
    assert(creature, `no creature ${id}`);
    return creature;
  }

  /** Writes down how the stack differs from the one the command began with. */
  recordStack(): void {
    const before = this.#state.stack;
    let shared = 0;
    while (shared < before.length && shared < this.#stack.length && before[shared] === this.#stack[shared]) {
      shared++;
    }
    for (let left = before.length; left > shared; left--) {
      this.emit({ kind: "frame-popped", fizzled: false, why: null }, []);
    }
    for (const frame of this.#stack.slice(shared)) this.emit({ kind: "frame-pushed", frame }, []);
  }
}
