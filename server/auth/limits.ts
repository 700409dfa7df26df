/** How often one may try to get in. */
import { ipKeyGenerator, type RateLimitRequestHandler, rateLimit } from "express-rate-limit";
import { sendProblem } from "../http/problem.ts";

const MINUTE = 60_000;
/** Failed sign-ins to one account before it rests, however many addresses they come from. */
const FAILURES_PER_ACCOUNT = 10;
const LETTERS_PER_ADDRESS = 5;
const PEOPLE_BEHIND_AN_ADDRESS = 10;

const shared = {
  standardHeaders: "draft-8",
  legacyHeaders: false,
  skipSuccessfulRequests: true,
  // Whose X-Forwarded-For is believed is the operator's setting; anyone may send one.
  validate: { xForwardedForHeader: false },
  handler: (_request, response) =>
    sendProblem(response, 429, "too-many-attempts", "Too many attempts. Wait a while and try again."),
} satisfies Parameters<typeof rateLimit>[0];

/** By address: failed sign-ins and refused registrations. */
export const limitAddress = (perMinute: number): RateLimitRequestHandler =>
  rateLimit({ ...shared, windowMs: MINUTE, limit: perMinute });

/** By address: every registration, since each costs a password hash and a row. */
export const limitRegistrations = (perMinute: number): RateLimitRequestHandler =>
  rateLimit({ ...shared, skipSuccessfulRequests: false, windowMs: MINUTE, limit: perMinute });

/** By account, so that a guesser gains nothing from many addresses. `email` is already normalised. */
export const limitAccount = (): RateLimitRequestHandler =>
  rateLimit({
    ...shared,
    windowMs: 15 * MINUTE,
    limit: FAILURES_PER_ACCOUNT,
    keyGenerator: (request) => normaliseEmail(String(request.body?.email ?? "")).slice(0, 320),
  });

/** By address a letter goes to: nobody's letter box is filled by a stranger. */
export const limitLetters = (): RateLimitRequestHandler =>
  rateLimit({
    ...shared,
    skipSuccessfulRequests: false,
    windowMs: 15 * MINUTE,
    limit: LETTERS_PER_ADDRESS,
    keyGenerator: (request, response) =>
      response.locals.user ?? normaliseEmail(String(request.body?.email ?? "")).slice(0, 320),
  });

/** Any request: by person once it is known who asks. */
export const limitPerson = (perMinute: number): RateLimitRequestHandler =>
  rateLimit({
    ...shared,
    skipSuccessfulRequests: false,
    windowMs: MINUTE,
    limit: perMinute,
    identifier: "person",
    keyGenerator: (request, response) => response.locals.user ?? ipKeyGenerator(request.ip ?? ""),
  });

/** Any request: by address, behind which a whole table of people may sit. */
export const limitEverybody = (perMinute: number): RateLimitRequestHandler =>
  rateLimit({
    ...shared,
    skipSuccessfulRequests: false,
    windowMs: MINUTE,
    limit: perMinute * PEOPLE_BEHIND_AN_ADDRESS,
    identifier: "address",
  });

export const normaliseEmail = (text: string): string => text.trim().normalize("NFC").toLowerCase();
