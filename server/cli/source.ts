import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Lines, linesOf } from "../session-file.ts";
import { CliError } from "./globals.ts";
import { readSessionFile, withBackstage } from "./operator.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A session as a file's text: from a file, or exported from the data directory by its id. */
export async function sessionFileOf(source: string): Promise<string> {
  if (!UUID.test(source) || existsSync(source)) return readSessionFile(source);
  return withBackstage(async (backstage) => {
    const lines: string[] = [];
    for await (const line of backstage.exportLines(source)) lines.push(line);
    return `${lines.join("\n")}\n`;
  });
}

/** The same line by line, for a session of any length. Standard input is kept in a file meanwhile. */
export async function withSessionLines<Value>(
  source: string,
  work: (lines: Lines) => Promise<Value>,
): Promise<Value> {
  if (UUID.test(source) && !existsSync(source))
    return withBackstage((backstage) => work(() => backstage.exportLines(source)));
  if (source !== "-") {
    await access(source).catch((cause) => {
      throw new CliError(`${source} cannot be read.`, { cause, exitCode: 2 });
    });
    return work(linesOfFile(source));
  }
  const folder = await mkdtemp(join(tmpdir(), "skald-"));
  try {
    const file = join(folder, "session.jsonl");
    await pipeline(process.stdin, createWriteStream(file, { mode: 0o600 }));
    return await work(linesOfFile(file));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const linesOfFile =
  (path: string): Lines =>
  () =>
    linesOf(createReadStream(path, "utf8"));
