import type { Application } from "express";
import express from "express";
import type { Journal } from "../../rooms/ports.ts";
import type { RuleBook } from "../../rules/text/index.ts";
import type { Metrics } from "../metrics.ts";
import { type AccountsNeeds, accountRoutes } from "./accounts.ts";
import { type CampaignsNeeds, campaignRoutes } from "./campaigns.ts";
import { characterRoutes } from "./characters.ts";
import { historyRoutes } from "./history.ts";
import { type Identify, signedIn } from "./identify.ts";
import { type LocalNeeds, localRoutes } from "./local.ts";
import { type Health, operationRoutes } from "./operations.ts";
import { answerErrors, noSuchRoute } from "./problem.ts";
import { ruleRoutes } from "./rules.ts";
import { sampleRoutes } from "./sample-routes.ts";
import { type SessionsNeeds, sessionRoutes } from "./sessions.ts";
import type { CharacterStore } from "./stores.ts";
import { securityHeaders, webTable } from "./web-table.ts";

/** A sheet with its equipment fits well; a log to import comes by another way. */
const BODY_LIMIT = "256kb";

export type AppNeeds = Omit<AccountsNeeds & CampaignsNeeds & SessionsNeeds, "guard"> & {
  readonly characters: CharacterStore;
  readonly book: RuleBook;
  readonly identify: Identify;
  readonly health: () => Promise<Health>;
  readonly metrics: Metrics;
  readonly journal: Journal;
  readonly local: LocalNeeds;
  readonly trustedProxies: number;
};

/** Everything that is asked over HTTP, on the application that Colyseus gives. */
export function mountHttp(app: Application, needs: AppNeeds): void {
  const guard = signedIn(needs.identify);
  app.disable("x-powered-by");
  app.set("trust proxy", needs.trustedProxies);
  app.use(securityHeaders());
  app.use(operationRoutes(needs.health, needs.metrics));
  // Before the body is read as JSON: what is imported is a file.
  app.use("/api/local", localRoutes(needs.local));
  app.use("/api", express.json({ limit: BODY_LIMIT }));
  app.use(
    "/api",
    noStore,
    accountRoutes({ ...needs, guard }),
    campaignRoutes({ ...needs, guard }),
    characterRoutes(needs.characters, guard),
    sessionRoutes({ ...needs, guard }),
    historyRoutes({ ...needs, guard }),
    ruleRoutes(needs.book, guard),
    sampleRoutes({ ...needs, guard }),
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
