import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export type Somebody = {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
};

/** A provider of OpenID Connect on this machine. Whoever is asked to sign in is `somebody`, who always agrees. */
export type LocalProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  somebody: Somebody;
  /** Walks the browser's way from where it is sent, to the query that it comes back with. */
  readonly visit: (url: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

export async function openLocalProvider(redirectUri: string): Promise<LocalProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const server: Server = createServer((request, response) => handle(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [clientId, clientSecret] = ["skald", "a secret between the two"];
  const local = {
    issuer,
    clientId,
    clientSecret,
    somebody: { sub: "nobody", email: "", email_verified: false, name: "" } as Somebody,
    visit: (url: string) => visit(url, redirectUri),
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["a key of the test's own"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ ...local.somebody, sub: id }),
    }),
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  });
  const protocol = provider.callback();
  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { prompt, params, session } = await provider.interactionDetails(request, response);
    if (prompt.name === "login") {
      const result = { login: { accountId: local.somebody.sub } };
      return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    }
    const grant = new provider.Grant({
      accountId: session?.accountId ?? local.somebody.sub,
      clientId: params.client_id ?? "",
    });
    grant.addOIDCScope(params.scope ?? "openid");
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
  };
  handle = (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return protocol(request, response);
    interact(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  };
  return local;
}

/** Follows redirects with a browser's cookies, until they lead to where the client waits. */
async function visit(from: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>();
  let url = from;
  for (let step = 0; step < 12; step += 1) {
    if (url.startsWith(redirectUri)) return new URL(url).search.slice(1);
    const response = await fetch(url, {
      redirect: "manual",
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split(/=(.*)/s);
      cookies.set(name, value);
    }
    const next = response.headers.get("location");
    if (next === null) throw new Error(`${url} leads nowhere: ${response.status} ${await response.text()}`);
    url = new URL(next, url).href;
  }
  throw new Error("the provider leads in circles");
}
