/** Everything that goes over HTTP, typed. Errors are `ProblemError` (the server says no) and `Unreachable`. */
import type { SeatRole } from "../../rules/command.ts";
import type { Sheet } from "../../rules/creatures/sheet.ts";
import type { SeatView } from "../../rules/view.ts";
import {
  type Changes,
  type CreatureKnowledge,
  type EventKnowledge,
  type HandDice,
  joinKnowledge,
  type KnowledgePage,
} from "./hindsight.ts";
import type { Http } from "./http.ts";
import type {
  Account,
  Campaign,
  CharacterSummary,
  EventPage,
  FeedEntry,
  Invite,
  JoinTicket,
  RuleSection,
  RulingRecord,
  SessionSummary,
  SignedIn,
  WireCommand,
} from "./protocol.ts";

export type NewCampaign = {
  readonly name: string;
  readonly description?: string;
  readonly diceMode?: Campaign["diceMode"];
  readonly mapMode?: Campaign["mapMode"];
};

export type NewSession = {
  readonly name: string;
  readonly rulings?: Readonly<Record<string, string>>;
};

export type RuleSearch = {
  /** True when the books do not answer the question. */
  readonly abstain: boolean;
  readonly hits: readonly (RuleSection & { readonly score: number })[];
};

export type Player = {
  readonly userId: string;
  readonly displayName: string;
  /** Where the profile picture is, another address for another picture: `skald.people.picture` gets it. */
  readonly avatarUrl: string | null;
  readonly role: "owner" | "player";
};

export type Sample = {
  /** Commands of the DM's seat, in order. */
  readonly scene: readonly WireCommand[];
  readonly characters: readonly {
    readonly name: string;
    readonly at: readonly [x: number, y: number];
    readonly pitch: string;
    readonly sheet: Sheet;
  }[];
};

const PAGE = 200;

const query = (fields: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
};

const part = encodeURIComponent;

export class Api {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  register(account: { email: string; password: string; displayName: string }): Promise<SignedIn> {
    return this.#http.json("POST", "/api/auth/register", account);
  }

  login(credentials: { email: string; password: string }): Promise<SignedIn> {
    return this.#http.json("POST", "/api/auth/login", credentials);
  }

  /** Ends every token and every seat of this person, on all devices. */
  logout(): Promise<void> {
    return this.#http.json("POST", "/api/auth/logout");
  }

  me(): Promise<Account> {
    return this.#http.json("GET", "/api/me");
  }

  campaigns(): Promise<readonly Campaign[]> {
    return this.#http.json("GET", "/api/campaigns");
  }

  campaign(id: string): Promise<Campaign> {
    return this.#http.json("GET", `/api/campaigns/${part(id)}`);
  }

  createCampaign(campaign: NewCampaign): Promise<Campaign> {
    return this.#http.json("POST", "/api/campaigns", campaign);
  }

  changeCampaign(id: string, changes: Partial<NewCampaign>): Promise<Campaign> {
    return this.#http.json("PATCH", `/api/campaigns/${part(id)}`, changes);
  }

  /** Puts a campaign away. Its logs stay. */
  removeCampaign(id: string): Promise<void> {
    return this.#http.json("DELETE", `/api/campaigns/${part(id)}`);
  }

