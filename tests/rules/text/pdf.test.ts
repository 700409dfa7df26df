import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { BookError, openRuleBook } from "../../../rules/text/index.ts";
import { parsePdf } from "../../../rules/text/pdf.ts";
import { makePdf } from "./make-pdf.ts";

const folder = mkdtempSync(join(tmpdir(), "skald-pdf-"));
afterAll(() => rmSync(folder, { recursive: true }));

const foot = (page: number) => ({ x: 60, y: 30, size: 8, text: `The Brewer's Book ${page}` });
const PDF = makePdf([
  [
    { x: 60, y: 780, size: 22, text: "1. Fighting" },
    { x: 60, y: 740, size: 14, text: "1.1 Cover" },
    { x: 60, y: 720, size: 10, text: "A target with half cover has a +2 bonus to what-" },
    { x: 60, y: 708, size: 10, text: "ever it fears the most (as our table has it), and" },
    { x: 60, y: 696, size: 10, text: "so does" },
    foot(1),
  ],
  [
    { x: 60, y: 780, size: 10, text: "its dog." },
    { x: 60, y: 750, size: 14, text: "1.2 Throwing" },
    { x: 60, y: 735, size: 14, text: "Mugs at People" },
    { x: 60, y: 710, size: 10, text: "Mug" },
    { x: 160, y: 710, size: 10, text: "Range" },
    { x: 60, y: 698, size: 10, text: "Clay" },
    { x: 160, y: 698, size: 10, text: "10 feet" },
    foot(2),
  ],
  [{ x: 60, y: 780, size: 14, text: "1.3 Bills" }, { x: 60, y: 760, size: 10, text: "Pay them." }, foot(3)],
]);

test("[PDF-1] headings are told by their size, paragraphs run over pages, feet are furniture", async () => {
  const book = await parsePdf("brews.pdf", PDF);
  expect(book.sections.map(({ path, page }) => [path.join(" > "), page])).toEqual([
    ["Fighting", 1],
    ["Fighting > Cover", 1],
    ["Fighting > Throwing Mugs at People", 2],
    ["Fighting > Bills", 3],
  ]);
  expect(book.sections[1]?.text).toBe(
    "A target with half cover has a +2 bonus to whatever it fears the most (as our table has it), and so does its dog.",
  );
  expect(book.sections[2]?.tables[0]?.rows).toEqual([
    ["Mug", "Range"],
    ["Clay", "10 feet"],
  ]);
  expect(book.furniture).toEqual([{ text: "The Brewer's Book #", kind: "running-foot", count: 3 }]);
});

test("[PDF-2] a rule is quoted from an owner's PDF", async () => {
  writeFileSync(join(folder, "brews.pdf"), PDF);
  const book = await openRuleBook({ books: [folder] });
  const citation = book.cite("combat.cover");
  expect(citation.sourceId).toMatch(/^brews\.pdf@/u);
  expect(citation.sectionPath).toEqual(["Fighting", "Cover"]);
  expect(book.verify(citation)).toEqual([]);
});

test("[PDF-3] a broken PDF is reported, and the built-in book stands", async () => {
  const broken = join(folder, "broken.pdf");
  writeFileSync(broken, "%PDF-1.4 and then nothing of the kind");
  const book = await openRuleBook({ books: [broken] });
  expect(book.problems.map((problem) => problem.code)).toEqual(["book-not-text"]);
  expect(book.cite("combat.cover").sourceId).toMatch(/^rules\.txt@/u);
  await expect(parsePdf("empty.pdf", makePdf([[]]))).rejects.toThrow(BookError);
});
