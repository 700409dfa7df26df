import { readFileSync } from "node:fs";
import type { RuleId } from "../../rules/rule-ids.ts";
import {
  decodeScenario,
  explain,
  faultsOf,
  type Outcome,
  runScenario,
  type Scenario,
  ScenarioError,
} from "../../rules/scenario/index.ts";
import { loadRuleBook } from "../../rules/text/index.ts";
import type { ScenarioOptions } from "./scenario.ts";

/** False when the run stopped, could not begin, or missed what the file expects. */
export function playFile(file: string, options: ScenarioOptions, many: boolean): boolean {
  let scenario: Scenario;
  let outcome: Outcome;
  try {
    scenario = decodeScenario(readFileSync(file === "-" ? 0 : file, "utf8"));
    outcome = runScenario(scenario, { sectionOf: sectionOf() });
  } catch (error) {
    if (!(error instanceof ScenarioError) && !isMissingFile(error)) throw error;
    console.error(`${file}: ${error.message}`);
    return false;
  }
  if (options.explain)
    console.log(many ? `${file}\n${explain(scenario, outcome)}\n` : explain(scenario, outcome));
  else console.log(many ? JSON.stringify({ file, ...outcome }) : JSON.stringify(outcome, null, 2));
  if (outcome.stopped !== undefined)
    console.error(`${file}: ${outcome.stopped.code}: ${outcome.stopped.detail}`);
  else if (outcome.dice.left > 0) console.error(`${file}: ${leftover(outcome)}`);
  const faults = options.expect ? faultsOf(outcome, scenario.expect) : [];
  for (const fault of faults) console.error(`${file}: ${fault}`);
  return outcome.stopped === undefined && faults.length === 0;
}

const leftover = ({ dice: { drawn, left } }: Outcome) =>
  `${left} ${left === 1 ? "die is" : "dice are"} left on the tape, from draw ${drawn + 1} on`;

function isMissingFile(error: unknown): error is Error {
  return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR");
}

let sections: ((rule: RuleId) => string) | null = null;

function sectionOf(): (rule: RuleId) => string {
  if (sections === null) {
    const book = loadRuleBook();
    sections = (rule) => book.cite(rule).sectionPath.join(" > ");
  }
  return sections;
}
