import { type CreatureId, creatureId } from "../ids.ts";
import type { Duration, State } from "../state.ts";

const TURN_EDGE = /^(start|end) of (.+?)(?:'s|’s) (next )?turn$/;
const SPAN = /^(\d+) (round|minute|hour)s?$/;

/**
 * Reads `end of gob's next turn`, `3 rounds`, `10 minutes`; anything else stays text, for people to end.
 * Rounds count the turns of whoever's turn it is.
 */
export function parseDuration(state: State, text: string | null): Duration | null {
  if (text === null) return null;
  const edge = TURN_EDGE.exec(text.trim());
  if (edge) {
    const of = creatureId(edge[2] ?? "");
    const end = edge[1] === "end";
    const itsTurn = state.encounter?.turn === of;
    return {
      kind: "turn",
      edge: end ? "end" : "start",
      of,
      turns: end && itsTurn && edge[3] !== undefined ? 2 : 1,
    };
  }
  const span = SPAN.exec(text.trim());
  if (!span) return { kind: "text", text };
  const count = Number(span[1]);
  if (span[2] === "round" && state.encounter) {
    return { kind: "turn", edge: "start", of: state.encounter.turn, turns: count };
  }
  const minutes = span[2] === "hour" ? count * 60 : span[2] === "round" ? Math.ceil(count / 10) : count;
  return { kind: "minutes", at: state.minutes + minutes };
}

/** The words of a duration, as a card shows them. */
export function formatDuration(until: Duration | null, name: (id: CreatureId) => string): string {
  if (until === null) return "";
  switch (until.kind) {
    case "turn": {
      const whose = `${until.edge} of ${name(until.of)}'s turn`;
      return until.turns === 1 ? whose : `${whose}, ${until.turns} turns on`;
    }
    case "minutes":
      return `minute ${until.at}`;
    case "text":
      return until.text;
  }
}

/** Whether something ends at this edge of this creature's turn. */
export function endsAt(until: Duration | null, edge: "start" | "end", of: CreatureId): boolean {
  return until?.kind === "turn" && until.edge === edge && until.of === of && until.turns <= 1;
}

/** A duration after an edge went by that did not end it. */
export function tick(until: Duration | null, edge: "start" | "end", of: CreatureId): Duration | null {
  if (until?.kind !== "turn" || until.edge !== edge || until.of !== of || until.turns <= 1) return until;
  return { ...until, turns: until.turns - 1 };
}
