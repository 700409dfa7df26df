/** What the operator decides: read once from the environment, every problem named at once. */
import { resolve } from "node:path";
import { z } from "zod";

/** Put in place of a directory: nothing is kept, for tests and trials. */
const IN_MEMORY = "memory:";

export type ModelConfig = { readonly baseUrl: string; readonly apiKey: string; readonly name: string };

/** A provider of OpenID Connect. */
export type OidcConfig = {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Empty for a public client. */
  readonly clientSecret: string;
};
/** Somebody else's sign-in, whose tokens are checked with the keys that they publish. */
export type OutsideConfig = {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly audience: string;
};

export type Config = {
  /** 0 asks the system for a free one. */
  readonly port: number;
  readonly host: string;
  /** Absolute; null keeps nothing beyond the life of the process. */
  readonly dataDir: string | null;
  /** null uses the embedded database in the data directory. */
  readonly databaseUrl: string | null;
  readonly databaseUnsafeOk: boolean;
  /** Lets several servers on one database find each other's rooms; null for a server alone. */
  readonly redisUrl: string | null;
  /** Where clients reach this server among several, `host:port`; null takes its own host and port. */
  readonly publicAddress: string | null;
  /** Files of further rule books; empty means the built-in ones alone. */
  readonly rulesPaths: readonly string[];
  /** Origins that may open the table beside its own address, for instance `https://table.example`. */
  readonly publicOrigins: readonly string[];
  /** How many reverse proxies stand in front; their X-Forwarded-For is believed that far and no further. */
  readonly trustedProxies: number;
  /** null leaves every word to the built-in narrator. */
  readonly model: ModelConfig | null;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  /** Minutes that an access token holds; whoever goes on trades a refresh token for the next one. */
  readonly accessMinutes: number;
  /** Days without a trade until somebody has to sign in again. */
  readonly refreshDays: number;
  /** Registrations and failed sign-ins from one address in a minute. */
  readonly authAttemptsPerMinute: number;
  /** Requests of one person in a minute; an address may make ten times as many. */
  readonly requestsPerMinute: number;
  /** Where people reach the web table, for links in letters; null: where it is served. */
  readonly publicUrl: string | null;
  /** null writes letters to the log. */
  readonly smtp: { readonly url: string; readonly from: string } | null;
  /** null: e-mail and password alone. */
  readonly oidc: OidcConfig | null;
  readonly outside: OutsideConfig | null;
  /** How long a session stays with a server that does not answer any more, ms. */
  readonly leaseMs: number;
  /** The dungeon master's: quiet before an action is told, and between the moves of monsters it plays. */
  readonly pace: { readonly quietMs: number; readonly monsterMs: number };
};

