import { existsSync } from "node:fs";
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
