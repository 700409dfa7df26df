import type { TableCommand } from "../command.ts";
import type { Context, Decision } from "../resolve/context.ts";
import { actingAs } from "../resolve/context.ts";
import { ok, reject } from "../result.ts";
import { SEEN_BY_ALL, seenOnlyBy } from "../senses/witness.ts";

type Of<Name extends TableCommand["do"]> = Extract<TableCommand, { readonly do: Name }>;

export function startSession({ state, seat }: Context, command: Of<"start-session">): Decision {
  if (seat !== null) return reject("not-allowed", "the room starts the session");
  if (state.session.status !== "new") return reject("not-allowed", "the session has started");
  const { do: _, ancestry = null, ...fields } = command;
  return ok((run) => run.emit({ kind: "session-started", ...fields, ancestry }, []));
}

export function endSession({ isDm }: Context, command: Of<"end-session">): Decision {
  if (!isDm) return reject("not-allowed", "only the DM ends the session");
  return ok((run) => run.emit({ kind: "session-ended", diceSecret: command.diceSecret }, []));
}

export function takeSeat({ seat }: Context, command: Of<"take-seat">): Decision {
  if (seat !== null) return reject("not-allowed", "the room hands out seats");
  const { do: _, ...fields } = command;
  return ok((run) => run.emit({ kind: "seat-taken", ...fields }, []));
}

export function leaveSeat(context: Context, command: Of<"leave-seat">): Decision {
  const sitter = context.state.seats[command.seat];
  if (sitter === undefined || sitter.left) return reject("no-such-seat", "nobody sits there");
  if (!context.isDm && context.seat !== command.seat) {
    return reject("not-allowed", "only the DM clears somebody's seat");
  }
  return ok((run) => run.emit({ kind: "seat-left", seat: command.seat }, []));
}

/** Dice must be sealed before the first falls: whoever could add entropy later could choose the next face. */
export function contributeDice({ state, seat }: Context, command: Of<"contribute-dice">): Decision {
  if (seat === null) return reject("not-allowed", "only a seat contributes to the dice");
  if (!/^[0-9a-f]{32}$/.test(command.entropy)) return reject("malformed", "32 hex digits are asked for");
  const { drawn, contributions } = state.dice;
  if (drawn.open + drawn.hidden > 0) return reject("dice-sealed", "dice have been drawn");
  if (contributions.some((one) => one.seat === seat))
    return reject("dice-sealed", "this seat has contributed");
  return ok((run) => run.emit({ kind: "dice-contributed", seat, entropy: command.entropy }, []));
}

export function pause({ state, isDm }: Context): Decision {
  if (!isDm) return reject("not-allowed", "only the DM pauses the session");
  if (state.session.status === "paused") return reject("no-effect", "the session is paused");
  return ok((run) => run.emit({ kind: "session-paused" }, []));
}

export function resume({ state, isDm }: Context): Decision {
  if (!isDm) return reject("not-allowed", "only the DM resumes the session");
  if (state.session.status !== "paused") return reject("no-effect", "the session is not paused");
  return ok((run) => run.emit({ kind: "session-resumed" }, []));
}

/** To the DM is between the speaker and the DM; `by` speaks in a creature's name. */
export function say(context: Context, command: Of<"say">): Decision {
  const { seat, state } = context;
  if (command.text.trim() === "") return reject("malformed", "there is nothing to say");
  if (seat !== null && state.seats[seat]?.role === "spectator") {
    return reject("not-allowed", "spectators listen");
  }
  if (command.by !== undefined) {
    const speaker = actingAs(context, command.by);
    if (!speaker.ok) return speaker;
  }
  const { text, to, by = null } = command;
  const seen = to === "table" ? SEEN_BY_ALL : seenOnlyBy(seat);
  return ok((run) => run.emit({ kind: "said", seat, creature: by, text, to }, [], seen));
}

export function narrate({ state, isDm }: Context, command: Of<"narrate">): Decision {
  if (!isDm) return reject("not-allowed", "only the DM narrates");
  if (command.text.trim() === "") return reject("malformed", "there is nothing to tell");
  if (command.about.some((number) => !Number.isInteger(number) || number < 1 || number > state.sequence)) {
    return reject("malformed", "narration is about events that are committed");
  }
  const { text, about, voice, audience } = command;
  if (audience !== "table" && state.seats[audience] === undefined) {
    return reject("no-such-seat", "nobody sits there");
  }
  const seen = audience === "table" ? SEEN_BY_ALL : seenOnlyBy(audience);
  return ok((run) => run.emit({ kind: "narrated", text, about, voice }, [], seen));
}
