import type { SeatRole, Witnesses } from "../rules/command.ts";
import type { SeatId, SessionId } from "../rules/ids.ts";
import { type Matter, sightOf } from "../rules/index.ts";
import type { StoredEvent } from "../rules/log.ts";
import { ok, type Result, reject } from "../rules/result.ts";
import type { EventLog } from "./ports.ts";

/**
 * The event of a number, as far as an appeal or a ruling needs it. What a seat did not witness and what is not
 * there get the same refusal.
 */
export async function matterOf(
  log: EventLog,
  session: SessionId,
  sequence: number,
  by: { readonly seat: SeatId; readonly role: SeatRole },
): Promise<Result<Matter>> {
  const record = sequence < 1 ? undefined : (await log.read(session, sequence - 1, 1))[0];
  const as = by.role === "dm" ? "dm" : by.seat;
  if (record === undefined || record.sequence !== sequence || sightOf(record.seen, as) === "nothing") {
    return reject("no-such-event", "You saw no such event.");
  }
  return ok({ sequence, rule: record.citations[0]?.ruleId ?? null, witnesses: witnessesOf(record) });
}

function witnessesOf({ seen }: StoredEvent): Witnesses {
  const saw = Object.entries(seen.seats).map(([seat, sight]) => [seat, sight !== "nothing"] as const);
  return { table: seen.table !== "nothing", seats: Object.fromEntries(saw) };
}
