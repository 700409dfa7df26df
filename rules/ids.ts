declare const brand: unique symbol;
type Brand<Name extends string> = string & { readonly [brand]: Name };

/** UUID of a person. */
export type UserId = Brand<"UserId">;
/** UUID of a campaign. */
export type CampaignId = Brand<"CampaignId">;
/** UUID of one evening of play; also the id of its room and of its stream of events. */
export type SessionId = Brand<"SessionId">;
/** UUID of a character as it lives between sessions. */
export type CharacterId = Brand<"CharacterId">;
/** UUID of a place at the table of one session. */
export type SeatId = Brand<"SeatId">;
/** Names a creature within one session; unguessable at a live table, free text in a scenario. */
export type CreatureId = Brand<"CreatureId">;
/** Names a thing that a creature carries, within one session. */
export type ItemId = Brand<"ItemId">;
/** Chosen by whoever sends a command, once for each intent; a resend repeats it. */
export type CommandId = Brand<"CommandId">;
/** UUID of a stored event. */
export type EventId = Brand<"EventId">;
/** Names a decision that waits for somebody: `r` and a running number within the session. */
export type RequestId = Brand<"RequestId">;

export const userId = (text: string): UserId => text as UserId;
export const campaignId = (text: string): CampaignId => text as CampaignId;
export const sessionId = (text: string): SessionId => text as SessionId;
export const characterId = (text: string): CharacterId => text as CharacterId;
export const seatId = (text: string): SeatId => text as SeatId;
export const creatureId = (text: string): CreatureId => text as CreatureId;
export const itemId = (text: string): ItemId => text as ItemId;
export const commandId = (text: string): CommandId => text as CommandId;
export const eventId = (text: string): EventId => text as EventId;
export const requestId = (text: string): RequestId => text as RequestId;
