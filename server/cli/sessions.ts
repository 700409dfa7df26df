import { once } from "node:events";
import { open } from "node:fs/promises";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import type { Command } from "commander";
import { print } from "./globals.ts";
import { readSessionFile, withBackstage } from "./operator.ts";

/** Sessions out, in, listed and folded again. */
export function registerSessions(program: Command): void {
  program
    .command("sessions")
    .description("list the sessions of the data directory")
    .action(async (_options: object, command: Command) => {
      const sessions = await withBackstage((backstage) => backstage.sessions());
      const lines = sessions.map(
        ({ id, status, events, lastActivity, campaign, name }) =>
          `${id}  ${status.padEnd(6)}  ${String(events).padStart(6)} events  ${lastActivity.slice(0, 16)}  ${campaign} / ${name}`,
      );
      print(command, sessions, lines.length === 0 ? "There are no sessions yet." : lines);
    });

  program
    .command("export")
    .argument("<session>", "its id")
    .description("write a session as a file: every event, its chain, versions and dice")
    .option("-o, --output <file>", "where to (default: standard output)")
    .action(async (session: string, { output }: { readonly output?: string }) => {
      // Never over a file that is there.
      const out = output === undefined ? process.stdout : (await open(output, "wx")).createWriteStream();
      await withBackstage((backstage) => writeLines(backstage.exportLines(session), out));
      if (output === undefined) return;
      out.end();
      await finished(out);
    });

  program
    .command("import")
    .argument("<file>", "a session file, or - for standard input")
    .description("check a session file and keep it here, to be looked at and replayed")
    .action(async (path: string, _options: object, command: Command) => {
      const file = await readSessionFile(path);
      const imported = await withBackstage((backstage) => backstage.importSession(file));
      print(
        command,
        imported,
        `Session ${imported.sessionId}: ${imported.events} events, head ${imported.head}`,
      );
    });

  program
    .command("rebuild")
    .argument("[session]", "its id (default: all)")
    .description("read sessions again from their logs and write what follows from them")
    .action(async (session: string | undefined, _options: object, command: Command) => {
      const rebuilt = await withBackstage((backstage) => backstage.rebuild(session ?? null));
      print(
        command,
        rebuilt,
        rebuilt.map(({ sessionId: id, events, stateHash }) => `${id}  ${events} events  state ${stateHash}`),
      );
    });
}

async function writeLines(lines: AsyncIterable<string>, out: Writable): Promise<void> {
  for await (const line of lines) if (!out.write(`${line}\n`)) await once(out, "drain");
}