  /** The code is told this once. */
  invite(campaign: string, days?: number): Promise<Invite> {
    return this.#http.json(
      "POST",
      `/api/campaigns/${part(campaign)}/invites`,
      days === undefined ? {} : { days },
    );
  }

  acceptInvite(code: string): Promise<Campaign> {
    return this.#http.json("POST", `/api/invites/${part(code)}/accept`, {});
  }

  players(campaign: string): Promise<readonly Player[]> {
    return this.#http.json("GET", `/api/campaigns/${part(campaign)}/players`);
  }

  /** The owner takes out anyone else, a player themselves. Their seats end at once. */
  removePlayer(campaign: string, user: string): Promise<void> {
    return this.#http.json("DELETE", `/api/campaigns/${part(campaign)}/players/${part(user)}`);
  }

  characters(campaign: string): Promise<readonly CharacterSummary[]> {
    return this.#http.json("GET", `/api/campaigns/${part(campaign)}/characters`);
  }

  createCharacter(
    campaign: string,
    character: { name: string; sheet: Sheet; raceId?: string; archetypeId?: string },
  ): Promise<CharacterSummary> {
    return this.#http.json("POST", `/api/campaigns/${part(campaign)}/characters`, character);
  }

  character(id: string): Promise<CharacterSummary & { readonly sheet: Sheet }> {
    return this.#http.json("GET", `/api/characters/${part(id)}`);
  }

  /** Not while it plays in a running session. */
  changeCharacter(id: string, character: { name: string; sheet: Sheet }): Promise<CharacterSummary> {
    return this.#http.json("PATCH", `/api/characters/${part(id)}`, character);
  }

  removeCharacter(id: string): Promise<void> {
    return this.#http.json("DELETE", `/api/characters/${part(id)}`);
  }

  sessions(campaign: string): Promise<readonly SessionSummary[]> {
    return this.#http.json("GET", `/api/campaigns/${part(campaign)}/sessions`);
  }

  session(id: string): Promise<SessionSummary> {
    return this.#http.json("GET", `/api/sessions/${part(id)}`);
  }

  createSession(campaign: string, session: NewSession): Promise<SessionSummary> {
    return this.#http.json("POST", `/api/campaigns/${part(campaign)}/sessions`, session);
  }

  /** A ticket into the live room. It is short-lived and used up by sitting down: `Skald.sit` does both. */
  join(session: string, role?: SeatRole): Promise<JoinTicket> {
    return this.#http.json("POST", `/api/sessions/${part(session)}/join`, role === undefined ? {} : { role });
  }

  /** Ends a session without sitting at its table. For its DM and the campaign's owner. */
  endSession(session: string): Promise<SessionSummary> {
    return this.#http.json("POST", `/api/sessions/${part(session)}/end`, {});
  }

  /**
   * A ticket into a room that plays the session's log again, as a seat's eyes saw it: one's own if none is named,
   * `table` for what everybody saw. `Skald.replay` goes in with it.
   */
  joinReplay(session: string, as?: string): Promise<JoinTicket> {
    return this.#http.json("POST", `/api/sessions/${part(session)}/replay`, as === undefined ? {} : { as });
  }

  /** One page of the log as this person may know it, after a sequence number. */
  events(session: string, after = 0, limit: number = PAGE): Promise<EventPage> {
    return this.#http.json("GET", `/api/sessions/${part(session)}/events${query({ after, limit })}`);
  }

  /** All of the log from a number on, page by page. */
  async *allEvents(session: string, after = 0): AsyncIterable<FeedEntry> {
    for (let from: number | null = after; from !== null; ) {
      const page: EventPage = await this.events(session, from);
      yield* page.entries;
      from = page.next;
    }
  }

  /** What a seat (one's own if none is named) saw at a sequence number (the newest if none is named). */
  state(session: string, at?: number, as?: string): Promise<SeatView> {
    return this.#http.json("GET", `/api/sessions/${part(session)}/state${query({ at, as })}`);
  }

  /**
   * What changed for a seat (one's own if none is named) after `from`, up to `to` (the newest if none is named), at
   * most 2,000 numbers later. For whom `state` is.
   */
  changes(session: string, from: number, to?: number, as?: string): Promise<Changes> {
    return this.#http.json("GET", `/api/sessions/${part(session)}/changes${query({ from, to, as })}`);
  }

  /**
   * Who knew of a creature, named or by id, and when: of the whole log, page by page. For the DM's seat; for the owner
   * after the end.
   */
  async whoKnew(session: string, creature: string): Promise<readonly CreatureKnowledge[]> {
    let known: readonly CreatureKnowledge[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const page: KnowledgePage = await this.whoKnewFrom(session, creature, { from });
      known = joinKnowledge(known, page.creatures);
      from = page.next;
    }
    return known;
  }

  /** One page of it: at most `limit` numbers of the log (2,000 unless said otherwise) from `from` on. */
  whoKnewFrom(
    session: string,
    creature: string,
    { from = 0, limit }: { readonly from?: number; readonly limit?: number } = {},
  ): Promise<KnowledgePage> {
    return this.#knowledge(session, { creature, from, limit });
  }

  /** Who saw an event. For the DM's seat; for the owner after the end. */
  async whoSaw(session: string, event: number): Promise<EventKnowledge> {
    const { event: known } = await this.#knowledge(session, { event });
    if (known === null) throw new Error("the server told nothing of the event");
    return known;
  }

  #knowledge(
    session: string,
    about: Readonly<Record<string, string | number | undefined>>,
  ): Promise<KnowledgePage & { readonly event: EventKnowledge | null }> {
    return this.#http.json("GET", `/api/sessions/${part(session)}/knowledge${query(about)}`);
  }

  /** How the dice fell that people entered by hand. For the DM's seat. */
  handDice(session: string): Promise<readonly HandDice[]> {
    return this.#http.json("GET", `/api/sessions/${part(session)}/hand-dice`);
  }

  /** A new session that goes on from an event of this one. For the owner in the DM's seat. */
  fork(session: string, at: number, name?: string): Promise<SessionSummary> {
    return this.#http.json(
      "POST",
      `/api/sessions/${part(session)}/fork`,
      name === undefined ? { at } : { at, name },
    );
  }

  /** The secrets of both streams of dice, for the DM once the session has ended. */
  diceSecrets(session: string): Promise<{ readonly open: string; readonly hidden: string }> {
    return this.#http.json("GET", `/api/sessions/${part(session)}/dice`);
  }

  /** The whole session as `session.jsonl`; `verifySession` checks it. */
  exportSession(session: string): Promise<string> {
    return this.#http.text("GET", `/api/sessions/${part(session)}/export`);
  }

  /** What the campaign's dungeon masters ruled and kept, newest first. */
  rulings(campaign: string): Promise<readonly RulingRecord[]> {
    return this.#http.json("GET", `/api/campaigns/${part(campaign)}/rulings`);
  }

  /** The section that a citation quotes from; a ruling's is among its campaign's. */
  ruleSection(source: string, path: readonly string[], campaign?: string): Promise<RuleSection> {
    const of = campaign === undefined ? [] : [["campaign", campaign]];
    const search = new URLSearchParams([["source", source], ...path.map((title) => ["path", title]), ...of]);
    return this.#http.json("GET", `/api/rules/section?${search}`);
  }

  /** A first evening: what sets its scene, and characters to choose from. */
  sample(): Promise<Sample> {
    return this.#http.json("GET", "/api/sample");
  }

  /**
   * Makes the sample campaign with an open session for this person, who may take the DM's seat; with `players`, one
   * that needs no DM: players set the scene, and the built-in dungeon master plays the monsters.
   */
  createSample(
    scene: "dm" | "players" = "dm",
  ): Promise<{ readonly campaign: Campaign; readonly session: SessionSummary }> {
    return this.#http.json("POST", "/api/sample", { scene });
  }

  /** With a campaign, what it ruled and kept answers too. */
  searchRules(q: string, limit?: number, campaign?: string): Promise<RuleSearch> {
    return this.#http.json("GET", `/api/rules/search${query({ q, limit, campaign })}`);
  }
}
