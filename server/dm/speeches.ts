import type { CreatureId, SeatId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";

/** What somebody said to the dungeon master. */
export type Speech = {
  readonly text: string;
  readonly creature: CreatureId | null;
  readonly sequence: number;
};

/**
 * Speeches to the dungeon master that nothing in these records answers: no narration about them, and no
 * command of their speaker after them.
 */
export function unanswered(events: readonly StoredEvent[]): readonly (readonly [SeatId, Speech])[] {
  const open: [SeatId, Speech][] = [];
  for (const { sequence, content } of events) {
    const { event, actor, command } = content;
    if (event.kind === "narrated") {
      for (const about of event.about) {
        const at = open.findIndex(([, speech]) => speech.sequence === about);
        if (at >= 0) open.splice(at, 1);
      }
    }
    if (actor.kind === "seat" && command !== null && command.do !== "say")
      for (let at = open.length - 1; at >= 0; at -= 1) if (open[at]?.[0] === actor.seat) open.splice(at, 1);
    if (event.kind === "said" && event.to === "dm" && event.seat !== null)
      open.push([event.seat, { text: event.text, creature: event.creature, sequence }]);
  }
  return open;
}
