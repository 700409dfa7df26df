import { Router } from "express";
import { z } from "zod";
import type { RuleSection } from "../../client-sdk/src/protocol.ts";
import type { RuleBook } from "../../rules/text/index.ts";
import type { signedIn } from "./identify.ts";
import { decode, notFound } from "./problem.ts";

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

export function ruleRoutes(book: RuleBook, guard: ReturnType<typeof signedIn>): Router {
  const router = Router();

  router.get(
    "/rules/section",
    guard(async (request, response) => {
      const { source, path } = decode(sectionQuery, request.query);
      const section = book.section(source, path);
      if (section === undefined) throw notFound("section");
      response.json(toRuleSection(section));
    }),
  );
  router.get(
    "/rules/search",
    guard(async (request, response) => {
      const { q, limit } = decode(searchQuery, request.query);
      const { abstain, hits } = book.search(q, { limit });
      response.json({
        abstain,
        hits: hits.map(({ section, score, lineStart, lineEnd }) => ({
          ...toRuleSection(section),
          lineStart,
          lineEnd,
          score,
        })),
      });
    }),
  );
  return router;
}

const toRuleSection = (section: RuleBook["sections"][number]): RuleSection => ({
  sourceId: section.sourceId,
  path: section.path,
  text: section.text,
  lineStart: section.lineStart,
  lineEnd: section.lineEnd,
});
