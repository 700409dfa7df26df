import { expect, test } from "vitest";
import { BookError, parseBook } from "../../../rules/text/index.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const book = (text: string, name = "house.txt") => parseBook(name, bytes(text));

const LOOSE = `CONTENTS

CHAPTER 1: TAVERNS ..................    2
  1.1 BRAWLS ........................    2

The Brewer's Book                      1
\fTHE BREWER'S RULES

CHAPTER 1: TAVERNS
A tavern is where most quarrels begin, and where the rest of them are remem-
bered.

1.1 BRAWLS

Throw a mug. It is self-evident that a tavern's mug is no \u201cweapon\u201d, however well-
aimed it is: a mug \ufb02ies ten feet at the most, and then it is on the

2                      The Brewer's Book
\fTAVERNS

floor. Nobody is remembered for it.

Throwing Mugs

Table: Mugs

Mug    Range
Clay   10 feet
Stone  5 feet

The Brewer's Book                      3
\fTHE BREWER'S RULES

1.2 BILLS

\u2022 Pay before you leave.
\u2022 Leave before you pay, if you are quick, and hope that nobody saw you go down
  the back stairs.

4                      The Brewer's Book
\fTHE BREWER'S RULES

The Brewer's Book                      5
`;

test("[BOOK-1] an export of a PDF becomes sections with titles, lines and pages", () => {
  const parsed = book(LOOSE);
  const found = parsed.sections.map(({ path, lineStart, lineEnd, page }) => [
    path.join(" > "),
    lineStart,
    lineEnd,
    page,
  ]);
  expect(found).toEqual([
    ["Taverns", 9, 11, 2],
    ["Taverns > Brawls", 13, 21, 2],
    ["Taverns > Brawls > Throwing Mugs", 23, 29, 3],
    ["Taverns > Bills", 34, 38, 4],
  ]);
});

test("[BOOK-2] broken words, ligatures, quotation marks and turned pages are mended in a section's text", () => {
  const [taverns, brawls] = book(LOOSE).sections;
  expect(taverns?.text).toBe(
    "A tavern is where most quarrels begin, and where the rest of them are remembered.",
  );
  expect(brawls?.text).toBe(
    `Throw a mug. It is self-evident that a tavern's mug is no "weapon", however well-aimed it is: a mug flies ten feet ` +
      "at the most, and then it is on the floor. Nobody is remembered for it.",
  );
});

test("[BOOK-3] heads, feet and contents are kept out and reported by distinct text and count", () => {
  const { furniture, unowned } = book(LOOSE);
  expect(unowned).toEqual([]);
  expect(furniture.filter((each) => each.kind !== "contents")).toEqual([
    { text: "The Brewer's Book #", kind: "running-foot", count: 3 },
    { text: "THE BREWER'S RULES", kind: "running-head", count: 3 },
    { text: "# The Brewer's Book", kind: "running-foot", count: 2 },
    { text: "TAVERNS", kind: "running-head", count: 1 },
  ]);
  expect(furniture.filter((each) => each.kind === "contents")).toHaveLength(3);
});

test("[BOOK-4] a table keeps its rows and cells, a list keeps its items", () => {
  const [, , mugs, bills] = book(LOOSE).sections;
  expect(mugs?.tables).toEqual([
    {
      caption: "Mugs",
      rows: [
        ["Mug", "Range"],
        ["Clay", "10 feet"],
        ["Stone", "5 feet"],
      ],
      lineStart: 27,
      lineEnd: 29,
    },
  ]);
  expect(bills?.text.split("\n")).toHaveLength(2);
});

test("[BOOK-5] line ends of Windows and a byte order mark change nothing but the hash", () => {
  const unix = book(LOOSE);
  const windows = book(`\ufeff${LOOSE.replace(/\n/gu, "\r\n")}`);
  expect(windows.sections.map((each) => [each.path, each.lineStart, each.text])).toEqual(
    unix.sections.map((each) => [each.path, each.lineStart, each.text]),
  );
  expect(windows.sourceId).not.toBe(unix.sourceId);
});

