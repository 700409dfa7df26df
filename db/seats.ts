import { randomUUID } from "node:crypto";
import type { SeatRole } from "../rules/command.ts";
import { type SeatId, type SessionId, seatId, type UserId, userId } from "../rules/ids.ts";
import type { PersonTx } from "./transaction.ts";

/** A person's place at the table of one session. */
export type Seat = {
  readonly id: SeatId;
  readonly userId: UserId;
  readonly displayName: string;
  readonly role: SeatRole;
};

/**
 * The person's seat in a session; made when there is none. Whoever has one keeps it, with its role. A
 * participant sits down as a player or to watch; the campaign's owner may take the DM's seat, or give it to a
 * player. Null when policies hide the session.
 */
export async function takeSeat(
  tx: PersonTx,
  session: SessionId,
  role: SeatRole,
  person: UserId = tx.user,
): Promise<Seat | null> {
  const kept = await seatOf(tx, session, person);
  if (kept !== null) return kept;
  const known = await tx.rows
    .selectFrom("sessions")
    .select("id")
    .where("id", "=", session)
    .executeTakeFirst();
  if (known === undefined) return null;
  await tx.rows
    .insertInto("session_seats")
    .values({ id: randomUUID(), session_id: session, user_id: person, role })
    .onConflict((conflict) => conflict.columns(["session_id", "user_id"]).doNothing())
    .execute();
  return seatOf(tx, session, person);
}

export async function seatOf(
  tx: PersonTx,
  session: SessionId,
  person: UserId = tx.user,
): Promise<Seat | null> {
  const seats = await listSeats(tx, session);
  return seats.find((seat) => seat.userId === person) ?? null;
}

export async function listSeats({ rows }: PersonTx, session: SessionId): Promise<readonly Seat[]> {
  const found = await rows
    .selectFrom("session_seats as s")
    .innerJoin("profiles", "profiles.id", "s.user_id")
    .select(["s.id", "s.user_id", "s.role", "profiles.display_name"])
    .where("s.session_id", "=", session)
    .orderBy("s.created_at")
    .orderBy("s.id")
    .execute();
  return found.map((row) => ({
    id: seatId(row.id),
    userId: userId(row.user_id),
    displayName: row.display_name,
    role: row.role,
  }));
}

/** Gives a seat another role; the campaign's owner alone may. Everyone at the table is told by an event. */
export async function setSeatRole({ rows }: PersonTx, seat: SeatId, role: SeatRole): Promise<boolean> {
  const row = await rows
    .updateTable("session_seats")
    .set({ role })
    .where("id", "=", seat)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}
