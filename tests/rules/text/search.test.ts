import { expect, test } from "vitest";
import { loadRuleBook, parseBook } from "../../../rules/text/index.ts";
import { buildSearch } from "../../../rules/text/search/search.ts";

const book = loadRuleBook();
const bestOf = (question: string) => book.search(question).hits[0]?.section.title;

test.each([
  ["can i shoot into melee", "Shooting at Close Quarters"],
  ["does a nat 20 always hit", "The Natural One and Twenty"],
  ["getting up costs how much movement", "Dropping Prone and Standing Up"],
  ["when do i roll death saves", "Death Saving Throws"],
  ["do thp stack", "Temporary Hit Points"],
  ["who goes first", "Initiative"],
  ["how do i wrestle the bandit", "Grappling"],
  ["fell off a 60 ft cliff, how many dice", "Falling"],
  ["can i hide behind a tree for ac", "Cover"],
  ["aoo when he runs away?", "Opportunity Attacks"],
  ["knock him out instead of killing", "Knocking a Creature Out"],
  ["i want to hold my attack until the door opens", "Ready"],
])("[SEEK-1] asked as people ask at a table: %s", (question, title) => {
  expect(bestOf(question)).toBe(title);
});

test.each([
  ["oportunity atack", "Opportunity Attacks"],
  ["grapling", "Grappling"],
  ["temporay hitpoints", "Temporary Hit Points"],
  ["initative order", "Initiative"],
])("[SEEK-2] slips of the keyboard are mended: %s", (question, title) => {
  expect(bestOf(question)).toBe(title);
});

test("[SEEK-3] a question of two parts is answered from two sections", () => {
  const titles = book.search("he is prone and i crit him").hits.map((hit) => hit.section.title);
  expect(titles).toContain("Critical Hits");
  expect(titles).toContain("Prone");
});

test.each([
  "does my hexblade curse crit on a 19",
  "great weapon master minus 5 plus 10",
  "what does the beholder's eye do",
  "how does the oath of conquest aura work",
  "what can i do with the tough feat",
  "qwzx vbnm plonk",
])("[SEEK-4] what the books do not hold is refused: %s", (question) => {
  expect(book.search(question).abstain).toBe(true);
});

test("[SEEK-5] a hit quotes the words that answer, at the lines that hold them", () => {
  const hit = book.search("how much ac for half cover").hits[0];
  expect(hit?.section.title).toBe("Cover");
  expect(hit?.quote).toContain("half cover has +2");
  expect(hit?.section.text).toContain(hit?.quote);
  expect(hit?.lineStart).toBeGreaterThan(hit?.section.lineStart ?? 0);
  expect(hit?.lineEnd).toBeLessThanOrEqual(hit?.section.lineEnd ?? 0);
});

test("[SEEK-6] an empty question finds nothing and is refused", () => {
  for (const question of ["", "   ", "?!", "the of and", "\u0000\ud800"]) {
    expect(book.search(question)).toEqual({ abstain: true, hits: [] });
  }
});

test("[SEEK-10] words that mean something to a program are only words", () => {
  for (const question of [
    "constructor",
    "__proto__ hasOwnProperty",
    "toString valueOf",
    "(?:.*)+$ [a-z",
    "x".repeat(5000),
  ]) {
    expect(() => book.search(question)).not.toThrow();
  }
  expect(book.search("constructor").abstain).toBe(true);
});

test("[SEEK-7] no more sections are named than were asked for", () => {
  expect(book.search("attack roll", { limit: 2 }).hits).toHaveLength(2);
});

const BREWS = `BREWS

Brown Ale
Brewed from burnt barley. One mug of it mends a bad mood,
and the second mug mends the first.

Beholder Stout
Named after the monster by somebody who had never met one.
It is black, and it looks back at you.
`;

test("[SEEK-8] a name from another book is answered once a loaded book has it", () => {
  const { sections } = parseBook("brews.txt", new TextEncoder().encode(BREWS));
  const search = buildSearch(sections);
  expect(search("what is in a beholder stout").hits[0]?.section.title).toBe("Beholder Stout");
  expect(search("how many hit points has a beholder").abstain).toBe(true);
});

test("[SEEK-9] a book that is loaded in two forms answers once", () => {
  const text = parseBook("brews.txt", new TextEncoder().encode(BREWS)).sections;
  const markdown = BREWS.replace("BREWS", "# Brews")
    .replace("Brown Ale", "## Brown Ale\n")
    .replace("Beholder Stout\n", "## Beholder Stout\n\n");
  const twice = [...text, ...parseBook("brews.md", new TextEncoder().encode(markdown)).sections];
  const hits = buildSearch(twice)("what is brown ale brewed from").hits;
  expect(hits.filter((hit) => hit.section.title === "Brown Ale")).toHaveLength(1);
});
