/**
 * What the HTTP routes need of the database. Every call names the person it is made for; what that person may
 * not see is absent (null), so a route answers "not found" and never "not allowed to know".
 */
import type {
  Campaign,
  CharacterSummary,
  RulingRecord,
  SessionSummary,
} from "../../client-sdk/src/protocol.ts";
import type { Beside } from "../../db/catalog/beside.ts";
import type { CharacterDetails } from "../../db/character-details.ts";
import type { CharacterRoll } from "../../db/character-rolls.ts";
import type { Carried } from "../../db/projections/carried.ts";
import type { PersonTx } from "../../db/transaction.ts";
import type { SeatRole } from "../../rules/command.ts";
import type { Sheet } from "../../rules/content/index.ts";
import type { CampaignId, CharacterId, SeatId, SessionId, UserId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import type { Ability } from "../../rules/vocabulary.ts";
import type { Fork } from "../fork.ts";

export type { Credentials, NewAccount, Users } from "../auth/people.ts";

export type CampaignFields = {
  readonly name: string;
  readonly description: string;
  readonly diceMode: Campaign["diceMode"];
  readonly mapMode: Campaign["mapMode"];
};
export type CampaignChanges = {
  readonly [Field in keyof CampaignFields]?: CampaignFields[Field] | undefined;
};

export type PlayerRecord = {
  readonly userId: string;
  readonly displayName: string;
  readonly avatarUrl: string | null;
  readonly role: "owner" | "player";
};

export interface Campaigns {
  create(by: UserId, fields: CampaignFields): Promise<Campaign>;
  list(by: UserId): Promise<readonly Campaign[]>;
  get(by: UserId, campaign: CampaignId): Promise<Campaign | null>;
  /** Its owner alone. */
  change(by: UserId, campaign: CampaignId, changes: CampaignChanges): Promise<Campaign | null>;
  /** Its owner alone. The campaign is put away, not erased: its logs stay. */
  remove(by: UserId, campaign: CampaignId): Promise<boolean>;
  /** Its owner alone. The code is told once and kept as a hash. */
  invite(by: UserId, campaign: CampaignId, expiresAt: Date): Promise<{ readonly code: string } | null>;
  /** null: no such campaign for this person. */
  players(by: UserId, campaign: CampaignId): Promise<readonly PlayerRecord[] | null>;
  /** The owner takes out anyone else; a player themselves. */
  removePlayer(by: UserId, campaign: CampaignId, player: UserId): Promise<boolean>;
  /** null: no such code, or it ran out. */
  accept(by: UserId, code: string): Promise<Campaign | null>;
}

/** A sheet, with what follows from it. */
export type CharacterFields = {
  readonly name: string;
  readonly sheet: Sheet;
  readonly race: string;
  readonly class: string;
  readonly level: number;
  readonly maxHp: number;
  readonly armorClass: number;
  readonly speedFeet: number;
  readonly abilities: Readonly<Record<Ability, number>>;
  /** The sheet as rows; written with it, so that they never say two things. */
  readonly details: CharacterDetails;
  readonly skills: unknown;
  readonly proficiencies: unknown;
  readonly equipment: unknown;
  readonly spells: unknown;
  readonly features: unknown;
  readonly notes?: string | null;
};
export type CharacterRecord = {
  readonly summary: CharacterSummary;
  readonly sheet: Sheet;
  readonly notes: string | null;
  /** What play carried back: experience, slots, resources. */
  readonly carried: Carried;
  readonly playingIn: SessionId | null;
};
/** What a character is of the catalog, by ids. */
export type CatalogOrigin = {
  readonly raceId?: string | undefined;
  readonly archetypeId?: string | undefined;
};
/** Dice that were rolled for what is written now. */
export type KeptRoll = Pick<CharacterRoll, "purpose" | "dice">;
export type Revision = { readonly fields: CharacterFields; readonly rolls?: readonly KeptRoll[] };

export interface CharacterStore {
  /**
   * `using` names a free roll of this person's that the sheet rests on; null also when it was used meanwhile.
   * @throws HttpProblem when the catalog's race or archetype is not there, or they do not go together.
   */
  create(
    by: UserId,
    campaign: CampaignId,
    fields: CharacterFields,
    beside?: {
      readonly using?: string;
      readonly rolls?: readonly KeptRoll[];
      readonly of?: CatalogOrigin;
    },
  ): Promise<CharacterSummary | null>;
  list(by: UserId, campaign: CampaignId): Promise<readonly CharacterSummary[]>;
  get(by: UserId, character: CharacterId): Promise<(CharacterRecord & { readonly beside: Beside }) | null>;
  /** Its own player alone; `playing` while a running session has it. */
  change(
    by: UserId,
    character: CharacterId,
    fields: CharacterFields,
  ): Promise<CharacterSummary | "playing" | null>;
  /** Like `change`, from what is there when nobody else can change it. What `work` throws, nothing is stored of. */
  revise(
    by: UserId,
    character: CharacterId,
    work: (now: CharacterRecord) => Revision,
  ): Promise<CharacterSummary | "playing" | null>;
  remove(by: UserId, character: CharacterId): Promise<boolean>;
  /** Reads the rows of a character that this person may see. */
  read<Value>(
    by: UserId,
    character: CharacterId,
    work: (tx: PersonTx) => Promise<Value>,
  ): Promise<Value | null>;
  keepRoll(by: UserId, campaign: CampaignId, roll: KeptRoll): Promise<CharacterRoll | null>;
  rolls(by: UserId, campaign: CampaignId): Promise<readonly CharacterRoll[]>;
  freeRoll(by: UserId, campaign: CampaignId, roll: string): Promise<CharacterRoll | null>;
}

/** A ruling that a campaign goes by, as it is kept. */
export type KeptRecord = Omit<RulingRecord, "precedent" | "citation">;

export interface Rulings {
  /** Oldest first; none for somebody who is not of the campaign. */
  list(by: UserId, campaign: CampaignId): Promise<readonly KeptRecord[]>;
  /** Of the campaign of a session, for its table. */
  ofSession(session: SessionId): Promise<readonly KeptRecord[]>;
}

export type SeatRecord = { readonly seat: SeatId; readonly user: UserId; readonly role: SeatRole };
export type SessionAccess = {
  readonly id: SessionId;
  readonly summary: SessionSummary;
  /** True for the campaign's owner. */
  readonly owner: boolean;
  /** Everyone's. */
  readonly seats: readonly SeatRecord[];
  /** The asking person's, if there is one. */
  readonly seat: SeatRecord | null;
};

export interface Sessions {
  list(by: UserId, campaign: CampaignId): Promise<readonly SessionSummary[]>;
  get(by: UserId, session: SessionId): Promise<SessionAccess | null>;
  /** Stores a new session's row and its first events in one transaction. The campaign's owner alone. */
  create(
    by: UserId,
    campaign: CampaignId,
    name: string,
    session: SessionId,
    records: readonly StoredEvent[],
  ): Promise<SessionSummary>;
  /** Stores a fork with its seats; whoever is no longer of the campaign gets none. Its owner alone. */
  createFork(by: UserId, campaign: CampaignId, fork: Fork): Promise<SessionSummary>;
  /** The person's seat, made with this role if there is none. */
  sit(by: UserId, session: SessionId, role: SeatRole): Promise<SeatRecord | null>;
}
