import type { SessionSummary } from "../../client-sdk/src/protocol.ts";
import { findCampaign } from "../../db/campaigns.ts";
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
        const row = await findSession(tx, session);
        if (row === null) throw new Error("a session that was just made is not there");
        return toSummary(row);
      }),
    sit: (by, session, role) =>
      asUser(db, by, async (tx) => {
        const seat = await takeSeat(tx, session, role);
        return seat === null ? null : toSeat(seat);
      }),
  };
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
