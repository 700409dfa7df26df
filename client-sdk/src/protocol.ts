/**
 * The line between a table and whoever sits at it: HTTP bodies, room messages, limits. Server and SDK both read
 * this file, and nothing else of each other. Types of the rules are imported as types alone.
 */
import type { Citation } from "../../rules/citation.ts";
import type {
  AnswerCommand,
  CreatureCommand,
  DmCommand,
  SeatRole,
  TableCommand,
} from "../../rules/command.ts";
import type { Glimpse } from "../../rules/event.ts";
import type {
  CharacterId,
  CreatureId,
  ItemId,
  RequestId,
  SeatId,
  SessionId,
  UserId,
} from "../../rules/ids.ts";
import type { RejectionCode } from "../../rules/result.ts";
import type { RuleId } from "../../rules/rule-ids.ts";

/** Raised when an old client could misread a new server. Sent in `welcome`. */
export const PROTOCOL_VERSION = 1;

export const LIMITS = {
  /** Bytes of one message from a client. */
  messageBytes: 16 * 1024,
  messagesPerSecond: 30,
  /** Characters of free text. */
  textLength: 2000,
  /** Characters of a name. */
  nameLength: 80,
  /** Squares in one path. */
  pathLength: 100,
  /** Commands waiting for one session. */
  mailbox: 64,
  /** Feed entries in one message; more follow in further messages. */
  feedBatch: 200,
  /** Seats of one session. */
  seats: 12,
  /** Bytes of a picture that is sent. */
  pictureBytes: 8 * 1024 * 1024,
} as const;

/** Adds SRD monsters by their printed names. The server makes the id. */
export type AddMonster = {
  readonly do: "add-monster";
  readonly monster: string;
  readonly name?: string;
  readonly side?: string;
  readonly at?: readonly [number, number];
  readonly concealed?: boolean;
  readonly notes?: string;
};

/** Brings one's own character to the table. */
export type BringCharacter = {
  readonly do: "bring-character";
  /** UUID of the character. */
  readonly character: string;
  readonly at?: readonly [number, number];
};

/** Asks the DM to look again at an event that one saw: its number in the feed. */
export type Appeal = { readonly do: "appeal"; readonly about: number; readonly text: string };

/** The DM decides against or beyond the rules, about an event or at large. What is kept, all the campaign may read. */
export type Rule = {
  readonly do: "rule";
  readonly about?: number;
  readonly text: string;
  readonly reason: string;
  readonly keep: boolean;
};

type SentByServer =
  | "start-session"
  | "take-seat"
  | "leave-seat"
  | "join-character"
  | "narrate"
  | "time-out"
  | "end-session"
  | "appeal";

type BrandedId = CharacterId | CreatureId | ItemId | RequestId | SeatId | SessionId | UserId;

/** Ids travel as plain strings; the server checks them. */
type Unbranded<T> = T extends BrandedId
  ? string
  : T extends readonly (infer _)[]
    ? { readonly [K in keyof T]: Unbranded<T[K]> }
    : T extends object
      ? { readonly [K in keyof T]: Unbranded<T[K]> }
      : T;

/** What a client may send. Stricter than the engine's commands: nothing here can carry a roll or a result. */
export type WireCommand =
  | Unbranded<CreatureCommand>
  | Unbranded<AnswerCommand>
  | Unbranded<Exclude<DmCommand, { readonly do: "add-creature" | "rule" }>>
  | Unbranded<Exclude<TableCommand, { readonly do: SentByServer }>>
  | AddMonster
  | BringCharacter
  | Appeal
  | Rule
  | { readonly do: "end-session" };

/** Client to room: `command`. The same id with the same command is the same intent, however often it is sent. */
export type CommandMessage = { readonly commandId: string; readonly command: WireCommand };

/** Client to room: `resume`. Asks for the feed after a sequence number; the answer is `feed`. */
export type ResumeMessage = { readonly after: number };

/** Client to room, replay only: `playback`. */
export type PlaybackMessage =
  | { readonly do: "play"; readonly speed: number }
  | { readonly do: "pause" }
  | { readonly do: "seek"; readonly sequence: number };

/** Client to room, carrying no game fact, recorded nowhere: `signal`. Others get it with the sender's seat. */
export type SignalMessage =
  | { readonly kind: "typing" }
  /** Somebody changed a portrait or a profile picture: look again at those of whom one sees. Names nobody. */
  | { readonly kind: "pictures" }
  | { readonly kind: "ping"; readonly x: number; readonly y: number };

/** Room to client: `welcome`, once after joining or rejoining. */
export type WelcomeMessage = {
  readonly protocol: number;
  readonly sessionId: string;
  readonly seatId: string;
  readonly role: SeatRole;
  /** Last sequence number and its hash; keep it: a log that later denies it was tampered with. */
  readonly head: { readonly sequence: number; readonly hash: string };
};

/** Room to the sender. */
export type AcceptedMessage = { readonly commandId: string; readonly sequence: number };
export type RejectedMessage = {
  readonly commandId: string;
  readonly code: RejectionCode;
  readonly detail: string;
};
/** The outcome is not known yet; send again with the same id. */
export type PendingMessage = { readonly commandId: string };

/**
 * One number of the log, as a seat may know it. `event` null is a skip marker: something happened that this
 * seat did not witness. Numbers come without gaps, so a gap always means loss.
 */