/** The environment does not say what the server can run with. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`the environment has ${problems.length} problem(s):\n  ${problems.join("\n  ")}`);
    this.problems = problems;
  }
}

const whole = (from: number, to: number, fallback: number) =>
  z.coerce.number("must be a number").int("must be whole").min(from).max(to).default(fallback);

const isOrigin = (text: string): boolean => {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
};

const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );

const environment = z
  .object({
    PORT: whole(0, 65_535, 2567),
    HOST: z.string().default("127.0.0.1"),
    SKALD_DATA: z.string().default("./.skald"),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "must begin with postgres://")
      .optional(),
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\//, "must begin with redis://")
      .optional(),
    PUBLIC_ADDRESS: z.string().optional(),
    DATABASE_UNSAFE_OK: z.enum(["0", "1"], "must be 0 or 1").default("0"),
    RULES_PATHS: list,
    PUBLIC_ORIGINS: list.refine(
      (origins) => origins.every(isOrigin),
      "must be origins, comma-separated, without a path: https://table.example",
    ),
    TRUSTED_PROXIES: whole(0, 10, 0),
    MODEL_BASE_URL: z.url("must be a URL").optional(),
    MODEL_API_KEY: z.string().optional(),
    MODEL_NAME: z.string().optional(),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
    ACCESS_MINUTES: whole(1, 24 * 60, 15),
    REFRESH_DAYS: whole(1, 365, 30),
    REQUESTS_PER_MINUTE: whole(10, 1_000_000, 1_200),
    PUBLIC_URL: z.string().refine(isOrigin, "must be an origin: https://table.example").optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
      .optional(),
    MAIL_FROM: z.string().default("Skald <skald@localhost>"),
    OIDC_ISSUER: z.url("must be a URL").optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().default(""),
    OIDC_NAME: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, "must be small letters, digits and -")
      .default("oidc"),
    OUTSIDE_ISSUER: z.url("must be a URL").optional(),
    OUTSIDE_JWKS_URL: z.url("must be a URL").optional(),
    OUTSIDE_AUDIENCE: z.string().default("authenticated"),
    AUTH_ATTEMPTS_PER_MINUTE: whole(1, 100_000, 60),
    LEASE_MS: whole(500, 600_000, 5_000),
    DM_QUIET_MS: whole(0, 60_000, 1_500),
    DM_MONSTER_MS: whole(0, 60_000, 400),
  })
  .superRefine((env, context) => {
    if (env.REDIS_URL !== undefined && env.DATABASE_URL === undefined)
      context.addIssue({
        code: "custom",
        path: ["REDIS_URL"],
        message: "several servers need one DATABASE_URL; the embedded database has one process",
      });
    const says = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (env.MODEL_BASE_URL !== undefined && env.MODEL_NAME === undefined)
      says("MODEL_NAME", "is needed beside MODEL_BASE_URL");
    if (env.MODEL_BASE_URL === undefined && (env.MODEL_NAME ?? env.MODEL_API_KEY) !== undefined)
      says("MODEL_BASE_URL", "is needed beside MODEL_NAME and MODEL_API_KEY");
    if ((env.OIDC_ISSUER === undefined) !== (env.OIDC_CLIENT_ID === undefined))
      says("OIDC_ISSUER", "and OIDC_CLIENT_ID are needed together");
    if ((env.OUTSIDE_ISSUER === undefined) !== (env.OUTSIDE_JWKS_URL === undefined))
      says("OUTSIDE_ISSUER", "and OUTSIDE_JWKS_URL are needed together");
  });

/** @throws ConfigError with every problem, one line each; values are not repeated, they may be secrets. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const read = environment.safeParse(set);
  if (!read.success)
    throw new ConfigError(read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
  const env = read.data;
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.SKALD_DATA === IN_MEMORY ? null : resolve(env.SKALD_DATA),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseUnsafeOk: env.DATABASE_UNSAFE_OK === "1",
    redisUrl: env.REDIS_URL ?? null,
    publicAddress: env.PUBLIC_ADDRESS ?? null,
    rulesPaths: env.RULES_PATHS.map((path) => resolve(path)),
    publicOrigins: env.PUBLIC_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    model:
      env.MODEL_BASE_URL === undefined || env.MODEL_NAME === undefined
        ? null
        : { baseUrl: env.MODEL_BASE_URL, apiKey: env.MODEL_API_KEY ?? "", name: env.MODEL_NAME },
    logLevel: env.LOG_LEVEL,
    accessMinutes: env.ACCESS_MINUTES,
    refreshDays: env.REFRESH_DAYS,
    requestsPerMinute: env.REQUESTS_PER_MINUTE,
    publicUrl: env.PUBLIC_URL ?? null,
    smtp: env.SMTP_URL === undefined ? null : { url: env.SMTP_URL, from: env.MAIL_FROM },
    oidc:
      env.OIDC_ISSUER === undefined || env.OIDC_CLIENT_ID === undefined
        ? null
        : {
            name: env.OIDC_NAME,
            issuer: env.OIDC_ISSUER,
            clientId: env.OIDC_CLIENT_ID,
            clientSecret: env.OIDC_CLIENT_SECRET,
          },
    outside:
      env.OUTSIDE_ISSUER === undefined || env.OUTSIDE_JWKS_URL === undefined
        ? null
        : { issuer: env.OUTSIDE_ISSUER, jwksUrl: env.OUTSIDE_JWKS_URL, audience: env.OUTSIDE_AUDIENCE },
    authAttemptsPerMinute: env.AUTH_ATTEMPTS_PER_MINUTE,
    leaseMs: env.LEASE_MS,
    pace: { quietMs: env.DM_QUIET_MS, monsterMs: env.DM_MONSTER_MS },
  };
}
