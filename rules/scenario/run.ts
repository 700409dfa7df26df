import { createHash } from "node:crypto";
import { canonical } from "../canonical.ts";
import type { Actor, Command } from "../command.ts";
import { decide } from "../decide.ts";
import type { NewEvent } from "../event.ts";
import { evolve } from "../evolve.ts";
import { commandId } from "../ids.ts";
import { initialState } from "../initial.ts";
import type { Request } from "../request.ts";
import type { Result } from "../result.ts";
import type { RuleId } from "../rule-ids.ts";
import type { State } from "../state.ts";
import type { CommandResult, Outcome, Scenario, ScenarioCommand, Stopped } from "./document.ts";
import { ScenarioError, setupSteps, TABLE_SEAT } from "./setup.ts";
import { showCitations, showEvents, showRequests, showRolls } from "./show-result.ts";
import { showState } from "./show-state.ts";
import { seededDice, TapeError, type TapeSource, tapeOf } from "./tape.ts";
import { translate } from "./translate.ts";

export type RunOptions = {
  /** Names the section of the rule book that a rule stands in. */
  readonly sectionOf?: (rule: RuleId) => string;
};

/** Plays a scenario through `decide` and `evolve`. @throws ScenarioError when the file does not say a scene. */
export function runScenario(scenario: Scenario, options: RunOptions = {}): Outcome {
  const table = new Table(scenario, options.sectionOf ?? ((rule) => rule));
  const initialHash = table.hash;
  for (const [index, command] of scenario.commands.entries()) {
    table.play(command, index);
    if (table.stopped === null) table.chooseFor(scenario.commands[index + 1], index);
    if (table.stopped !== null) break;
  }
  if (table.stopped === null) table.declineTheRest(scenario.commands.length - 1);
  return {
    ...(scenario.title === undefined ? {} : { title: scenario.title }),
    initialHash,
    results: table.results,
    dice: { drawn: table.dice.drawn, left: table.dice.left },
    state: showState(table.state),
    hash: table.hash,
    ...(table.stopped === null ? {} : { stopped: table.stopped }),
  };
}

/** sha256 of the canonical text of the state that the outcome shows. */
export function hashOf(state: State): string {
  return createHash("sha256")
    .update(canonical(showState(state)), "utf8")
    .digest("hex");
}

const SYSTEM: Actor = { kind: "system" };
const SEAT: Actor = { kind: "seat", seat: TABLE_SEAT };

/** A table of one seat and a tape of dice. */
class Table {
  state: State = initialState();
  stopped: Stopped | null = null;
  readonly results: CommandResult[] = [];
  readonly dice: TapeSource;
  readonly #sectionOf: (rule: RuleId) => string;
  #sent = 0;

  constructor(scenario: Scenario, sectionOf: (rule: RuleId) => string) {
    this.#sectionOf = sectionOf;
    this.dice = diceOf(scenario);
    for (const { command, as, what } of setupSteps(scenario)) {
      const made = this.#decide(command, as === "dm" ? SEAT : SYSTEM);
      if (!made.ok) throw new ScenarioError(`${what}: ${made.rejection.detail}`);
      this.#fold(made.value);
    }
  }

  get hash(): string {
    return hashOf(this.state);
  }

  play(command: ScenarioCommand, index: number): void {
    const members = command.do === "group-check" ? membersOf(command) : null;
    if (members !== null) this.#playGroup(command, members, index);
    else this.#playOne(command, index);
  }

