/** Stays signed in: trades refresh tokens in time, once each, also between several tabs of one browser. */
import { ProblemError } from "./http.ts";
import { Listeners } from "./listeners.ts";
import { type Platform, platform } from "./platform.ts";
import type { SignedIn } from "./protocol.ts";

/**
 * Where a sign-in is kept beside this object: a refresh token that two show ends the sign-in for both, so those who
 * share one must share its place, and trade it one at a time.
 */
export interface SignInPlace {
  load(): SignedIn | null;
  /** null: it has ended. */
  save(signedIn: SignedIn | null): void;
  /** Runs `work` while nobody else who shares the place does. */
  alone<Value>(work: () => Promise<Value>): Promise<Value>;
}

/** Why a sign-in ended: a code of the server's, or that one signed out. */
export type SignInEnd = { readonly code: string; readonly detail: string };

/** Waiting to trade a token in is no reason for a process to go on. */
const patient: Platform = {
  ...platform,
  after(ms, call) {
    const timer: unknown = setTimeout(call, ms);
    if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function")
      timer.unref();
    return () => clearTimeout(timer as ReturnType<typeof setTimeout>);
  },
};

/** The part of a token's life after which it is traded in. */
const FRESH = 0.75;
const SOONEST_MS = 1_000;
const AGAIN_MS = 5_000;

export class SignInKeeping {
  readonly #trade: (refreshToken: string) => Promise<SignedIn>;
  readonly #place: SignInPlace | null;
  readonly #platform: Platform;
  readonly #ended = new Listeners<SignInEnd>();
  #current: SignedIn | null = null;
  #trading: Promise<SignedIn | null> | null = null;
  #cancel: () => void = () => {};

  constructor(
    trade: (refreshToken: string) => Promise<SignedIn>,
    place: SignInPlace | null,
    from: Platform = patient,
  ) {
    this.#trade = trade;
    this.#place = place;
    this.#platform = from;
  }

  readonly onEnded = this.#ended.on;

  get current(): SignedIn | null {
    return this.#current;
  }

  /** A new sign-in, or one that was kept. */
  hold(signedIn: SignedIn | null): void {
    this.#take(signedIn);
    this.#place?.save(signedIn);
  }

  /** The access token to show, traded in first when it has run out. */
  async token(): Promise<string | null> {
    const now = this.#current;
    if (now !== null && Date.parse(now.expiresAt) <= Date.now()) await this.renew();
    return this.#current?.token ?? null;
  }

  /** After a token was refused: another one, or null when there is none to be had. */
  async after(refused: string): Promise<string | null> {
    if (this.#current?.token === refused) await this.renew();
    const token = this.#current?.token ?? null;
    return token === refused ? null : token;
  }

  /** Trades the refresh token; whoever asks meanwhile gets the same answer. @throws Unreachable */
  renew(): Promise<SignedIn | null> {
    this.#trading ??= this.#renewed().finally(() => {
      this.#trading = null;
    });
    return this.#trading;
  }

  async #renewed(): Promise<SignedIn | null> {
    const work = async (): Promise<SignedIn | null> => {
      const mine = this.#current;
      // A sign-in that was kept by an older version has none.
      if (mine === null || mine.refreshToken === undefined) return mine;
      const kept = this.#place?.load() ?? null;
      const another = kept !== null && kept.signInId === mine.signInId && kept.token !== mine.token;
      if (another && Date.parse(kept.expiresAt) > Date.now()) {
        this.#take(kept);
        return kept;
      }
      try {
        const next = await this.#trade(another ? kept.refreshToken : mine.refreshToken);
        // Signed out while the trade was under way.
        if (this.#current === mine) this.hold(next);
      } catch (error) {
        if (!(error instanceof ProblemError) || (error.status !== 401 && error.status !== 403)) throw error;
        if (this.#current === mine) this.hold(null);
        this.#ended.tell({ code: error.code, detail: error.message });
      }
      return this.#current;
    };
    return this.#place === null ? work() : this.#place.alone(work);
  }

  #take(signedIn: SignedIn | null): void {
    this.#current = signedIn;
    this.#cancel();
    if (signedIn === null || signedIn.refreshToken === undefined) return;
    this.#later(Math.max(SOONEST_MS, lifeLeftMs(signedIn) * FRESH));
  }

  /** A seat at a table holds as long as its sign-in is shown to hold, so it is renewed without being asked for. */
  #later(ms: number): void {
    this.#cancel = this.#platform.after(ms, () => {
      this.renew().catch(() => this.#later(AGAIN_MS));
    });
  }
}

/** By the token's own times where they can be read: this machine's clock may be wrong. */
function lifeLeftMs({ token, expiresAt }: SignedIn): number {
  const byClock = Date.parse(expiresAt) - Date.now();
  try {
    const [, claims = ""] = token.split(".");
    const { iat, exp } = JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/")));
    const whole = (exp - iat) * 1000;
    return Number.isFinite(whole) ? Math.min(whole, Math.max(byClock, SOONEST_MS)) : byClock;
  } catch {
    return byClock;
  }
}
