import type { Resolution } from "../resolve/resolution.ts";
import type { ContestFrame } from "../state.ts";

export function stepContest(run: Resolution, _frame: ContestFrame): void {
  run.pop();
}
