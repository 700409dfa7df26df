import type { SessionSummary } from "../../client-sdk/src/protocol.ts";
import { findCampaign, listPlayers } from "../../db/campaigns.ts";
import type { Connection } from "../../db/connect.ts";
import { listSeats, type Seat, takeSeat } from "../../db/seats.ts";
import { createSession, findSession, listSessions, type SessionRow } from "../../db/sessions.ts";
import { asUser } from "../../db/transaction.ts";
import type { SeatRecord, Sessions } from "../http/stores.ts";

export function sessionsOf({ db }: Connection): Sessions {
  return {
    list: (by, campaign) => asUser(db, by, async (tx) => (await listSessions(tx, campaign)).map(toSummary)),
    get: (by, session) =>
      asUser(db, by, async (tx) => {
        const row = await findSession(tx, session);
        const campaign = row === null ? null : await findCampaign(tx, row.campaignId);
        if (row === null || campaign === null) return null;
        const seats = (await listSeats(tx, session)).map(toSeat);
        const seat = seats.find(({ user }) => user === by) ?? null;
        return { id: session, summary: toSummary(row), owner: campaign.role === "owner", seats, seat };
      }),
    create: (by, campaign, name, session, records) =>
      asUser(db, by, async (tx) => {
        await createSession(tx, { id: session, campaignId: campaign, name }, records);
        return summaryOf(tx, session);
      }),
    createFork: (by, campaign, { session, name, records, from, seats }) =>
      asUser(db, by, async (tx) => {
        await createSession(tx, { id: session, campaignId: campaign, name, forkedFrom: from }, records);
        const here = new Set((await listPlayers(tx, campaign)).map(({ userId }) => userId));
        const rows = seats
          .filter(({ user }) => here.has(user))
          .map(({ seat, user, role }) => ({ id: seat, session_id: session, user_id: user, role }));
        if (rows.length > 0) await tx.rows.insertInto("session_seats").values(rows).execute();
        return summaryOf(tx, session);
      }),
    sit: (by, session, role) =>
      asUser(db, by, async (tx) => {
        const seat = await takeSeat(tx, session, role);
        return seat === null ? null : toSeat(seat);
      }),
  };
}

async function summaryOf(...of: Parameters<typeof findSession>): Promise<SessionSummary> {
  const row = await findSession(...of);
  if (row === null) throw new Error("a session that was just made is not there");
  return toSummary(row);
}

const toSeat = ({ id, userId, role }: Seat): SeatRecord => ({ seat: id, user: userId, role });

const toSummary = ({
  id,
  campaignId,
  name,
  status,
  version,
  startedAt,
  endedAt,
}: SessionRow): SessionSummary => ({
  id,
  campaignId,
  name,
  status,
  version,
  startedAt,
  endedAt,
});
