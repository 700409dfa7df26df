import type { As } from "../../rooms/recording.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { CliError } from "./globals.ts";
import { sessionFileOf } from "./source.ts";

/** What is told of the argument of commands that read a session. */
export const SOURCE = "a session's id, a session file, or - for standard input";

/** The events of a session, once its file was checked, in today's shape. */
export async function readSession(source: string): Promise<readonly StoredEvent[]> {
  const { verifySession, recordsOf, presentRecord } = await loaded();
  const file = await sessionFileOf(source);
  const verdict = verifySession(file);
  if (!verdict.ok)
    throw new CliError(
      `This is no whole session. Event ${verdict.fault.sequence}: ${verdict.fault.code}, ${verdict.fault.detail}.`,
    );
  return recordsOf(file).map(presentRecord);
}

/** A number of the log, 0 to its last. */
export function readNumber(text: string, records: readonly StoredEvent[], least = 0): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least || number > records.length)
    throw new CliError(`"${text}" is no number of this session: it has ${least} to ${records.length}.`);
  return number;
}

/** A seat by its id or the name of who sits there; `dm` and `table` as they are. */
export function readEyes(text: string, records: readonly StoredEvent[]): As {
  const wanted = text.toLowerCase();
  if (wanted === "dm" || wanted === "table") return wanted;
  const seats = records.flatMap(({ content: { event } }) => (event.kind === "seat-taken" ? [event] : []));
  const found = seats.find(({ seat, name }) => seat === wanted || name.toLowerCase() === wanted);
  if (found !== undefined) return found.seat;
  const names = [...new Set(seats.map(({ name }) => name))].join(", ");
  throw new CliError(
    `Nobody called "${text}" sits there. Seats: dm, table${names === "" ? "" : `, ${names}`}.`,
  );
}

/** What ids in a log stand for: creatures and seats by their names. */
export function namesIn(records: readonly StoredEvent[]): (id: string) => string {
  const names = new Map<string, string>();
  for (const { content } of records) {
    const { event } = content;
    if (event.kind === "creature-added") names.set(event.creature.id, event.creature.name);
    if (event.kind === "seat-taken") names.set(event.seat, event.name);
  }
  return (id) => names.get(id) ?? id;
}

/** Read when a command runs, so that `skald --help` stays quick. */
const loaded = async () => ({
  ...(await import("../../client-sdk/src/verify.ts")),
  ...(await import("../../rooms/history.ts")),
  ...(await import("../session-file.ts")),
});
