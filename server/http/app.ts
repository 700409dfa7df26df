import type { Application } from "express";
import express from "express";
import type { Journal } from "../../rooms/ports.ts";
import { limitEverybody, limitPerson } from "../auth/limits.ts";
import type { Metrics } from "../metrics.ts";
import { type AccountsNeeds, accountRoutes } from "./accounts.ts";
import { type CampaignsNeeds, campaignRoutes } from "./campaigns.ts";
import { type CatalogNeeds, catalogRoutes } from "./catalog/index.ts";
import { characterRoutes } from "./characters.ts";
import { withDocs } from "./docs-routes.ts";
import { historyRoutes } from "./history.ts";
import type { Identify } from "./identify.ts";
import { type LetterNeeds, letterRoutes } from "./letters.ts";
import { type LocalNeeds, localRoutes } from "./local.ts";
import { type ModerationNeeds, moderationRoutes } from "./moderation.ts";
import { mountRoutes } from "./mount-routes.ts";
import { type Health, healthRoute, metricsRoute } from "./operations.ts";
import { plainData } from "./plain-data.ts";
import { openPreconditions } from "./preconditions.ts";
import { answerErrors, noSuchRoute } from "./problem.ts";
import { type AnswerStore, openRepetitions } from "./repetitions.ts";
import type { Route } from "./route.ts";
import { type RulesNeeds, ruleRoutes } from "./rules.ts";
import { sampleRoutes } from "./sample-routes.ts";
import { type SessionsNeeds, sessionRoutes } from "./sessions.ts";
import type { CharacterStore } from "./stores.ts";
import { type VouchedRoutesNeeds, vouchedRoutes } from "./vouched-routes.ts";
import { securityHeaders, webTable } from "./web-table.ts";

/** A sheet with its equipment fits well; a log to import comes by another way. */
const BODY_LIMIT = "256kb";
/** Actors of other programs carry their descriptions along. */
const ACTOR_LIMIT = "4mb";

export type AppNeeds = AccountsNeeds &
  LetterNeeds &
  VouchedRoutesNeeds &
  ModerationNeeds &
  CampaignsNeeds &
  CatalogNeeds &
  SessionsNeeds &
  RulesNeeds & {
    readonly characters: CharacterStore;
    readonly identify: Identify;
    readonly health: () => Promise<Health>;
    readonly metrics: Metrics;
    readonly journal: Journal;
    readonly local: LocalNeeds;
    readonly trustedProxies: number;
    readonly requestsPerMinute: number;
    readonly answerStore: AnswerStore;
    /** Of the installation: seals what is kept of answers. */
    readonly secret: Uint8Array;
  };

/** Every route that is told to the world. What only this machine may ask stands apart. */
const routesOf = (needs: AppNeeds): readonly Route[] =>
  withDocs([
    ...accountRoutes(needs),
    ...letterRoutes(needs),
    ...vouchedRoutes(needs),
    ...moderationRoutes(needs),
    ...campaignRoutes(needs),
    ...characterRoutes(needs.characters),
    ...sessionRoutes(needs),
    ...historyRoutes(needs),
    ...catalogRoutes(needs),
    ...ruleRoutes(needs),
    ...sampleRoutes(needs),
    healthRoute(needs.health),
  ]);

/** Everything that is asked over HTTP, on the application that Colyseus gives. */
export function mountHttp(app: Application, needs: AppNeeds): void {
  const routes = routesOf(needs);
  const mount = {
    identify: needs.identify,
    limitPerson: limitPerson(needs.requestsPerMinute),
    repetitions: openRepetitions(needs.answerStore, needs.secret),
    preconditions: openPreconditions(),
  };
  app.disable("x-powered-by");
  app.set("trust proxy", needs.trustedProxies);
  app.use(securityHeaders());
  app.use(
    mountRoutes(
      routes.filter(({ root }) => root === true),
      mount,
    ),
  );
  app.use(metricsRoute(needs.metrics));
  // Before the body is read as JSON: what is imported is a file.
  app.use("/api/local", localRoutes(needs.local));
  app.use("/api", limitEverybody(needs.requestsPerMinute));
  app.use("/api/campaigns/:campaign/characters/import", express.json({ limit: ACTOR_LIMIT }));
  app.use("/api", express.json({ limit: BODY_LIMIT }), plainData);
  app.use(
    "/api",
    noStore,
    mountRoutes(
      routes.filter(({ root }) => root !== true),
      mount,
    ),
    noSuchRoute,
  );
  app.use(webTable());
  app.use(noSuchRoute);
  app.use(answerErrors(needs.journal));
}

const noStore: express.RequestHandler = (_request, response, next) => {
  response.setHeader("Cache-Control", "no-store");
  next();
};
