import { z } from "zod";
import type { RuleSection } from "../../client-sdk/src/protocol.ts";
import { campaignId, type UserId } from "../../rules/ids.ts";
import type { RuleBook } from "../../rules/text/index.ts";
import type { RulingBooks } from "../rulings.ts";
import { notFound } from "./problem.ts";
import { answers, id, ok, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";
import type { Campaigns, Rulings } from "./stores.ts";

const PATH_SEPARATOR = " > ";

const title = z.string().min(1).max(200);
/** Adds what this campaign has ruled and kept, for whoever takes part in it. */
const campaign = id(campaignId).optional();
const sectionQuery = z.object({
  campaign,
  source: z.string().min(1).max(200),
  /** `path=Combat&path=Cover`, or `path=Combat > Cover`. */
  path: z
    .union([z.array(title).min(1).max(12), z.string().min(1).max(1000)])
    .transform((path) => (typeof path === "string" ? path.split(PATH_SEPARATOR) : path)),
});
const searchQuery = z.object({
  campaign,
  q: z.string().trim().min(1).max(300),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});

const hit = schemas.ruleSection.and(z.object({ score: z.number() }));

const ofCampaign = z.object({ campaign: id(campaignId) });

export type RulesNeeds = {
  readonly book: RuleBook;
  readonly rulingBooks: RulingBooks;
  readonly rulings: Rulings;
  readonly campaigns: Pick<Campaigns, "get">;
};

export function ruleRoutes({ book, rulingBooks, rulings, campaigns }: RulesNeeds): readonly Route[] {
  const tag = "Rules";
  const ruled = async (user: UserId, of: NonNullable<z.output<typeof campaign>>) => {
    if ((await campaigns.get(user, of)) === null) throw notFound("campaign");
    return rulings.list(user, of);
  };
  const booksFor = async (user: UserId, of: z.output<typeof campaign>): Promise<RuleBook> =>
    of === undefined ? book : rulingBooks.bookOf(await ruled(user, of));

  return [
    route({
      method: "get",
      path: "/rules/section",
      tag,
      summary: "A section of a rule book, as citations name it",
      query: sectionQuery,
      answers: { 200: answers("The section.", schemas.ruleSection) },
      refusals: [404],
      handle: async ({ query: { source, path, campaign }, user }) => {
        const section = (await booksFor(user, campaign)).section(source, path);
        if (section === undefined) throw notFound("section");
        return ok(toRuleSection(section));
      },
    }),
    route({
      method: "get",
      path: "/rules/search",
      tag,
      summary: "Sections that answer a question",
      query: searchQuery,
      answers: {
        200: answers(
          "`abstain` when the books do not answer it.",
          z.strictObject({ abstain: z.boolean(), hits: z.array(hit) }),
        ),
      },
      refusals: [404],
      handle: async ({ query: { q, limit, campaign }, user }) => {
        const { abstain, hits } = (await booksFor(user, campaign)).search(q, { limit });
        return ok({
          abstain,
          hits: hits.map(({ section, score, lineStart, lineEnd }) => ({
            ...toRuleSection(section),
            lineStart,
            lineEnd,
            score,
          })),
        });
      },
    }),
    route({
      method: "get",
      path: "/campaigns/{campaign}/rulings",
      tag,
      summary: "What a campaign's dungeon masters ruled and kept, with where and when",
      params: ofCampaign,
      answers: { 200: answers("Newest first.", z.array(schemas.ruling)) },
      handle: async ({ params, user }) =>
        ok(rulingBooks.told(await ruled(user, params.campaign)).toReversed()),
    }),
  ];
}

const toRuleSection = (section: RuleBook["sections"][number]): RuleSection => ({
  sourceId: section.sourceId,
  path: section.path,
  text: section.text,
  lineStart: section.lineStart,
  lineEnd: section.lineEnd,
});
