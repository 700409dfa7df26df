/** Who plays in the demo, and what each of them keeps for the reckoning at the end. */
import type { Answer } from "../../../client-sdk/src/outbox.ts";
import { Skald } from "../../../client-sdk/src/skald.ts";
import type { Table } from "../../../client-sdk/src/table.ts";
import { type CuttableLine, cuttableLine } from "../../support/cuttable-line.ts";

/** An acknowledgement as the client got it. The log must agree with every one. */
export type Kept = { readonly commandId: string; readonly sequence: number };

export type Person = {
  readonly name: string;
  readonly skald: Skald;
  readonly line: CuttableLine;
  readonly acked: Kept[];
  readonly refused: { readonly code: string; readonly detail: string }[];
};

export type Seated = Person & { readonly table: Table };

/** Signs somebody up at the end of a wire of their own, so that it can be cut. */
export async function person(name: string, serverUrl: string): Promise<Person> {
  const line = await cuttableLine(serverUrl);
  const skald = new Skald(line.url);
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@skald.example`;
  await skald.register({ email, password: "a long enough password", displayName: name });
  return { name, skald, line, acked: [], refused: [] };
}

/** Sits somebody down and keeps what every command of theirs was answered, before anyone else hears it. */
export async function seated(who: Person, sessionId: string, role: "dm" | "player"): Promise<Seated> {
  const table = await who.skald.sit(sessionId, { role });
  const send = table.command.bind(table);
  const kept = async (...given: Parameters<Table["command"]>): Promise<Answer> => {
    const answer = await send(...given);
    if (answer.outcome === "accepted")
      who.acked.push({ commandId: answer.commandId, sequence: answer.sequence });
    else who.refused.push({ code: answer.code, detail: answer.detail });
    return answer;
  };
  Object.defineProperty(table, "command", { value: kept });
  return { ...who, table };
}
