export type { Anchor } from "./anchor.ts";
export { BookError, type BookErrorCode } from "./book-error.ts";
export { type Edition, ENGINE_EDITION } from "./edition.ts";
export { citeHouse, type HouseRule, houseLayer } from "./house.ts";
export { NORMALISER_VERSION } from "./normalise.ts";
export { parseBook } from "./parse.ts";
export {
  type BindingRow,
  type BookProblem,
  type HouseLayer,
  type Layer,
  loadRuleBook,
  openRuleBook,
  type RuleBook,
  type RuleBookPaths,
  type Source,
} from "./rule-book.ts";
export type { SearchAnswer, SearchHit, SearchOptions } from "./search/search.ts";
export type { ParsedBook, Section, Table } from "./section.ts";
export type { Problem, ProblemCode } from "./verify.ts";
