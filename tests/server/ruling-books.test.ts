import { expect, test } from "vitest";
import { loadRuleBook } from "../../rules/text/index.ts";
import { openRulingBooks } from "../../server/rulings.ts";

type Kept = Parameters<ReturnType<typeof openRulingBooks>["told"]>[0][number];

const book = loadRuleBook();
const ruled = (sequence: number, text: string, ruleId: Kept["ruleId"] = "combat.cover"): Kept => ({
  sessionId: "018f0000-0000-7000-8000-000000000001",
  sessionName: "One",
  sessionNumber: 4,
  sequence,
  ruleId,
  text,
  madeAt: "2026-03-03T20:15:00.000Z",
});

test("[APL-25] a ruling is cited by day, session and event, and its citation verifies in its campaign's books alone", () => {
  const books = openRulingBooks(book);
  const rulings = [
    ruled(212, "A table on its side is three-quarters cover."),
    ruled(220, "Chairs are none.", null),
  ];
  const [first, second] = books.told(rulings);
  expect(first?.precedent).toBe("Ruled so on 3 March 2026, session 4, event 212");
  expect(first?.citation).toMatchObject({
    ruleId: "combat.cover",
    role: "house-rule",
    sectionPath: ["Rulings", "Ruled so on 3 March 2026, session 4, event 212"],
    quote: "A table on its side is three-quarters cover.",
  });
  expect(second?.citation.ruleId).toBe("table.override");
  for (const told of [first, second]) {
    if (told === undefined) throw new Error("both are told");
    expect(books.bookOf(rulings).verify(told.citation)).toEqual([]);
    expect(book.verify(told.citation).map(({ code }) => code)).toEqual(["unknown-source"]);
    const changed = { ...told.citation, quote: "Everything is cover." };
    expect(books.bookOf(rulings).verify(changed)).not.toEqual([]);
  }
});

test("[APL-26] however long or odd its words, a ruling breaks no book and no quote is too long", () => {
  const odd = [
    "x".repeat(2000),
    "no end and ".repeat(180),
    "\u200b",
    "§ ...\n\n- 1. TITLE\n| a | b |",
    "One.\n\nTwo.",
  ];
  const books = openRulingBooks(book);
  const rulings = odd.map((text, at) => ruled(at + 1, text));
  const told = books.told(rulings);
  expect(told).toHaveLength(odd.length);
  const layered = books.bookOf(rulings);
  for (const { citation } of told) expect(citation.quote.length).toBeLessThanOrEqual(400);
  for (const { citation } of [
    ...told,
    ...books.precedents(rulings, "combat.cover").map((c) => ({ citation: c })),
  ])
    if (citation.quote !== "") expect(layered.verify(citation)).toEqual([]);
  expect(layered.verify(layered.cite("combat.cover", "house-rule"))).toEqual([]);
});

test("[APL-27] precedents are the newest rulings beside the rule, at most three, and none without one", () => {
  const books = openRulingBooks(book);
  const rulings = [1, 2, 3, 4]
    .map((n) => ruled(n, `Ruling ${n}.`))
    .concat(ruled(5, "Of another.", "combat.dodge"));
  expect(books.precedents(rulings, "combat.cover").map(({ quote }) => quote)).toEqual([
    "Ruling 4.",
    "Ruling 3.",
    "Ruling 2.",
  ]);
  expect(books.precedents(rulings, "combat.hide")).toEqual([]);
  expect(books.bookOf([])).toBe(book);
  expect(books.bookOf(rulings)).toBe(books.bookOf(rulings));
});
