import { z } from "zod";
import { type SessionId, sessionId, type UserId, userId } from "../rules/ids.ts";

/** Whose sockets are closed: at one session or at all of them, of one sign-in or of any. */
export type Expulsion = {
  readonly user: UserId;
  readonly session?: SessionId | undefined;
  readonly signIn?: string | undefined;
};

/** Somebody at a table or before a replay of this process; also whose line broke and may come back. */
export type Present = { readonly user: UserId; readonly signIn: string; readonly session: SessionId };

/** What servers that share a registry tell each other by it. */
export const EXPULSIONS = "skald-expulsions";

const told = z.object({
  user: z.string().transform(userId),
  session: z.string().transform(sessionId).optional(),
  signIn: z.string().optional(),
});

/** null: nothing of ours. */
export const readExpulsion = (message: unknown): Expulsion | null => told.safeParse(message).data ?? null;

export const isMeant = (
  { user, session, signIn }: Expulsion,
  who: { readonly user?: UserId | undefined; readonly signIn?: string | undefined },
  where: SessionId,
): boolean =>
  user === who.user &&
  (session === undefined || session === where) &&
  (signIn === undefined || signIn === who.signIn);
