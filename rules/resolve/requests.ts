import type { CreatureId } from "../ids.ts";
import { requestId } from "../ids.ts";
import type { Request } from "../request.ts";
import { notices } from "../senses/sight.ts";
import type { Resolution } from "./resolution.ts";

/** Asks somebody and stops the machine. The stack is written down first: it must outlive the process. */
export function openRequest(
  run: Resolution,
  creature: CreatureId,
  ask: Omit<Request, "id" | "creature" | "seat">,
): void {
  run.recordStack();
  const asked = run.find(creature);
  const subject = run.find(ask.about);
  const seat = asked?.seat ?? null;
  // A card does not name whom the one asked does not perceive.
  const about = asked !== null && subject !== null && notices(run.state, asked, subject) ? subject.id : null;
  const id = requestId(`r${run.state.nextRequest}`);
  run.emit({ kind: "request-opened", request: { ...ask, about, id, creature, seat } }, ["table.waiting"]);
  run.wait();
}