test("[BOOK-6] bare headings close above their text are found, rows of a flattened table are not", () => {
  const parsed = book(`GOODS

Lamp Oil
Burns for six hours and smells for twelve. It is sold by
the flask, and the flask is sold with it.

Prices

Flask Cost Weight
Small 1 sp 1 lb.
Large 2 sp 2 lb.
Barrel 3 gp 90 lb.

Rope
Fifty feet of it hold almost anything, once tied by some-
body who knows how.
`);
  expect(parsed.sections.map((each) => each.path.join(" > "))).toEqual([
    "Goods",
    "Goods > Lamp Oil",
    "Goods > Rope",
  ]);
  expect(parsed.sections[2]?.text).toContain("somebody who knows how");
});

test("[BOOK-7] Markdown headings become sections, and boxed code heads nothing", () => {
  const parsed = book(
    "# Inns\n\nBeds are *cheap*.\n\n```\n# not a heading\n```\n\n## Rooms\n\n| Room | Price |\n|---|---|\n| **Loft** | 2 cp |\n",
    "inns.md",
  );
  expect(parsed.sections.map((each) => each.path)).toEqual([["Inns"], ["Inns", "Rooms"]]);
  expect(parsed.sections[0]?.text).toContain("Beds are cheap.");
  expect(parsed.sections[1]?.tables[0]?.rows).toEqual([
    ["Room", "Price"],
    ["Loft", "2 cp"],
  ]);
});

test.each([
  ["an empty file", new Uint8Array(), "book-empty"],
  ["a file of blanks", bytes(" \n \n"), "book-empty"],
  ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0xff, 0xfe]), "book-not-text"],
  [
    "a letter without headings",
    bytes("dear all, the game is off on friday. sorry for that.\n"),
    "book-without-sections",
  ],
])("[BOOK-8] %s is refused with a reason", (_, content, code) => {
  expect(() => parseBook("odd.txt", content)).toThrow(BookError);
  expect(() => parseBook("odd.txt", content)).toThrow(expect.objectContaining({ code, book: "odd.txt" }));
});

const pageOf = (page: number) =>
  `THE BREWER'S RULES\n\n${Array.from({ length: 12 }, (_, at) => `Line ${"abcdefghijkl"[at]} of a page about ales and what they do to people.`).join("\n")}\n\nThe Brewer's Book, edition 5.1    ${page}\n`;

test("[BOOK-16] heads and feet are told without form feeds, by the numbers that grow", () => {
  const text = `CHAPTER 1: ALES\n\nAles are brown.\n\n${[1, 2, 3, 4, 5, 6].map(pageOf).join("")}`;
  const parsed = book(text);
  expect(parsed.furniture).toEqual([
    { text: "The Brewer's Book, edition 5.1 #", kind: "running-foot", count: 6 },
    { text: "THE BREWER'S RULES", kind: "running-head", count: 5 },
  ]);
  expect(parsed.sections.map((section) => section.title)).toContain("Ales");
});

test("[BOOK-17] a margin that all lines share is no sign of a box or a table", () => {
  const plain = book(LOOSE);
  const indented = book(LOOSE.replace(/^(?=[^\n\f])/gmu, "    "));
  expect(indented.sections.map((section) => [section.path, section.text])).toEqual(
    plain.sections.map((section) => [section.path, section.text]),
  );
});

test("[BOOK-18] a list of contents whose dots were lost is still no part of the text", () => {
  const parsed = book(
    "Table of Contents\n\nAles 3\nStouts and Porters 12\n\nALES\n\nBrown.\n\nSTOUTS AND PORTERS\n\nBlack.\n",
  );
  expect(parsed.sections.map((section) => section.title)).toEqual(["Ales", "Stouts and Porters"]);
  expect(parsed.unowned).toEqual([]);
  expect(parsed.furniture).toHaveLength(3);
});

test("[BOOK-20] a box among numbered parts stands beside what follows it, not above", () => {
  const parsed = book(
    "CHAPTER 1: ALES\n\nAles are brown.\n\n1.1 BREWING\n\nWith water.\n\nON BARLEY\n\n  Barley is a grain.\n\nCooling\n\nIn a cellar.\n\n1.2 SELLING\n\nFor coin.\n",
  );
  expect(parsed.sections.map((section) => section.path.join(" > "))).toEqual([
    "Ales",
    "Ales > Brewing",
    "Ales > Brewing > On Barley",
    "Ales > Brewing > Cooling",
    "Ales > Selling",
  ]);
});
