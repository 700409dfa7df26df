/** By hand: `node tests/bench/rule-search.ts FILE...` parses, indexes and asks rule books, beside plain minisearch. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import MiniSearch from "minisearch";
import { parseBook } from "../../rules/text/index.ts";
import { buildSearch } from "../../rules/text/search/search.ts";
import type { Section } from "../../rules/text/section.ts";
import { TABLE_QUESTIONS } from "../rules/text/table-questions.ts";

const ROUNDS = 5;
const QUESTIONS = TABLE_QUESTIONS.map(({ question }) => question);

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const rounded = (ms: number): number => Math.round(ms * 100) / 100;

function timed<T>(work: () => T): readonly [result: T, ms: number] {
  const start = performance.now();
  return [work(), performance.now() - start];
}

function ask(search: (question: string) => unknown): number {
  return middle(QUESTIONS.map((question) => timed(() => search(question))[1]));
}

function plainMinisearch(sections: readonly Section[]): (question: string) => unknown {
  const index = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ["title", "text"],
    searchOptions: { boost: { title: 3 }, fuzzy: 0.2, prefix: true },
  });
  index.addAll(sections.map(({ title, text }, id) => ({ id, title, text })));
  return (question) => index.search(question).slice(0, 5);
}

const files = process.argv.slice(2).map((path) => ({ name: basename(path), bytes: readFileSync(path) }));
if (files.length === 0) throw new Error("name the books to read");
const runs = Array.from({ length: ROUNDS }, () => {
  const [sections, parse] = timed(() => files.flatMap(({ name, bytes }) => parseBook(name, bytes).sections));
  const [search, index] = timed(() => buildSearch(sections));
  const [peer, peerIndex] = timed(() => plainMinisearch(sections));
  return { parse, index, query: ask(search), peerIndex, peerQuery: ask(peer), sections: sections.length };
});
const of = (pick: (run: (typeof runs)[number]) => number) => rounded(middle(runs.map(pick)));
console.log(
  JSON.stringify({
    bench: "rule-search",
    bytes: files.reduce((sum, file) => sum + file.bytes.length, 0),
    sections: runs[0]?.sections,
    questions: QUESTIONS.length,
    firstRunMs: rounded((runs[0]?.parse ?? 0) + (runs[0]?.index ?? 0)),
    parseMs: of((run) => run.parse),
    indexMs: of((run) => run.index),
    queryMs: of((run) => run.query),
    minisearch: { indexMs: of((run) => run.peerIndex), queryMs: of((run) => run.peerQuery) },
  }),
);
