/** The front door of the SDK: one server, one person. */
import type { SeatRole } from "../../rules/command.ts";
import { Api } from "./api.ts";
import { CatalogApi } from "./catalog-api.ts";
import { CharactersApi } from "./characters-api.ts";
import { colyseusTransport } from "./colyseus-transport.ts";
import type { ConnectionOptions } from "./connection.ts";
import { Http, type HttpOptions, ProblemError } from "./http.ts";
import type { Subscribe } from "./listeners.ts";
import { PeopleApi } from "./people-api.ts";
import type { Account, JoinTicket, SignedIn } from "./protocol.ts";
import { Replay } from "./replay.ts";
import { type SignInEnd, SignInKeeping, type SignInPlace } from "./sign-in.ts";
import { Table, type TableOptions } from "./table.ts";
import { Refused } from "./transport.ts";

export type SitOptions = TableOptions & {
  /** The seat to make when one has none yet; a seat once taken keeps its role. */
  readonly role?: SeatRole;
};

export type ReplayOptions = ConnectionOptions & {
  /** A seat, or `table` for what everybody saw, or `dm` for the DM. */
  readonly as?: string;
};

export type SkaldOptions = HttpOptions & {
  /** A table's line is asked this often whether it lives, ms. */
  readonly heartbeatMs?: number;
  /** Where the sign-in is kept, for instance a browser's storage; in this object alone if nothing is said. */
  readonly place?: SignInPlace;
};

export class Skald {
  readonly api: Api;
  /** Races, archetypes, skills, perks, items, tags and pictures, and what characters have of them. */
  readonly catalog: CatalogApi;
  /** Making, raising and explaining characters. */
  readonly characters: CharactersApi;
  readonly endpoint: string;
  readonly #heartbeatMs: number | undefined;
  readonly people: PeopleApi;
  readonly #keeping: SignInKeeping;

  /** `endpoint` is the server's address, for instance `http://127.0.0.1:2567`. */
  constructor(endpoint: string, options: SkaldOptions = {}) {
    // A refresh token is the only sign-in that its own trade needs.
    const door = new PeopleApi(new Http(endpoint, () => null, options));
    this.#keeping = new SignInKeeping((token) => door.refresh(token), options.place ?? null);
    const http = new Http(endpoint, this.#keeping, options);
    this.people = new PeopleApi(http);
    this.onSignInEnded = this.#keeping.onEnded;
    this.endpoint = http.endpoint;
    this.#heartbeatMs = options.heartbeatMs;
    this.api = new Api(http);
    this.catalog = new CatalogApi(http);
    this.characters = new CharactersApi(http);
  }

  /** The server ended this sign-in: it ran out, was ended elsewhere, or its person is banned. */
  readonly onSignInEnded: Subscribe<SignInEnd>;

  get user(): Account | null {
    return this.signedIn?.user ?? null;
  }

  /** What to keep for `resumeSignIn`: handle it like a password. */
  get signedIn(): SignedIn | null {
    return this.#keeping.current;
  }

  /** Makes an account and signs in with it. */
  async register(account: { email: string; password: string; displayName: string }): Promise<Account> {
    return this.#hold(await this.api.register(account));
  }

  async login(credentials: { email: string; password: string }): Promise<Account> {
    return this.#hold(await this.api.login(credentials));
  }

  /** Signs in with what the provider sent the browser back with: see `people.startOAuth`. */
  async loginByProvider(provider: string, flow: string, query: string): Promise<Account> {
    return this.#hold(await this.people.finishOAuth(provider, flow, query));
  }

  /** Signs in with a token of an outside identity. */
  async loginFromOutside(token: string): Promise<Account> {
    return this.#hold(await this.people.outside(token));
  }

  /** Every other sign-in ends; this one goes on. */
  async changePassword(current: string, password: string): Promise<void> {
    this.#hold(await this.people.changePassword(current, password));
  }

  /** Signs out at the server too: everywhere, or here alone. */
  async logout(everywhere = false): Promise<void> {
    await this.people.logout(everywhere);
    this.signOut();
  }

  /** Goes on with a sign-in that was kept. */
  resumeSignIn(signedIn: SignedIn): void {
    this.#keeping.hold(signedIn);
  }

  /** Forgets the sign-in here; at the server it goes on until it runs out. */
  signOut(): void {
    this.#keeping.hold(null);
  }

  /** Ends this person's sign-ins and seats on all devices, and forgets the one here. */
  async signOutEverywhere(): Promise<void> {
    await this.logout(true);
  }

  /**
   * Sits down at a session's table and resolves when the view is there and the feed has caught up.
   * @throws SeatLost when the door stays shut; a server that is away is waited for.
   */
  async sit(sessionId: string, options: SitOptions = {}): Promise<Table> {
    const { role, ...rest } = options;
    const table = new Table(
      sessionId,
      this.#lines(() => this.api.join(sessionId, role)),
      rest,
    );
    await table.ready;
    return table;
  }

  /** Like `sit`, but gives the table at once: listen to it while it opens. */
  open(sessionId: string, options: SitOptions = {}): Table {
    const { role, ...rest } = options;
    return new Table(
      sessionId,
      this.#lines(() => this.api.join(sessionId, role)),
      rest,
    );
  }

  /** Plays a session again, as one's own seat saw it or as `as` did. @throws SeatLost */
  async replay(sessionId: string, options: ReplayOptions = {}): Promise<Replay> {
    const { as, ...rest } = options;
    const transport = this.#lines(() => this.api.joinReplay(sessionId, as));
    const replay = new Replay(sessionId, transport, rest);
    await replay.ready;
    return replay;
  }

  #hold(signedIn: SignedIn): Account {
    this.#keeping.hold(signedIn);
    return signedIn.user;
  }

  #lines(ticket: () => Promise<JoinTicket>) {
    const admitted = async (): Promise<JoinTicket> => {
      try {
        return await ticket();
      } catch (error) {
        if (error instanceof ProblemError && !worthAnotherTry(error.status))
          throw new Refused(error.code, error.message, { cause: error });
        throw error;
      }
    };
    return colyseusTransport(this.endpoint, admitted, this.#heartbeatMs);
  }
}

/** Overload and a server on its way down or up pass; a refusal stays one. */
const worthAnotherTry = (status: number): boolean => status >= 500 || status === 408 || status === 429;
