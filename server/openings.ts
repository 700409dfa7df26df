import type { Campaign } from "../client-sdk/src/protocol.ts";
import { openingRecords } from "../rooms/index.ts";
import type { Citations, Clock, DiceSecrets, Randomness } from "../rooms/ports.ts";
import { CONTENT_VERSION } from "../rules/content/index.ts";
import { type SessionId, sessionId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import { HttpProblem } from "./http/problem.ts";

/** Counts the rules that decide; a recorded session names the one it was decided by. */
export const RULES_VERSION = "1";

export type Opening = { readonly name: string; readonly rulings: Readonly<Record<string, string>> };

export type OpeningPorts = {
  readonly citations: Citations;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly secrets: DiceSecrets;
  /** Names of the loaded rule books, each with its hash. */
  readonly books: readonly string[];
};

/** The event that a fork goes on from. */
export type Ancestry = { readonly session: SessionId; readonly sequence: number; readonly hash: string };

/** A new session's id and its first records, to be stored together with its row. */
export async function openingOf(
  { name: campaign, diceMode, mapMode }: Pick<Campaign, "name" | "diceMode" | "mapMode">,
  { name, rulings }: Opening,
  { books, ...ports }: OpeningPorts,
  ancestry?: Ancestry,
): Promise<readonly [SessionId, readonly StoredEvent[]]> {
  const session = sessionId(ports.randomness.uuid());
  const records = openingRecords(
    session,
    {
      do: "start-session",
      name,
      campaign,
      diceMode,
      mapMode,
      rulings,
      books,
      rulesVersion: RULES_VERSION,
      contentVersion: CONTENT_VERSION,
      diceCommitment: await ports.secrets.commit(session),
      ...(ancestry === undefined ? {} : { ancestry }),
    },
    ports,
  );
  if (!records.ok) throw new HttpProblem(422, records.rejection.code, records.rejection.detail);
  return [session, records.value];
}
