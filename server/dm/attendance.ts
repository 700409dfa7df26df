import type { Attendance, Table } from "../../rooms/ports.ts";
import type { EventKind } from "../../rules/event.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { State } from "../../rules/state.ts";
import { Backlog } from "./backlog.ts";
import { MonsterHand } from "./hand.ts";
import { type DungeonMasterOptions, PACE } from "./settings.ts";
import { Speaker, type Voice } from "./speaker.ts";
import { type Reader, Talk } from "./talk.ts";

/** After these a telling waits for nothing more. */
const ENDS_A_BEAT: ReadonlySet<EventKind> = new Set<EventKind>([
  "turn-ended",
  "turn-started",
  "encounter-started",
  "encounter-ended",
  "undone",
]);

/** Model voices of one session; null without a model. */
export type Minds = { readonly voice: Voice; readonly reader: Reader } | null;

/** Sits at one table: hears, plays the monsters and tells, each on its own, none ever waited for. */
export function attendTable(table: Table, options: DungeonMasterOptions, minds: Minds): Attendance {
  const pace = { ...PACE, ...options.pace };
  const backlog = new Backlog();
  const speaker = new Speaker(table, backlog, minds?.voice ?? null, options);
  const hand = new MonsterHand(table, options, pace.monsterMs);
  const talk = new Talk(table, speaker, minds?.reader ?? null, options);
  let cancelQuiet: (() => void) | null = null;
  let opened = false;
  let closed = false;

  const flush = (): void => {
    cancelQuiet?.();
    cancelQuiet = null;
    speaker.flush();
  };

  const listen = (events: readonly StoredEvent[], state: State): void => {
    let dropped = 0;
    for (const event of events) dropped += backlog.see(event);
    for (let one = 0; one < dropped; one += 1) options.meter.count("narration_dropped");
    if (!opened && events.length > 0) {
      backlog.settleHistory();
      opened = true;
    }
    if (backlog.audiences().length === 0) return;
    speaker.notice();
    const ended = events.some((event) => ENDS_A_BEAT.has(event.content.event.kind));
    if (ended && state.requests.length === 0) {
      flush();
      return;
    }
    // While somebody is asked the beat is not over; a quiet table hears of it all the same.
    cancelQuiet?.();
    cancelQuiet = options.clock.after(pace.quietMs, flush);
  };

  return {
    committed(events, state) {
      if (closed) return;
      listen(events, state);
      talk.look(events, state);
      hand.look(state);
    },
    async close() {
      closed = true;
      cancelQuiet?.();
      await Promise.all([speaker.close(), hand.close(), talk.close()]);
    },
  };
}
