/** The front door of the SDK: one server, one person. */
import type { SeatRole } from "../../rules/command.ts";
import { Api } from "./api.ts";
import { colyseusTransport } from "./colyseus-transport.ts";
import type { ConnectionOptions } from "./connection.ts";
import { Http, type HttpOptions, ProblemError } from "./http.ts";
import type { Account, JoinTicket, SignedIn } from "./protocol.ts";
import { Replay } from "./replay.ts";
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
};

export class Skald {
  readonly api: Api;
  readonly endpoint: string;
  readonly #heartbeatMs: number | undefined;
  #signedIn: SignedIn | null = null;

  /** `endpoint` is the server's address, for instance `http://127.0.0.1:2567`. */
  constructor(endpoint: string, options: SkaldOptions = {}) {
    const http = new Http(endpoint, () => this.#signedIn?.token ?? null, options);
    this.endpoint = http.endpoint;
    this.#heartbeatMs = options.heartbeatMs;
    this.api = new Api(http);
  }

  get user(): Account | null {
    return this.#signedIn?.user ?? null;
  }

  /** What to keep for `resumeSignIn`: handle it like a password. */
  get signedIn(): SignedIn | null {
    return this.#signedIn;
  }

  /** Makes an account and signs in with it. */
  async register(account: { email: string; password: string; displayName: string }): Promise<Account> {
    this.#signedIn = await this.api.register(account);
    return this.#signedIn.user;
  }

  async login(credentials: { email: string; password: string }): Promise<Account> {
    this.#signedIn = await this.api.login(credentials);
    return this.#signedIn.user;
  }

  /** Goes on with a sign-in that was kept. */
  resumeSignIn(signedIn: SignedIn): void {
    this.#signedIn = signedIn;
  }

  /** Forgets the sign-in here. */
  signOut(): void {
    this.#signedIn = null;
  }

  /** Ends this person's sign-ins and seats on all devices, and forgets the one here. */
  async signOutEverywhere(): Promise<void> {
    await this.api.logout();
    this.#signedIn = null;
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
