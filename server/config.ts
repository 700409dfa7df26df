/** What the operator decides: read once from the environment, every problem named at once. */
import { resolve } from "node:path";
import { z } from "zod";

/** Put in place of a directory: nothing is kept, for tests and trials. */
const IN_MEMORY = "memory:";

export type ModelConfig = { readonly baseUrl: string; readonly apiKey: string; readonly name: string };

export type Config = {
  /** 0 asks the system for a free one. */
  readonly port: number;
  readonly host: string;
  /** Absolute; null keeps nothing beyond the life of the process. */
  readonly dataDir: string | null;
  /** null uses the embedded database in the data directory. */
  readonly databaseUrl: string | null;
  readonly databaseUnsafeOk: boolean;
  readonly redisUrl: string | null;
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
  /** Hours until somebody has to sign in again. */
  readonly tokenHours: number;
  /** Registrations and failed sign-ins from one address in a minute. */
  readonly authAttemptsPerMinute: number;
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
    REDIS_URL: z.string().optional(),
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
    TOKEN_HOURS: whole(1, 24 * 7, 12),
    AUTH_ATTEMPTS_PER_MINUTE: whole(1, 100_000, 60),
    LEASE_MS: whole(500, 600_000, 5_000),
    DM_QUIET_MS: whole(0, 60_000, 1_500),
    DM_MONSTER_MS: whole(0, 60_000, 400),
  })
  .superRefine((env, context) => {
    const says = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (env.MODEL_BASE_URL !== undefined && env.MODEL_NAME === undefined)
      says("MODEL_NAME", "is needed beside MODEL_BASE_URL");
    if (env.MODEL_BASE_URL === undefined && (env.MODEL_NAME ?? env.MODEL_API_KEY) !== undefined)
      says("MODEL_BASE_URL", "is needed beside MODEL_NAME and MODEL_API_KEY");
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
    tokenHours: env.TOKEN_HOURS,
    authAttemptsPerMinute: env.AUTH_ATTEMPTS_PER_MINUTE,
    leaseMs: env.LEASE_MS,
    pace: { quietMs: env.DM_QUIET_MS, monsterMs: env.DM_MONSTER_MS },
  };
}
