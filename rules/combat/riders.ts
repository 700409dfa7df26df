import type { Resolution } from "../resolve/resolution.ts";
import type { AttackFrame } from "../state.ts";

/** What a hit does beside its damage. */
export function resolveRiders(_run: Resolution, _frame: AttackFrame): void {}
