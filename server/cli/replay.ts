import { type Command, Option } from "commander";
import type { Globals } from "./globals.ts";
import { type LogTextOptions, openLogText } from "./log-text.ts";
import { readSession, SOURCE } from "./read-session.ts";

type ReplayOptions = { readonly quotes: LogTextOptions["quotes"]; readonly to?: string };

export function registerReplay(program: Command): void {
  program
    .command("replay")
    .argument("<source>", SOURCE)
    .description("tell a session as a story: each action, its dice, its rule and the rule's words")
    .addOption(
      new Option("--quotes <which>", "quote each rule once, each time, or never")
        .choices(["first", "all", "none"])
        .default("first"),
    )
    .option("--to <sequence>", "stop after this event")
    .action(async (source: string, options: ReplayOptions, command: Command) => {
      const records = await readSession(source);
      const to = options.to === undefined ? Number.POSITIVE_INFINITY : Number(options.to);
      const { json } = command.optsWithGlobals<Globals>();
      const log = openLogText({ quotes: options.quotes });
      for (const { sequence, content, citations, actorName } of records) {
        if (sequence > to) break;
        const { event } = content;
        const entry = { sequence, event, citations };
        if (json) console.log(JSON.stringify({ ...entry, actorName }));
        else for (const line of log.lines(entry)) console.log(line);
      }
    });
}
