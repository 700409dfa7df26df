import { CompiledQuery } from "kysely";
import { type CampaignId, campaignId, type SessionId, sessionId } from "../rules/ids.ts";
import type { StoredEvent } from "../rules/log.ts";
import { appendStatement, assertAppend } from "./append.ts";
import type { SessionStatus } from "./schema.ts";
import { continueAsWriter, type PersonTx } from "./transaction.ts";

export type NewSession = {
  readonly id: SessionId;
  readonly campaignId: CampaignId;
  readonly name: string;
  /** The session and the event from which this one goes on in its own way. */
  readonly forkedFrom?: { readonly session: SessionId; readonly sequence: number } | undefined;
};

export type SessionRow = {
  readonly id: SessionId;
  readonly campaignId: CampaignId;
  readonly name: string;
  readonly status: SessionStatus;
  readonly version: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly lastActivity: string;
};

const SHOWN = [
  "id",
  "campaign_id",
  "name",
  "status",
  "version",
  "started_at",
  "ended_at",
  "last_activity",
] as const;

type Shown = {
  readonly id: string;
  readonly campaign_id: string;
  readonly name: string | null;
  readonly status: SessionStatus;
  readonly version: number;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly last_activity: Date;
};

/** A whole log that is imported comes in statements that each end in time. */
const STATEMENT_ROWS = 512;

const toSession = (row: Shown): SessionRow => ({
  id: sessionId(row.id),
  campaignId: campaignId(row.campaign_id),
  name: row.name ?? "",
  status: row.status,
  version: row.version,
  startedAt: row.started_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  lastActivity: row.last_activity.toISOString(),
});

/**
 * Makes a session together with its first events, `session-started` the first of them: there is never a row
 * without its event, nor the other way round. The campaign's owner may; policies refuse anyone else.
 */
export async function createSession(
  tx: PersonTx,
  session: NewSession,
  firstEvents: readonly StoredEvent[],
): Promise<void> {
  assertAppend({ session: session.id, epoch: 0, expected: 0, events: firstEvents });
  await tx.rows
    .insertInto("sessions")
    .values({
      id: session.id,
      campaign_id: session.campaignId,
      name: session.name,
      ...(session.forkedFrom && {
        forked_from: session.forkedFrom.session,
        forked_at: session.forkedFrom.sequence,
      }),
    })
    .execute();
  await continueAsWriter(tx, async ({ rows }) => {
    for (let expected = 0; expected < firstEvents.length; expected += STATEMENT_ROWS) {
      const events = firstEvents.slice(expected, expected + STATEMENT_ROWS);
      const { text, values } = appendStatement([{ session: session.id, epoch: 0, expected, events }]);
      const stored = await rows.executeQuery(CompiledQuery.raw(text, [...values]));
      if (stored.rows.length !== 1) throw new Error("a new session did not take its first events");
    }
  });
}

/** The sessions of a campaign, the newest first. */
export async function listSessions({ rows }: PersonTx, campaign: CampaignId): Promise<readonly SessionRow[]> {
  const found = await rows
    .selectFrom("sessions")
    .select(SHOWN)
    .where("campaign_id", "=", campaign)
    .where("deleted_at", "is", null)
    .orderBy("started_at", "desc")
    .orderBy("id")
    .limit(200)
    .execute();
  return found.map(toSession);
}

export async function findSession({ rows }: PersonTx, id: SessionId): Promise<SessionRow | null> {
  const row = await rows
    .selectFrom("sessions")
    .select(SHOWN)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return row === undefined ? null : toSession(row);
}

/** Puts a session away; its log stays. */
export async function putSessionAway({ rows }: PersonTx, id: SessionId): Promise<boolean> {
  const row = await rows
    .updateTable("sessions")
    .set({ deleted_at: new Date() })
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