export type FeedEntry = {
  readonly sequence: number;
  readonly event: Glimpse | null;
  /** ISO time; "" on skip markers. */
  readonly at: string;
  readonly actorName: string;
  readonly citations: readonly Citation[];
  /** Set on the first event of one's own command. */
  readonly commandId?: string;
};

/** Room to client: `feed`, in order, after the state that it led to was sent. */
export type FeedMessage = {
  readonly entries: readonly FeedEntry[];
  readonly head: { readonly sequence: number; readonly hash: string };
};

/** Room to client, replay only: `playback-state`. */
export type PlaybackState = {
  readonly playing: boolean;
  readonly speed: number;
  readonly sequence: number;
  readonly last: number;
};

/** Close codes of our own, beside Colyseus'. */
export const CLOSE = {
  /** Another process owns the session now, or the server restarts: join again. */
  rejoin: 4010,
  /** The seat was taken by a newer connection of the same person. */
  replaced: 4100,
  /** Signed out, banned or no longer invited. */
  notWelcome: 4101,
} as const;

// HTTP. Every error body is problem+json: { type, title, status, code, detail }.

export type Account = { readonly id: string; readonly email: string; readonly displayName: string };
/** What one may know of the own account. */
export type OwnAccount = Account & {
  readonly bio: string;
  /** Where the profile picture is, another address for another picture; null without one. */
  readonly avatarUrl: string | null;
  readonly role: UserRole;
  readonly emailVerified: boolean;
  /** Who vouches for this account beside its password. */
  readonly oauthProvider: string | null;
  readonly lastLogin: string;
  readonly lastPasswordChange: string | null;
  readonly createdAt: string;
};
export type UserRole = "USER" | "MODERATOR" | "ADMIN";
/** `token` is shown with every request and holds for minutes; `refreshToken` is good for one trade. */
export type SignedIn = {
  readonly token: string;
  readonly expiresAt: string;
  readonly refreshToken: string;
  readonly refreshExpiresAt: string;
  /** Which of the sign-ins in `/api/me/sign-ins` this is. */
  readonly signInId: string;
  readonly user: Account;
};
/** A place where one is signed in. */
export type SignInSummary = {
  readonly id: string;
  /** As it called itself at signing in. */
  readonly device: string | null;
  readonly address: string | null;
  readonly agent: string | null;
  readonly signedInAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  /** The one that asks. */
  readonly current: boolean;
};
/** How people may sign in beside e-mail and password. */
export type SignInWays = {
  readonly providers: readonly { readonly name: string }[];
  /** Whether tokens of an outside identity are taken at `/api/auth/outside`. */
  readonly outside: boolean;
};
/** Keep `flow` in the browser's tab while it goes to `url`; both come back together. */
export type OAuthStart = { readonly url: string; readonly flow: string };
/** A person as moderators see them. */
export type PersonStanding = {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly role: UserRole;
  readonly emailVerified: boolean;
  readonly lastLogin: string;
  readonly createdAt: string;
  readonly banned: {
    readonly reason: string;
    /** null: for good. */
    readonly until: string | null;
    readonly by: string | null;
  } | null;
};
export type PeoplePage = { readonly people: readonly PersonStanding[]; readonly next: string | null };
export type Campaign = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly diceMode: "rng" | "player_entered";
  readonly mapMode: "grid_2d" | "narrative_only";
  readonly ownerId: string;
  readonly role: "owner" | "player";
};
export type Invite = { readonly code: string; readonly expiresAt: string };
export type CharacterSummary = {
  readonly id: string;
  readonly campaignId: string;
  readonly userId: string;
  readonly name: string;
  readonly race: string;
  readonly class: string;
  readonly level: number;
  readonly maxHp: number;
  readonly currentHp: number;
  readonly armorClass: number;
  /** The portrait: `GET /api/characters/{id}/portrait`. */
  readonly imageId: string | null;
};
export type SessionSummary = {
  readonly id: string;
  readonly campaignId: string;
  readonly name: string;
  readonly status: "active" | "paused" | "ended";
  readonly version: number;
  readonly startedAt: string;
  readonly endedAt: string | null;
};
/** A short-lived, single-use ticket into a room: hand `reservation` to the Colyseus client. */
export type JoinTicket = {
  readonly seatId: string;
  readonly role: SeatRole;
  readonly reservation: unknown;
};
/** A ruling that a campaign goes by: what a DM decided against or beyond the rules, and kept. */
export type RulingRecord = {
  readonly sessionId: string;
  readonly sessionName: string;
  /** Which of the campaign's sessions it was, from 1. */
  readonly sessionNumber: number;
  /** Of the ruling's own event. */
  readonly sequence: number;
  /** The engine's rule that it stands beside; null for none. */
  readonly ruleId: RuleId | null;
  readonly text: string;
  readonly madeAt: string;
  /** `Ruled so on 3 March 2026, session 4, event 212`. */
  readonly precedent: string;
  readonly citation: Citation;
};
export type EventPage = { readonly entries: readonly FeedEntry[]; readonly next: number | null };
export type RuleSection = {
  readonly sourceId: string;
  readonly path: readonly string[];
  readonly text: string;
  readonly lineStart: number;
  readonly lineEnd: number;
};
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  /** Where something was wrong with several fields: each of them. */
  readonly problems?: readonly FieldProblem[] | undefined;
};
/** What is wrong with a field, by its path: `levels.0.skills`. */
export type FieldProblem = {
  readonly field: string;
  readonly code: string;
  readonly detail: string;
  /** With `missing`: what may be chosen, and how many. */
  readonly choose?: { readonly count: number; readonly from: readonly string[] } | undefined;
};
