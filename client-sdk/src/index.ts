/**
 * Sit down at a Skald table.
 *
 * ```ts
 * const skald = new Skald("http://127.0.0.1:2567");
 * await skald.login({ email, password });
 * const table = await skald.sit(sessionId);
 * table.onFeed((entry) => console.log(entry.sequence, entry.event?.kind));
 * await table.attack({ with: "Longsword", target });
 * ```
 */
export type { Citation, CitationRole } from "../../rules/citation.ts";
export type { SeatRole } from "../../rules/command.ts";
export type { Sheet } from "../../rules/creatures/sheet.ts";
export type { Die } from "../../rules/dice.ts";
export type { D20Roll, DamageRoll, Event, EventKind, Glimpse } from "../../rules/event.ts";
export type { MapSpec, Square, Terrain, TerrainType } from "../../rules/map.ts";
export type { Request, RequestOption } from "../../rules/request.ts";
export type { RejectionCode } from "../../rules/result.ts";
export type {
  AttackView,
  ConditionView,
  CreatureView,
  EncounterView,
  Health,
  MapView,
  SeatInfo,
  SeatView,
  TurnView,
} from "../../rules/view.ts";
export { Api, type NewCampaign, type NewSession, type Player, type RuleSearch, type Sample } from "./api.ts";
export * from "./catalog-api.ts";
export * from "./characters-api.ts";
export { Connection, type ConnectionChange, type ConnectionOptions, SeatLost } from "./connection.ts";
export { FeedCursor } from "./feed-cursor.ts";
export type { Head } from "./heads.ts";
export * from "./hindsight.ts";
export { Http, type HttpOptions, ProblemError, type TokenSource, Unreachable } from "./http.ts";
export type { Subscribe } from "./listeners.ts";
export { type Answer, LeftBeforeAnswer } from "./outbox.ts";
export { PeopleApi } from "./people-api.ts";
export type { Platform } from "./platform.ts";
export * from "./protocol.ts";
export { Replay } from "./replay.ts";
export { seatViewOf } from "./seat-state.ts";
export { type SignInEnd, SignInKeeping, type SignInPlace } from "./sign-in.ts";
export { type ReplayOptions, type SitOptions, Skald, type SkaldOptions } from "./skald.ts";
export { type CommandName, type Fields, type Signal, Table, type TableOptions, WhoActs } from "./table.ts";
export { type Line, type LineEvents, Refused, type Transport } from "./transport.ts";
export { type DiceVerdict, type Fault, type FaultCode, type Verdict, verifySession } from "./verify.ts";
