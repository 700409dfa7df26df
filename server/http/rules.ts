import { z } from "zod";
import type { RuleSection } from "../../client-sdk/src/protocol.ts";
import type { RuleBook } from "../../rules/text/index.ts";
import { notFound } from "./problem.ts";
import { answers, ok, type Route, route } from "./route.ts";
import * as schemas from "./schemas.ts";

const PATH_SEPARATOR = " > ";

const title = z.string().min(1).max(200);
const sectionQuery = z.object({
  source: z.string().min(1).max(200),
  /** `path=Combat&path=Cover`, or `path=Combat > Cover`. */
  path: z
    .union([z.array(title).min(1).max(12), z.string().min(1).max(1000)])
    .transform((path) => (typeof path === "string" ? path.split(PATH_SEPARATOR) : path)),
});
const searchQuery = z.object({
  q: z.string().trim().min(1).max(300),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});

const hit = schemas.ruleSection.and(z.object({ score: z.number() }));

export function ruleRoutes(book: RuleBook): readonly Route[] {
  const tag = "Rules";

  return [
    route({
      method: "get",
      path: "/rules/section",
      tag,
      summary: "A section of a rule book, as citations name it",
      query: sectionQuery,
      answers: { 200: answers("The section.", schemas.ruleSection) },
      refusals: [404],
      handle: ({ query: { source, path } }) => {
        const section = book.section(source, path);
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
      handle: ({ query: { q, limit } }) => {
        const { abstain, hits } = book.search(q, { limit });
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
  ];
}

const toRuleSection = (section: RuleBook["sections"][number]): RuleSection => ({
  sourceId: section.sourceId,
  path: section.path,
  text: section.text,
  lineStart: section.lineStart,
  lineEnd: section.lineEnd,
});
