export { decodeScenario } from "./decode.ts";
export type { CommandResult, Outcome, Scenario, Stopped } from "./document.ts";
export { faultsOf } from "./expectation.ts";
export { explain } from "./explain.ts";
export { hashOf, type RunOptions, runScenario } from "./run.ts";
export { ScenarioError } from "./setup.ts";
