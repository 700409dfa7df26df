import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { RULE_IDS } from "../../../rules/rule-ids.ts";
import { markFurniture } from "../../../rules/text/furniture.ts";
import { loadRuleBook, type ParsedBook, parseBook } from "../../../rules/text/index.ts";
import { checkBooks, searchQuestions } from "../../../rules/text/report.ts";
import { buildSearch, type SearchHit } from "../../../rules/text/search/search.ts";
import { decodeBook, sourceLines } from "../../../rules/text/source-lines.ts";
import { SRD_BINDINGS } from "../../../rules/text/srd-bindings.ts";
import { TABLE_QUESTIONS } from "./table-questions.ts";

const SRD = resolve(import.meta.dirname, "../../../../shared/srd");
const here = existsSync(join(SRD, "rules.txt"));
if (!here) console.warn("rules/text on the SRD: 12 cases did not run, ../shared/srd is not there");

const TEXTS = ["rules.txt", "handbook.txt"];
const lines = (name: string) => readFileSync(join(SRD, name), "utf8").trim().split("\n");
const read = (name: string): ParsedBook => parseBook(name, readFileSync(join(SRD, name)));

type Mapped = { readonly id: string; readonly txt: string; readonly line: number; readonly line_end: number };
const mapped = (): Mapped[] => lines("txt_map.jsonl").map((line) => JSON.parse(line));

/** Letters in order, spelled out and without their hyphens, so that mending a wrap changes nothing. */
const letters = (text: string) => text.match(/\p{L}/gu)?.join("") ?? "";

describe.skipIf(!here)("on the SRD's text exports", () => {
  test.each(TEXTS)("[SRD-1] at least 98 in 100 sections of %s begin at the right line", (name) => {
    const found = new Set(read(name).sections.map((section) => section.lineStart));
    const wanted = mapped().filter((each) => each.txt === name);
    const missing = wanted.filter((each) => !found.has(each.line));
    expect(missing.length / wanted.length).toBeLessThanOrEqual(0.02);
  });

  test.each(TEXTS)("[SRD-2] hardly a heading is taken in %s where there is none", (name) => {
    const wanted = new Set(mapped().map((each) => `${each.txt}:${each.line}`));
    const { sections } = read(name);
    const extra = sections.filter((section) => !wanted.has(`${name}:${section.lineStart}`));
    expect(extra.length / sections.length).toBeLessThanOrEqual(0.03);
  });

  test.each(TEXTS)("[SRD-3] no letter of %s is lost, doubled or moved", (name) => {
    const book = read(name);
    const source = sourceLines(decodeBook(name, readFileSync(join(SRD, name))));
    const headed = book.sections.map(
      (section) => letters(source[section.lineStart - 1]?.text ?? "") + letters(section.text),
    );
    const kept = markFurniture(source)
      .filter((line) => line.furniture === undefined)
      .map((line) => letters(line.text));
    const together = headed.join("");
    let at = 0;
    for (const line of kept) {
      expect(together.startsWith(line, at), `${name}: ${line.slice(0, 60)}`).toBe(true);
      at += line.length;
    }
    expect(at).toBe(together.length);
  });

  test("[SRD-4] no letter of the Markdown is lost and every section begins at its line", async () => {
    const { rows, summary } = await checkBooks([join(SRD, "srd51")]);
    expect(summary.errors).toEqual([]);
    expect(summary.letters.lost).toBe(0);
    const found = new Set(rows.map((row) => `${row.source}:${row.lineStart}`));
    const wanted: { file: string; lines: [number, number] }[] = lines("sections.jsonl").map((line) =>
      JSON.parse(line),
    );
    const missing = wanted.filter((each) => !found.has(`${each.file}:${each.lines[0]}`));
    expect(missing.length / wanted.length).toBeLessThanOrEqual(0.02);
  });

  test.each([
    ["text", TEXTS],
    ["Markdown", ["srd51"]],
  ])("[SRD-5] every rule that the SRD states is quoted from its %s and the quote is true", (_, names) => {
    const book = loadRuleBook({ books: names.map((name) => join(SRD, name)) });
    expect(book.problems).toEqual([]);
    for (const ruleId of RULE_IDS) {
      const citation = book.cite(ruleId);
      expect(book.verify(citation), ruleId).toEqual([]);
      const layer = book.sources.find((source) => source.sourceId === citation.sourceId)?.layer;
      expect(layer, ruleId).toBe(SRD_BINDINGS[ruleId] === undefined ? "built-in" : "owner");
    }
  });
});

describe.skipIf(!here)("searching the SRD", () => {
  const sections = here ? TEXTS.flatMap((name) => read(name).sections) : [];
  const search = buildSearch(sections);
  const byId = new Map(here ? mapped().map((each) => [each.id, each]) : []);
  const answers = ({ section }: SearchHit, id: string) => {
    const gold = byId.get(id);
    if (gold === undefined) throw new Error(`${id} is no section of the SRD`);
    return section.source === gold.txt && section.lineStart >= gold.line && section.lineEnd <= gold.line_end;
  };
  const asked = TABLE_QUESTIONS.map(({ question, answers: wanted }) => {
    const { abstain, hits } = search(question, { limit: 5 });
    const ranks = wanted.map((ids) => hits.findIndex((hit) => ids.some((id) => answers(hit, id))));
    return { question, abstain, ranks };
  });
  const answerable = asked.filter((each) => each.ranks.length > 0);
  const unanswerable = asked.filter((each) => each.ranks.length === 0);

  test("[SRD-6] the first section answers six questions in ten, the first five nearly nine", () => {
    const first = answerable.filter((each) => each.ranks.includes(0)).length;
    const five = answerable.reduce(
      (sum, each) => sum + each.ranks.filter((rank) => rank >= 0).length / each.ranks.length,
      0,
    );
    expect(first / answerable.length).toBeGreaterThanOrEqual(0.6);
    expect(five / answerable.length).toBeGreaterThanOrEqual(0.85);
  });

  test("[SRD-7] four in five questions about other books are refused, and hardly one that has an answer", () => {
    expect(unanswerable.filter((each) => each.abstain).length / unanswerable.length).toBeGreaterThanOrEqual(
      0.8,
    );
    expect(answerable.filter((each) => each.abstain).length / answerable.length).toBeLessThanOrEqual(0.05);
  });

  test("[SRD-8] lines that are named for an answer are never more than a hundred and fifty", () => {
    const rows = searchQuestions(
      search,
      TABLE_QUESTIONS.map(({ question }, id) => ({ id: String(id), question })),
    );
    for (const {
      lines: [from, to],
    } of rows.flatMap((row) => row.results))
      expect(to - from).toBeLessThan(150);
  });
});
