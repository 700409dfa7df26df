import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { z } from "zod";
import type { AnswerRow, BookCheck } from "../../rules/text/report.ts";
import { CliError } from "./globals.ts";

type Json = { readonly json?: boolean };
type Books = { readonly books?: readonly string[] };

const QuestionLine = z.object({ id: z.string(), question: z.string() });

/** `skald rules`: looks into rule books without starting a table. */
export function registerRules(program: Command): void {
  const rules = program.command("rules").description("check, search and list the rule books");
  registerCheck(rules);
  registerSearch(rules);
  registerBindings(rules);
}

function registerCheck(rules: Command): void {
  rules
    .command("check")
    .description("parse rule books and say what became of every line")
    .argument("<files...>", "text, Markdown or PDF files, or folders of them")
    .addOption(new Option("--json", "one line a section, then one line of summary"))
    .action(async (files: readonly string[], _options: Json, command: Command) => {
      const { checkBooks } = await import("../../rules/text/report.ts");
      const check = await checkBooks(files);
      if (command.optsWithGlobals<Json>().json) {
        console.log([...check.rows, check.summary].map((row) => JSON.stringify(row)).join("\n"));
      } else console.log(describeCheck(check));
      if (check.summary.errors.length > 0 || check.summary.letters.lost !== 0) process.exitCode = 1;
    });
}

function describeCheck({ rows, summary }: BookCheck): string {
  const lines: string[] = [];
  for (const book of summary.books) {
    lines.push(
      `${book.source}: ${book.sections} sections, ${book.tables} tables, sha256 ${book.sha256.slice(0, 12)}`,
    );
  }
  const { letters } = summary;
  lines.push(
    "",
    `${rows.length} sections, ${summary.tables} tables.`,
    `${letters.inFiles} letters: ${letters.inSections} in sections, ${letters.inFurniture} in furniture, ` +
      `${letters.unowned} before the first heading, ${letters.lost} lost.`,
  );
  const furniture = summary.furniture.filter((each) => each.kind !== "contents");
  if (furniture.length > 0) lines.push("", "Taken for furniture:");
  for (const each of furniture)
    lines.push(`  ${String(each.count).padStart(5)} x ${each.text}  (${each.kind}, ${each.source})`);
  const contents = summary.furniture.length - furniture.length;
  if (contents > 0) lines.push(`  ${contents} lines of contents`);
  for (const each of summary.unowned)
    lines.push(`Line ${each.line} of ${each.source} belongs to no section: ${each.text}`);
  if (summary.doubted.length > 0) {
    lines.push("", "Lines that read like headings and were not taken for one (--json has all):");
    for (const each of summary.doubted.slice(0, 12))
      lines.push(`  ${each.source}:${each.line} ${each.text}  (${each.why})`);
  }
  if (summary.unbound.length > 0) {
    lines.push(
      "",
      `Rules that these books do not state; the built-in book is quoted: ${summary.unbound.join(", ")}`,
    );
  }
  for (const error of summary.errors) lines.push(`NOT READ  ${error.detail}`);
  return lines.join("\n");
}

function registerSearch(rules: Command): void {
  rules
    .command("search")
    .description("ask the rule books, as one would at a table")
    .argument("[question...]", "what to ask")
    .option("--books <paths...>", "the books to ask instead of the built-in one: files or folders")
    .option("--questions <file>", 'a file with one {"id", "question"} a line, answered in one run')
    .option("--limit <count>", "how many sections to name", "5")
    .addOption(new Option("--json", "one line of JSON a question"))
    .action(async (words: readonly string[], options: SearchOptions, command: Command) => {
      const { openSearch, searchQuestions } = await import("../../rules/text/report.ts");
      const questions = readQuestions(words.join(" "), options.questions);
      const search = await openSearch(options.books ?? [], (line) => console.error(line));
      const limit = Math.max(1, Math.min(50, Number.parseInt(options.limit, 10) || 5));
      const { json } = command.optsWithGlobals<Json>();
      for (const row of searchQuestions(search, questions, limit)) {
        console.log(json ? JSON.stringify(row) : describeAnswer(row));
      }
    });
}

type SearchOptions = Books & { readonly questions?: string; readonly limit: string };

function readQuestions(question: string, file: string | undefined) {
  if (file === undefined) {
    if (question.trim() === "") throw new CliError("Ask something, or name a file with --questions.");
    return [{ id: "1", question }];
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new CliError(`${file} cannot be read.`, { cause });
  }
  return text
    .split("\n")
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => {
      const parsed = QuestionLine.safeParse(parseJson(line));
      if (!parsed.success) throw new CliError(`Line ${number} of ${file} is no {"id", "question"}.`);
      return parsed.data;
    });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function describeAnswer(row: AnswerRow): string {
  const lines = [row.question];
  if (row.abstain)
    lines.push("  The books do not say.", ...(row.results.length > 0 ? ["  Nearest to it:"] : []));
  for (const { file, heading_path, span, quote } of row.results) {
    lines.push(`  ${heading_path.join(" > ")}  (${file}, lines ${span[0]} to ${span[1]})`, `    "${quote}"`);
  }
  return `${lines.join("\n")}\n`;
}

function registerBindings(rules: Command): void {
  rules
    .command("bindings")
    .description("list every rule of the engine with the section and the words that state it")
    .option("--books <paths...>", "books to bind besides the built-in one: files or folders")
    .addOption(new Option("--json", "one line of JSON a binding"))
    .action(async (options: Books, command: Command) => {
      const { openRuleBook } = await import("../../rules/text/index.ts");
      const { listBindings } = await import("../../rules/text/report.ts");
      const { rows, faults, notes } = listBindings(await openRuleBook({ books: options.books ?? [] }));
      const { json } = command.optsWithGlobals<Json>();
      for (const row of rows) {
        console.log(
          json
            ? JSON.stringify(row)
            : `${row.ruleId.padEnd(36)} ${row.sectionPath.join(" > ")}  (${row.sourceId.replace(/@.*/u, "")}:${row.lineStart})\n` +
                `${"".padEnd(36)} "${row.anchor}"`,
        );
      }
      for (const note of notes) console.error(note);
      for (const fault of faults) console.error(fault);
      if (faults.length > 0) process.exitCode = 1;
    });
}
