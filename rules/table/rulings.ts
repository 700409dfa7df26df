/**
 * What people decide beside the rules: appeals, their answers, rulings, and the corrections that carry them out.
 * None of it draws a die or changes a creature, and an undo leaves it standing: it is said about the game.
 */
import type { Command, DmCommand, TableCommand, Witnesses } from "../command.ts";
import type { EventOf, Glimpse, Seen, Sight } from "../event.ts";
import type { SeatId } from "../ids.ts";
import type { Context, Decision } from "../resolve/context.ts";
import { ok, reject } from "../result.ts";
import type { RuleId } from "../rule-ids.ts";
import { SEEN_BY_ALL } from "../senses/witness.ts";

type Of<Name extends (DmCommand | TableCommand)["do"]> = Extract<
  DmCommand | TableCommand,
  { readonly do: Name }
>;

/** Appeals that one seat may have open at a time. */
export const MAX_OPEN_APPEALS = 3;

const isNumber = (sequence: number, head: number): boolean =>
  Number.isInteger(sequence) && sequence >= 1 && sequence <= head;

const governing = (rule: RuleId | null): readonly RuleId[] => (rule === null ? [] : [rule]);

/**
 * A player asks the table to look at an event again. Whether the seat witnessed it is asked of the log, so the
 * room asks before it sends the command here, and says who else did.
 */
export function appeal({ state, seat, isDm }: Context, { about, text }: Of<"appeal">): Decision {
  if (seat === null || isDm) return reject("not-allowed", "the DM rules and does not appeal");
  if (text.trim() === "") return reject("malformed", "there is nothing to look at again");
  if (!isNumber(about.sequence, state.sequence)) return reject("no-such-event", "you saw no such event");
  const own = state.appeals.filter((one) => one.seat === seat);
  if (own.some((one) => one.about === about.sequence)) {
    return reject("no-effect", "your appeal against it is open");
  }
  if (own.length >= MAX_OPEN_APPEALS) {
    return reject("limit-exceeded", `${MAX_OPEN_APPEALS} of your appeals are open`);
  }
  const { sequence, rule } = about;
  const witnesses = { ...about.witnesses, seats: { ...about.witnesses.seats, [seat]: true } };
  const told = { kind: "appeal-made", seat, about: sequence, rule, text } as const;
  return ok((run) => run.emit({ ...told, witnesses }, [], seenBy(witnesses, told), governing(rule)));
}

/** The DM's answer; whoever saw the appeal sees it. An overruling is a ruling and no rule. @rule table.override */
export function answerAppeal({ state }: Context, command: Of<"answer-appeal">): Decision {
  const open = state.appeals.find(({ sequence }) => sequence === command.appeal);
  if (open === undefined) return reject("no-such-request", "no such appeal is open");
  if (command.text.trim() === "") return reject("malformed", "an answer says why");
  const { sequence: appealed, about, rule, witnesses } = open;
  const { outcome, text } = command;
  const answered = { kind: "appeal-answered", appeal: appealed, about, rule, outcome, text } as const;
  const rules: readonly RuleId[] = outcome === "overrule" ? ["table.override"] : [];
  return ok((run) => run.emit(answered, rules, seenBy(witnesses, answered), governing(rule)));
}

/**
 * The DM decides against or beyond the rules. At the table those hear it who witnessed what it is about; what is
 * kept is read by the whole campaign later, beside its books. @rule table.override
 */
export function rule({ state }: Context, command: Of<"rule">): Decision {
  const { about, text, reason, keep } = command;
  if (text.trim() === "") return reject("malformed", "a ruling says something");
  if (reason.trim() === "") return reject("malformed", "a ruling has a reason");
  if (about !== null && !isNumber(about.sequence, state.sequence)) {
    return reject("no-such-event", "there is no such event");
  }
  const governed = about?.rule ?? null;
  const told = {
    kind: "ruling-made",
    about: about?.sequence ?? null,
    rule: governed,
    text,
    reason,
    keep,
  } as const;
  const seen = about === null ? SEEN_BY_ALL : seenBy(about.witnesses, told);
  const witnesses = about?.witnesses ?? null;
  return ok((run) => run.emit({ ...told, witnesses }, ["table.override"], seen, governing(governed)));
}

/** A DM's command that carries a ruling out says so in the log, before what it changes. */
export function carryingOut({ state, isDm }: Context, command: Command, decision: Decision): Decision {
  if (!decision.ok || !("because" in command) || command.because === undefined) return decision;
  const { because } = command;
  if (!isDm) return reject("not-allowed", "only the DM carries a ruling out");
  const ruling = state.decisions.find(({ sequence }) => sequence === because);
  if (ruling === undefined) return reject("no-such-event", "there is no such ruling");
  const event = { kind: "ruling-carried-out", ruling: because } as const;
  const { witnesses } = ruling;
  const seen = witnesses === null ? SEEN_BY_ALL : seenBy(witnesses, event);
  return ok((run) => {
    // An undo reaches from a number to the head, so that nothing may stand between the two.
    if (command.do === "undo") decision.value(run);
    run.emit(event, ["table.override"], seen);
    if (command.do !== "undo") decision.value(run);
  });
}

type Ruling = EventOf<"ruling-made" | "appeal-made" | "appeal-answered" | "ruling-carried-out">;

export const hasWitnessed = (witnesses: Witnesses | null, as: SeatId | "table"): boolean =>
  witnesses === null || (as === "table" ? witnesses.table : (witnesses.seats[as] ?? witnesses.table));

/** The same to all who witnessed an event, nothing to the others. */
function seenBy(
  { table, seats }: Witnesses,
  told: Extract<Glimpse, { readonly kind: Ruling["kind"] }>,
): Seen {
  const sight = (saw: boolean): Sight => (saw ? told : "nothing");
  const differing = Object.entries(seats).filter(([, saw]) => saw !== table);
  return {
    table: sight(table),
    seats: Object.fromEntries(differing.map(([seat, saw]) => [seat as SeatId, sight(saw)])),
  };
}
