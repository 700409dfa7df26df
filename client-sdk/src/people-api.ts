/** Oneself, one's sign-ins, and what moderators do. Errors are `ProblemError` and `Unreachable`. */
import type { Http } from "./http.ts";
import type {
  OAuthStart,
  OwnAccount,
  PeoplePage,
  PersonStanding,
  SignedIn,
  SignInSummary,
  SignInWays,
  UserRole,
} from "./protocol.ts";

const part = encodeURIComponent;

export class PeopleApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  refresh(refreshToken: string): Promise<SignedIn> {
    return this.#http.json("POST", "/api/auth/refresh", { refreshToken });
  }

  /** Everywhere, with every seat at every table; or this sign-in alone. */
  logout(everywhere = true): Promise<void> {
    return this.#http.json("POST", "/api/auth/logout", { everywhere });
  }

  me(): Promise<OwnAccount> {
    return this.#http.json("GET", "/api/me");
  }

  changeMe(changes: { displayName?: string; bio?: string }): Promise<OwnAccount> {
    return this.#http.json("PATCH", "/api/me", changes);
  }

  /** Makes a picture of one's own (`skald.catalog.upload`) the profile picture; null takes it off. */
  setPicture(imageId: string | null): Promise<void> {
    return this.#http.json("PUT", "/api/me/picture", { imageId });
  }

  /** The profile picture of oneself or of somebody whom one plays with. */
  picture(user: string, edge?: 64 | 256): Promise<Blob> {
    return this.#http.download(
      `/api/users/${part(user)}/picture${edge === undefined ? "" : `?edge=${edge}`}`,
    );
  }

  /** Puts the own account away for good. */
  removeMe(password: string): Promise<void> {
    return this.#http.json("DELETE", "/api/me", { password });
  }

  /** Every other sign-in ends; go on with the one that comes back (`Skald.changePassword` does both). */
  changePassword(current: string, password: string): Promise<SignedIn> {
    return this.#http.json("PUT", "/api/me/password", { current, password });
  }

  /** Where one is signed in. */
  signIns(): Promise<readonly SignInSummary[]> {
    return this.#http.json("GET", "/api/me/sign-ins");
  }

  endSignIn(id: string): Promise<void> {
    return this.#http.json("DELETE", `/api/me/sign-ins/${part(id)}`);
  }

  askForVerification(): Promise<void> {
    return this.#http.json("POST", "/api/me/verification", {});
  }

  /** `token` is what the letter's link has behind `#`. */
  verifyEmail(token: string): Promise<void> {
    return this.#http.json("POST", "/api/auth/verify-email", { token });
  }

  /** A letter, if there is such an account: the answer is the same either way. */
  forgottenPassword(email: string): Promise<void> {
    return this.#http.json("POST", "/api/auth/forgotten-password", { email });
  }

  resetPassword(token: string, password: string): Promise<void> {
    return this.#http.json("POST", "/api/auth/reset-password", { token, password });
  }

  /** How people may sign in here beside e-mail and password. */
  ways(): Promise<SignInWays> {
    return this.#http.json("GET", "/api/auth/ways");
  }

  /** Send the browser to `url`, and keep `flow` until it comes back. */
  startOAuth(provider: string): Promise<OAuthStart> {
    return this.#http.json("POST", `/api/auth/oauth/${part(provider)}/start`, {});
  }

  /** `query` is the address' part behind `?` that the browser came back with. */
  finishOAuth(provider: string, flow: string, query: string): Promise<SignedIn> {
    return this.#http.json("POST", `/api/auth/oauth/${part(provider)}/finish`, { flow, query });
  }

  /** Adds a sign-in by a provider to the own account. */
  linkIdentity(provider: string, flow: string, query: string): Promise<OwnAccount> {
    return this.#http.json("PUT", `/api/me/identity/${part(provider)}`, { flow, query });
  }

  /** Signs in with a token of an outside identity. */
  outside(token: string): Promise<SignedIn> {
    return this.#http.json("POST", "/api/auth/outside", { token });
  }

  /** For moderators: accounts in the order of their making, from after one on. */
  people(asked: { q?: string; after?: string; limit?: number } = {}): Promise<PeoplePage> {
    const given = Object.entries(asked).map(([name, value]) => [name, String(value)]);
    return this.#http.json("GET", `/api/moderation/users?${new URLSearchParams(given)}`);
  }

  person(id: string): Promise<PersonStanding> {
    return this.#http.json("GET", `/api/moderation/users/${part(id)}`);
  }

  /** Until a time (ISO), or for good. */
  ban(id: string, reason: string, until: string | null = null): Promise<PersonStanding> {
    return this.#http.json("PUT", `/api/moderation/users/${part(id)}/ban`, { reason, until });
  }

  liftBan(id: string): Promise<PersonStanding> {
    return this.#http.json("DELETE", `/api/moderation/users/${part(id)}/ban`);
  }

  setRole(id: string, role: UserRole): Promise<PersonStanding> {
    return this.#http.json("PUT", `/api/moderation/users/${part(id)}/role`, { role });
  }
}
