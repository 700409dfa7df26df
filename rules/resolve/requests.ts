import type { CreatureId } from "../ids.ts";
import { requestId } from "../ids.ts";
import type { Request } from "../request.ts";
import type { Resolution } from "./resolution.ts";

/** Asks somebody and stops the machine. The stack is written down first: it must outlive the process. */
export function openRequest(
  run: Resolution,
  creature: CreatureId,
  ask: Omit<Request, "id" | "creature" | "seat">,
): void {
  run.recordStack();
  const seat = run.find(creature)?.seat ?? null;
  const id = requestId(`r${run.state.nextRequest}`);
  run.emit({ kind: "request-opened", request: { ...ask, id, creature, seat } }, ["table.waiting"]);
  run.wait();
}
