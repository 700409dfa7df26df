/** Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. */
import { hkdfSync } from "node:crypto";
import { EncryptJWT, errors, jwtDecrypt } from "jose";
import * as client from "openid-client";
import type { OidcConfig } from "../config.ts";
import { HttpProblem } from "../http/problem.ts";
import type { Vouched } from "./vouched.ts";

const FLOW_HOLDS = "10m";
const FLOW_TYPE = "skald-oauth-flow";
const SCOPE = "openid email profile";

export type Oidc = {
  readonly name: string;
  /** Where to send the browser, and what it keeps meanwhile. */
  start(): Promise<{ readonly url: string; readonly flow: string }>;
  /** `query` is what the provider sent the browser back with. @throws HttpProblem 401 when any of it is not right. */
  finish(flow: string, query: string): Promise<Vouched>;
};

/**
 * What the browser keeps holds state, nonce and verifier, sealed: nothing of a sign-in under way is stored here, and
 * an answer without the flow of the same browser is worthless to whoever made somebody open it.
 */
export function openOidc(config: OidcConfig, secret: Uint8Array, redirectUri: () => string): Oidc {
  const key = new Uint8Array(hkdfSync("sha256", secret, "", FLOW_TYPE, 32));
  const provider = discovered(config);

  return {
    name: config.name,
    async start() {
      const server = await provider();
      const [state, nonce, verifier] = [
        client.randomState(),
        client.randomNonce(),
        client.randomPKCECodeVerifier(),
      ];
      const redirect = redirectUri();
      const url = client.buildAuthorizationUrl(server, {
        redirect_uri: redirect,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
      });
      const flow = await new EncryptJWT({ state, nonce, verifier, redirect })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", typ: FLOW_TYPE })
        .setExpirationTime(FLOW_HOLDS)
        .encrypt(key);
      return { url: url.href, flow };
    },
    async finish(flow, query) {
      const { state, nonce, verifier, redirect } = await opened(flow, key);
      const back = new URL(redirect);
      back.search = query;
      const server = await provider();
      try {
        const tokens = await client.authorizationCodeGrant(server, back, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw refused();
        const told =
          claims.email === undefined
            ? { ...(await client.fetchUserInfo(server, tokens.access_token, claims.sub)) }
            : claims;
        return {
          provider: config.issuer,
          id: claims.sub,
          email: typeof told.email === "string" ? told.email : null,
          emailVerified: told.email_verified === true,
          name: typeof told.name === "string" ? told.name : null,
        };
      } catch (cause) {
        throw cause instanceof HttpProblem ? cause : isAway(cause) ? away(cause) : refused(cause);
      }
    },
  };
}

type Flow = Readonly<Record<"state" | "nonce" | "verifier" | "redirect", string>>;

async function opened(flow: string, key: Uint8Array): Promise<Flow> {
  try {
    const { payload, protectedHeader } = await jwtDecrypt(flow, key, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    if (protectedHeader.typ !== FLOW_TYPE) throw refused();
    const { state, nonce, verifier, redirect } = payload;
    return {
      state: String(state),
      nonce: String(nonce),
      verifier: String(verifier),
      redirect: String(redirect),
    };
  } catch (cause) {
    throw cause instanceof errors.JOSEError ? refused(cause) : cause;
  }
}

/** Asked for when somebody first signs in, and again when that failed. */
function discovered({ issuer, clientId, clientSecret }: OidcConfig): () => Promise<client.Configuration> {
  let found: Promise<client.Configuration> | null = null;
  const url = new URL(issuer);
  const options = isLoopback(url) ? { execute: [client.allowInsecureRequests] } : {};
  return async () => {
    found ??= client.discovery(url, clientId, undefined, authenticated(clientSecret), options);
    try {
      return await found;
    } catch (cause) {
      found = null;
      throw away(cause);
    }
  };
}

/** As the provider takes it; a client without a secret rests on PKCE. */
const authenticated = (secret: string): client.ClientAuth => {
  if (secret === "") return client.None();
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)];
  return (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    (ways.includes("client_secret_basic") ? basic : post)(server, ...rest);
  };
};

/** Only a provider on this very machine may go without TLS. */
const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127\./.test(hostname);

const isAway = (cause: unknown): boolean =>
  cause instanceof TypeError || (cause instanceof Error && cause.name === "TimeoutError");

const refused = (cause?: unknown): HttpProblem =>
  new HttpProblem(401, "oauth-refused", "The provider's answer does not hold. Begin again.", { cause });

const away = (cause: unknown): HttpProblem =>
  new HttpProblem(503, "provider-unavailable", "The provider cannot be reached at the moment.", { cause });
