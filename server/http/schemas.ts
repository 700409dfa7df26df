/** The bodies of `protocol.ts`, as schemas: for the OpenAPI document, and for the tests that hold answers to it. */
import { z } from "zod";
import {
  type Account,
  type Campaign,
  type CharacterSummary,
  type EventPage,
  type FieldProblem,
  type Invite,
  type JoinTicket,
  LIMITS,
  type OAuthStart,
  type OwnAccount,
  type PeoplePage,
  type PersonStanding,
  type Problem,
  type RuleSection,
  type RulingRecord,
  type SessionSummary,
  type SignedIn,
  type SignInSummary,
  type SignInWays,
} from "../../client-sdk/src/protocol.ts";

/** A schema of exactly this type, under a name in the document. */
const named = <Body>(id: string, schema: z.ZodType<Body>): z.ZodType<Body> => schema.meta({ id });

export const name = z.string().trim().min(1).max(LIMITS.nameLength);
export const uuid = z.uuid();
export const instant = z.iso.datetime();

export const fieldProblem = named<FieldProblem>(
  "FieldProblem",
  z.object({
    field: z.string().describe("A path: `levels.0.skills`."),
    code: z.string(),
    detail: z.string(),
    choose: z.object({ count: z.int(), from: z.array(z.string()) }).optional(),
  }),
);

export const problem = named<Problem>(
  "Problem",
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe("Stable, in kebab-case: what a program reads."),
    detail: z.string().describe("For people."),
    problems: z.array(fieldProblem).optional().describe("Field by field, where there are fields."),
  }),
);

export const account = named<Account>(
  "Account",
  z.strictObject({ id: uuid, email: z.string(), displayName: z.string() }),
);

export const userRole = z.enum(["USER", "MODERATOR", "ADMIN"]);

const avatarUrl = z
  .string()
  .nullable()
  .describe("Where the profile picture is, another address for another picture; null without one.");

export const ownAccount = named<OwnAccount>(
  "OwnAccount",
  z.strictObject({
    id: uuid,
    email: z.string(),
    displayName: z.string(),
    bio: z.string(),
    avatarUrl,
    role: userRole,
    emailVerified: z.boolean(),
    oauthProvider: z.string().nullable(),
    lastLogin: instant,
    lastPasswordChange: instant.nullable(),
    createdAt: instant,
  }),
);

export const signedIn = named<SignedIn>(
  "SignedIn",
  z.strictObject({
    token: z.string().describe("The bearer token of every request. Holds for minutes."),
    expiresAt: instant,
    refreshToken: z.string().describe("Good for one trade at `/api/auth/refresh`."),
    refreshExpiresAt: instant,
    signInId: uuid,
    user: account,
  }),
);

export const signIn = named<SignInSummary>(
  "SignIn",
  z.strictObject({
    id: uuid,
    device: z.string().nullable(),
    address: z.string().nullable(),
    agent: z.string().nullable(),
    signedInAt: instant,
    lastUsedAt: instant,
    expiresAt: instant,
    current: z.boolean().describe("The one that asks."),
  }),
);

export const signInWays = named<SignInWays>(
  "SignInWays",
  z.strictObject({ providers: z.array(z.strictObject({ name: z.string() })), outside: z.boolean() }),
);

export const oauthStart = named<OAuthStart>("OAuthStart", z.strictObject({ url: z.url(), flow: z.string() }));

export const personStanding = named<PersonStanding>(
  "PersonStanding",
  z.strictObject({
    id: uuid,
    email: z.string(),
    displayName: z.string(),
    role: userRole,
    emailVerified: z.boolean(),
    lastLogin: instant,
    createdAt: instant,
    banned: z.strictObject({ reason: z.string(), until: instant.nullable(), by: uuid.nullable() }).nullable(),
  }),
);

export const peoplePage = named<PeoplePage>(
  "PeoplePage",
  z.strictObject({ people: z.array(personStanding), next: uuid.nullable() }),
);

export const campaign = named<Campaign>(
  "Campaign",
  z.strictObject({
    id: uuid,
    name: z.string(),
    description: z.string(),
    diceMode: z.enum(["rng", "player_entered"]),
    mapMode: z.enum(["grid_2d", "narrative_only"]),
    ownerId: uuid,
    role: z.enum(["owner", "player"]).describe("The caller's."),
  }),
);

export const invite = named<Invite>("Invite", z.strictObject({ code: z.string(), expiresAt: instant }));

export const player = named(
  "Player",
  z.strictObject({
    userId: uuid,
    displayName: z.string(),
    avatarUrl,
    role: z.enum(["owner", "player"]),
  }),
);

export const characterSummary = named<CharacterSummary>(
  "CharacterSummary",
  z.object({
    id: uuid,
    campaignId: uuid,
    userId: uuid,
    name: z.string(),
    race: z.string(),
    class: z.string(),
    level: z.int(),
    maxHp: z.int(),
    currentHp: z.int(),
    armorClass: z.int(),
    imageId: uuid.nullable().describe("Its portrait."),
  }),
);

export const sessionSummary = named<SessionSummary>(
  "SessionSummary",
  z.strictObject({
    id: uuid,
    campaignId: uuid,
    name: z.string(),
    status: z.enum(["active", "paused", "ended"]),
    version: z.int().describe("The number of its last event."),
    startedAt: instant,
    endedAt: instant.nullable(),
  }),
);

export const joinTicket: z.ZodType<JoinTicket> = named(
  "JoinTicket",
  z.strictObject({
    seatId: z.string(),
    role: z.enum(["dm", "player", "spectator"]),
    reservation: z.unknown().describe("For the Colyseus client: good once, and for seconds."),
  }),
);

const citation = z.looseObject({ ruleId: z.string() });
const feedEntry = z.strictObject({
  sequence: z.int(),
  event: z.looseObject({ kind: z.string() }).nullable().describe("null: something that one did not witness."),
  at: z.string(),
  actorName: z.string(),
  citations: z.array(citation),
  commandId: z.string().optional(),
});
export const eventPage = named(
  "EventPage",
  z.strictObject({ entries: z.array(feedEntry.meta({ id: "FeedEntry" })), next: z.int().nullable() }),
) satisfies z.ZodType<Omit<EventPage, "entries">>;

export const seatView = named("SeatView", z.looseObject({}));
export const sheet = named("Sheet", z.looseObject({}));

export const ruling = named<Omit<RulingRecord, "citation" | "ruleId">>(
  "Ruling",
  z.strictObject({
    sessionId: uuid,
    sessionName: z.string(),
    sessionNumber: z.int().describe("Which of the campaign's sessions it was, from 1."),
    sequence: z.int(),
    ruleId: z.string().nullable().describe("The engine's rule that it stands beside."),
    text: z.string(),
    madeAt: instant,
    precedent: z.string().describe("As it is cited: `Ruled so on 3 March 2026, session 4, event 212`."),
    citation,
  }),
);

export const ruleSection = named<RuleSection>(
  "RuleSection",
  z.object({
    sourceId: z.string(),
    path: z.array(z.string()),
    text: z.string(),
    lineStart: z.int(),
    lineEnd: z.int(),
  }),
);
