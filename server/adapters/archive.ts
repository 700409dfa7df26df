/** Sessions as an operator handles them, whoever they belong to. */
import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { createCampaign } from "../../db/campaigns.ts";
import type { Connection } from "../../db/connect.ts";
import { dropColumns } from "../../db/projections/project.ts";
import { takeSeat } from "../../db/seats.ts";
import { createSession } from "../../db/sessions.ts";
import { asAuth, asUser, asWriter } from "../../db/transaction.ts";
import { createUser, credentialsByEmail } from "../../db/users.ts";
import { presentRecord } from "../../rooms/index.ts";
import { campaignId, type SessionId, type UserId, userId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { State } from "../../rules/state.ts";
import type { SessionLine } from "../backstage.ts";
import { projectLog } from "./follow-up.ts";

export interface Archive {
  sessions(): Promise<readonly SessionLine[]>;
  /** Stores a whole log under its own id, in a campaign of imported sessions. */
  store(session: SessionId, records: readonly StoredEvent[]): Promise<void>;
  /** Writes anew what follows from the log, from nothing but the log and the state it folds to. */
  project(session: SessionId, state: State, records: readonly StoredEvent[]): Promise<void>;
}

/** Owns what was imported. Nobody signs in as it: its password was never told. */
const ARCHIVIST = "archive@skald.invalid";

export function archiveOf({ db }: Connection): Archive {
  return {
    sessions: () =>
      asWriter(db, async ({ rows }) => {
        const found = await rows
          .selectFrom("sessions as s")
          .innerJoin("campaigns as c", "c.id", "s.campaign_id")
          .select(["s.id", "c.name as campaign", "s.name", "s.status", "s.version", "s.last_activity"])
          .where("s.deleted_at", "is", null)
          .orderBy("s.last_activity", "desc")
          .execute();
        return found.map((row) => ({
          id: row.id,
          campaign: row.campaign,
          name: row.name ?? "",
          status: row.status,
          events: row.version,
          lastActivity: row.last_activity.toISOString(),
        }));
      }),
    store: async (session, records) => {
      const owner = await archivist(db);
      await asUser(db, owner, async (tx) => {
        const campaign = await createCampaign(tx, { id: campaignId(uuidv7()), name: campaignName(records) });
        await createSession(
          tx,
          { id: session, campaignId: campaign.id, name: sessionName(records) },
          records,
        );
        await takeSeat(tx, session, "dm");
      });
    },
    project: async (session, state, records) => {
      await dropColumns(db, session);
      await projectLog(db, session, records, state);
    },
  };
}

async function archivist(db: Connection["db"]): Promise<UserId> {
  return asAuth(db, async (tx) => {
    const known = await credentialsByEmail(tx, ARCHIVIST);
    if (known !== null) return known.id;
    const id = userId(uuidv7());
    const passwordHash = `never:${randomBytes(16).toString("hex")}`;
    await createUser(tx, { id, email: ARCHIVIST, passwordHash, displayName: "Archive" });
    return id;
  });
}

function started(records: readonly StoredEvent[]) {
  const event = records.slice(0, 1).map(presentRecord)[0]?.content.event;
  return event?.kind === "session-started" ? event : null;
}
const campaignName = (records: readonly StoredEvent[]): string =>
  `${started(records)?.campaign ?? "A campaign"} (imported)`.slice(0, 80);
const sessionName = (records: readonly StoredEvent[]): string => started(records)?.name ?? "Imported";
