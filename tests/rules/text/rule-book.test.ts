import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Citation } from "../../../rules/citation.ts";
import { RULE_IDS } from "../../../rules/rule-ids.ts";
import { BookError, houseLayer, loadRuleBook } from "../../../rules/text/index.ts";
import { listBindings } from "../../../rules/text/report.ts";

const folder = mkdtempSync(join(tmpdir(), "skald-books-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const book = loadRuleBook();

test("[CITE-1] every rule of the engine has its own words in the built-in book", () => {
  for (const ruleId of RULE_IDS) {
    const citation = book.cite(ruleId);
    expect(book.verify(citation), ruleId).toEqual([]);
    expect(citation.quote.length, ruleId).toBeLessThanOrEqual(400);
  }
});

test("[CITE-2] no two rules are proven by the same anchor", () => {
  const anchors = book.bindings().map((row) => `${row.sectionPath.join(" > ")}: ${row.anchor}`);
  expect(anchors.filter((each, index) => anchors.indexOf(each) !== index)).toEqual([]);
});

test("[CITE-3] a quote stands in its section at the lines it names", () => {
  const citation = book.cite("combat.cover");
  const section = book.section(citation.sourceId, citation.sectionPath);
  expect(section?.text).toContain(citation.quote);
  expect(section?.lineStart).toBeLessThan(citation.lineStart);
  expect(section?.lineEnd).toBeGreaterThanOrEqual(citation.lineEnd);
});

test("[CITE-4] a citation can say that its rule was only considered", () => {
  expect(book.cite("combat.cover", "considered").role).toBe("considered");
  expect(book.cite("combat.cover").role).toBe("applied");
});

const changed: readonly (readonly [string, Partial<Citation>, string])[] = [
  ["a changed quote", { quote: "A target behind half cover has +3." }, "quote-not-in-section"],
  ["a changed hash", { quoteSha256: "0".repeat(64) }, "quote-hash-differs"],
  ["another rule", { ruleId: "combat.dodge" }, "rule-not-bound-here"],
  ["another book", { sourceId: "rules.txt@000000000000" }, "unknown-source"],
  ["another section", { sectionPath: ["Making an Attack", "Naps"] }, "unknown-section"],
  ["other lines", { lineStart: 1, lineEnd: 2 }, "lines-differ"],
  ["an empty quote", { quote: "" }, "quote-empty"],
  ["a quote that never ends", { quote: "A".repeat(401) }, "quote-too-long"],
];
test.each(changed)("[CITE-5] a citation with %s is refused", (_, change, code) => {
  const problems = book.verify({ ...book.cite("combat.cover"), ...change });
  expect(problems.map((problem) => problem.code)).toContain(code);
});

test("[BOOK-9] a rule that the built-in book leaves out stops the start and is named", () => {
  const path = file("rules.txt", "CHAPTER 1: NAPS\n\nSleep.\n");
  expect(() => loadRuleBook({ builtIn: [path] })).toThrow(BookError);
  expect(() => loadRuleBook({ builtIn: [path] })).toThrow(/combat\.cover/u);
});

test("[BOOK-10] a broken book of the owner is reported and the built-in book stands", () => {
  const broken = file("broken.txt", new Uint8Array([0, 1, 2, 3]));
  const loaded = loadRuleBook({ books: [broken, join(folder, "missing.txt")] });
  expect(loaded.problems.map((problem) => problem.code)).toEqual(["book-not-text", "book-unreadable"]);
  expect(loaded.cite("combat.cover")).toEqual(book.cite("combat.cover"));
});

const OWN = `CHAPTER 1: FIGHTING

1.1 COVER

Our table: a target with half cover has a +2 bonus to whatever it fears the most.

1.2 DODGE

Ducking helps.
`;

test("[BOOK-11] the owner's book is quoted where it states a rule, the built-in book where it does not", () => {
  const loaded = loadRuleBook({ books: [file("own.txt", OWN)] });
  expect(loaded.cite("combat.cover").sourceId).toMatch(/^own\.txt@[0-9a-f]{12}$/u);
  expect(loaded.verify(loaded.cite("combat.cover"))).toEqual([]);
  expect(loaded.cite("combat.dodge")).toEqual(book.cite("combat.dodge"));
  expect(loaded.problems.map((problem) => problem.detail)).toContain(
    "combat.dodge is quoted from the built-in book",
  );
  expect(loaded.verify(book.cite("combat.cover"))).toEqual([]);
});

test("[BOOK-12] a book of another edition is flagged and not quoted", () => {
  const loaded = loadRuleBook({
    books: [file("newer.txt", `${OWN}\nTaken from the System Reference Document 5.2.\n`)],
  });
  expect(loaded.problems[0]?.code).toBe("edition-mismatch");
  expect(loaded.cite("combat.cover")).toEqual(book.cite("combat.cover"));
  const { sourceId } = loaded.sources.find((source) => source.edition === "5.2") ?? { sourceId: "" };
  const fromNewer = { ...loaded.cite("combat.cover"), sourceId, sectionPath: ["Fighting", "Cover"] };
  expect(loaded.verify(fromNewer).map((problem) => problem.code)).toContain("wrong-edition");
});

const HOUSE = houseLayer("Kara's campaign", [
  {
    chapter: "House Rules",
    title: "Drinking in a Fight",
    text: "A potion is drunk with a bonus action. Feeding one to a friend takes an action.\n\nSpilling one takes nothing.",
    ruleId: "combat.use-object",
  },
  { chapter: "Rulings", title: "The Chandelier", text: "It held two goblins in session 4, and will again." },
]);

test("[BOOK-13] a campaign's house rule lies above the books, and the books stay citable", () => {
  const table = book.withLayer(HOUSE);
  const house = table.cite("combat.use-object", "house-rule");
  expect(house.quote).toMatch(/^A potion is drunk with a bonus action\./u);
  expect(house.sectionPath).toEqual(["House Rules", "Drinking in a Fight"]);
  expect(table.verify(house)).toEqual([]);
  expect(table.cite("combat.use-object")).toEqual(book.cite("combat.use-object"));
  expect(table.verify(book.cite("combat.use-object"))).toEqual([]);
  expect(book.verify(house).map((problem) => problem.code)).toEqual(["unknown-source"]);
});

test("[BOOK-14] a ruling is found by the words of a question, beside the book", () => {
  const hits = book.withLayer(HOUSE).search("does the chandelier hold goblins").hits;
  expect(hits[0]?.section.path).toEqual(["Rulings", "The Chandelier"]);
  const drinking = book
    .withLayer(HOUSE)
    .search("use an object action")
    .hits.map((hit) => hit.section.title);
  expect(drinking).toContain("Use an Object");
});

test("[BOOK-15] every loaded book is named by its content and layer", () => {
  const sources = book.withLayer(HOUSE).sources;
  expect(sources.map(({ name, layer, edition }) => [name, layer, edition])).toEqual([
    ["rules.txt", "built-in", "skald"],
    ["handbook.txt", "built-in", "skald"],
    ["Kara's campaign", "house", "house"],
  ]);
  for (const source of sources) expect(source.sourceId).toBe(`${source.name}@${source.sha256.slice(0, 12)}`);
});

test("[CITE-6] an anchor that proves two rules is named as a fault", () => {
  const [first, second] = book.bindings();
  if (first === undefined || second === undefined) throw new Error("the book binds no rules");
  const twice = { ...book, bindings: () => [first, { ...first, ruleId: second.ruleId }] };
  expect(listBindings(book).faults).toEqual([]);
  expect(listBindings(twice).faults).toEqual([
    expect.stringContaining(`${second.ruleId} and ${first.ruleId} share`),
  ]);
});

test("[BOOK-19] a file far too large for a book is not read", () => {
  const huge = file("huge.txt", "");
  truncateSync(huge, 300 * 2 ** 20);
  expect(loadRuleBook({ books: [huge] }).problems.map((problem) => problem.code)).toEqual(["book-too-large"]);
});
