import MiniSearch from "minisearch";
import type { Section } from "../section.ts";

export type SearchOptions = { readonly limit?: number };

export type SearchHit = {
  readonly section: Section;
  readonly score: number;
  /** 1-based lines of the source file that answer best, inclusive. */
  readonly lineStart: number;
  readonly lineEnd: number;
};

/** Hits, best first. `abstain` says that the books do not answer; the hits are then the nearest that they have. */
export type SearchAnswer = { readonly abstain: boolean; readonly hits: readonly SearchHit[] };

export type Search = (query: string, options?: SearchOptions) => SearchAnswer;

/** Indexes sections by title path and text. */
export function buildSearch(sections: readonly Section[]): Search {
  const index = new MiniSearch<{ id: number; title: string; path: string; text: string }>({
    fields: ["title", "path", "text"],
    searchOptions: { boost: { title: 3, path: 1 }, fuzzy: 0.15, prefix: (term) => term.length > 3 },
  });
  index.addAll(
    sections.map((section, id) => ({
      id,
      title: section.title,
      path: section.path.join(" "),
      text: section.text,
    })),
  );
  return (query, { limit = 5 } = {}) => {
    const hits = index
      .search(query)
      .slice(0, limit)
      .flatMap(({ id, score }) => {
        const section = sections[Number(id)];
        return section === undefined
          ? []
          : [{ section, score, lineStart: section.lineStart, lineEnd: section.lineEnd }];
      });
    return { abstain: hits.length === 0, hits };
  };
}