  /**
   * One check for each, in the order given; the group succeeds when at least half of them do.
   * @rule abilities.group-checks @srd Using Ability Scores > Ability Checks > Group Checks
   */
  #playGroup(command: ScenarioCommand, members: readonly string[], index: number): void {
    const at = this.results.length;
    for (const member of members) {
      this.#playOne({ ...command, by: member, do: "check" }, index);
      if (this.stopped !== null) return;
    }
    const parts = this.results.splice(at);
    const [first, ...others] = parts;
    if (first === undefined) return;
    const whole = parts.find((part) => !part.accepted) ?? others.reduce(joined, first);
    this.results.push(whole.accepted ? judged(whole, this.#sectionOf) : whole);
  }

  #playOne(command: ScenarioCommand, index: number): void {
    const translated = translate(command, this.state);
    const result = translated.ok ? this.#attempt(translated.value, index) : translated;
    if (result === null) return;
    this.results.push(this.#show(index, result));
  }

  /** A bare choice, such as the skill to resist with, takes its default when the file does not answer it next. */
  chooseFor(next: ScenarioCommand | undefined, index: number): void {
    for (const request of this.state.requests) {
      if (request.kind !== "choice" || (next?.by === request.creature && isAnswer(next))) return;
      if (!this.#letPass(request, index)) return;
    }
  }

  /** Whoever is still asked when the file ends lets it pass; what follows belongs to the last command. */
  declineTheRest(index: number): void {
    for (let round = 0; round < 100; round++) {
      const [request] = this.state.requests;
      if (request === undefined || !this.#letPass(request, index)) return;
    }
  }

  #letPass(request: Request, index: number): boolean {
    const last = this.results.at(-1);
    if (last === undefined) return false;
    const result = this.#attempt({ do: "decline", by: request.creature, request: request.id }, index);
    if (result === null || !result.ok) return false;
    this.results[this.results.length - 1] = joined(last, this.#show(index, result));
    return true;
  }

  /** Null when the tape stopped the run: nothing of that command happened, but its dice were read. */
  #attempt(command: Command, index: number): Result<readonly NewEvent[]> | null {
    const before = this.dice.drawn;
    try {
      const decided = this.#decide(command, SEAT);
      if (decided.ok) this.#fold(decided.value);
      else this.dice.rewind(before);
      return decided;
    } catch (error) {
      if (!(error instanceof TapeError)) throw error;
      this.stopped = { ...error.stopped, command: index };
      return null;
    }
  }

  #decide(command: Command, actor: Actor): Result<readonly NewEvent[]> {
    this.#sent += 1;
    return decide(this.state, { commandId: commandId(`c${this.#sent}`), actor, command }, this.dice);
  }

  #fold(events: readonly NewEvent[]): void {
    for (const { event } of events) {
      this.state = evolve(this.state, { sequence: this.state.sequence + 1, event });
    }
  }

  #show(index: number, result: Result<readonly NewEvent[]>): CommandResult {
    if (!result.ok) return { command: index, accepted: false, ...result.rejection, hash: this.hash };
    return {
      command: index,
      accepted: true,
      rolls: showRolls(result.value),
      events: showEvents(result.value),
      citations: showCitations(result.value, this.#sectionOf),
      requests: showRequests(this.state.requests),
      hash: this.hash,
    };
  }
}

function diceOf(scenario: Scenario): TapeSource {
  if (scenario.dice !== undefined || scenario.seed === undefined) return tapeOf(scenario.dice ?? []);
  return seededDice(String(scenario.seed));
}

const isAnswer = (command: ScenarioCommand): boolean => command.do === "react" || command.do === "decline";

function membersOf(command: ScenarioCommand): readonly string[] | null {
  const list: unknown = command.creatures;
  return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : null;
}

function judged(
  whole: CommandResult & { readonly accepted: true },
  sectionOf: (rule: RuleId) => string,
): CommandResult {
  const rule: RuleId = "abilities.group-checks";
  const successes = whole.rolls.filter(({ outcome }) => outcome === "success").length;
  const outcome = successes * 2 >= whole.rolls.length ? "success" : "failure";
  return {
    ...whole,
    outcome,
    citations: [{ rule, section: sectionOf(rule) }, ...whole.citations],
  };
}

function joined(one: CommandResult, other: CommandResult): CommandResult {
  if (!one.accepted || !other.accepted) return one;
  return {
    ...one,
    rolls: [...one.rolls, ...other.rolls],
    events: [...one.events, ...other.events],
    citations: [
      ...one.citations,
      ...other.citations.filter(({ rule }) => !one.citations.some((known) => known.rule === rule)),
    ],
    requests: [...one.requests, ...other.requests],
    hash: other.hash,
  };
}
