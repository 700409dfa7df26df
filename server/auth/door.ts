/** Everything about who may come in, joined: what the routes, the rooms and the patrol need of it. */
import type { AddressInfo } from "node:net";
import type { Clock, Journal } from "../../rooms/ports.ts";
import type { UserId } from "../../rules/ids.ts";
import type { Config } from "../config.ts";
import type { Identify } from "../http/identify.ts";
import type { Mail } from "../mail/mail.ts";
import { openPost, type Post } from "../mail/post.ts";
import { openIdentification } from "./identify.ts";
import { type Oidc, openOidc } from "./oidc.ts";
import { type Outside, openOutside } from "./outside.ts";
import { openPatrol, type Patrol, type PatrolNeeds } from "./patrol.ts";
import type { OneTimeTokens, SignInStore, Users } from "./people.ts";
import { openSignIns, type SignIns } from "./sign-ins.ts";
import { openTokens } from "./tokens.ts";

export type DoorNeeds = {
  readonly config: Config;
  readonly mail: Mail;
  readonly key: Uint8Array;
  readonly users: Users;
  readonly signInStore: SignInStore;
  readonly oneTimeTokens: OneTimeTokens;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly expel: PatrolNeeds["expel"];
  readonly present: PatrolNeeds["present"];
  /** Where the web table is reached when nothing else is said. */
  readonly servedAt: () => string;
};

export type Door = {
  readonly identify: Identify;
  readonly signIns: SignIns;
  readonly patrol: Patrol;
  readonly post: Post;
  readonly oidc: Oidc | null;
  readonly outside: Outside | null;
  /** Sign-ins of this person have ended: whoever sits by one of them gets up now. */
  readonly signedOut: (user: UserId) => void;
  stop(): Promise<void>;
};

export function openDoor(needs: DoorNeeds): Door {
  const { config, key, mail, users, signInStore, oneTimeTokens, clock, journal, expel, present } = needs;
  const publicUrl = () => config.publicUrl ?? config.publicOrigins[0] ?? needs.servedAt();
  const post = openPost({ mail, oneTimeTokens, clock, journal, publicUrl });
  const patrol = openPatrol({ expel, present, living: signInStore.living, clock });
  const tokens = openTokens(key, config.accessMinutes, clock);
  const { identify, forget } = openIdentification(tokens, signInStore, clock, patrol.seen);
  const signedOut = (user: UserId): void => {
    forget(user);
    patrol.look().catch((error: unknown) => journal.error({ error }, "the next round looks again"));
  };
  const signIns = openSignIns({
    users,
    store: signInStore,
    tokens,
    clock,
    refreshDays: config.refreshDays,
    ended: signedOut,
    copied: post.signInCopied,
  });
  return {
    identify,
    signIns,
    patrol,
    post,
    oidc: config.oidc === null ? null : openOidc(config.oidc, key, () => `${publicUrl()}/oauth`),
    outside: config.outside === null ? null : openOutside(config.outside),
    signedOut,
    async stop() {
      patrol.stop();
      await post.settled();
      mail.close();
    },
  };
}

/** `http://127.0.0.1:2567`, once the port is known. */
export const addressOf = (host: string, { port }: AddressInfo): string =>
  `http://${addressFor(host)}:${port}`;

/** Where a browser on this machine finds a server that listens on this host. */
const addressFor = (host: string): string =>
  host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
