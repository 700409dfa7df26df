import type { Command } from "commander";
import type { Change, Changes } from "../../rooms/changes.ts";
import { CliError, print } from "./globals.ts";
import { namesIn, readEyes, readNumber, readSession, SOURCE } from "./read-session.ts";

export function registerDiff(program: Command): void {
  program
    .command("diff")
    .argument("<source>", SOURCE)
    .argument("<from>", "a number of the log; 0 is before the first event")
    .argument("<to>", "a later one")
    .description("tell what changed between two events, each change with the event that did it")
    .option("--as <seat>", "through whose eyes: dm, table, a seat's id, or who sits there", "dm")
    .action(
      async (
        source: string,
        first: string,
        second: string,
        options: { readonly as: string },
        command: Command,
      ) => {
        const { changesBetween } = await import("../../rooms/changes.ts");
        const records = await readSession(source);
        const from = readNumber(first, records);
        const to = readNumber(second, records);
        if (from > to) throw new CliError(`Event ${from} is after event ${to}.`);
        const changes = changesBetween(records, from, to, readEyes(options.as, records));
        print(command, changes, told(changes, namesIn(records)));
      },
    );
}

function told({ changes, events, from, to }: Changes, nameOf: (id: string) => string): readonly string[] {
  const witnessed = events.filter(({ event }) => event !== null).length;
  const head = `Events ${from + 1} to ${to}: ${witnessed} of ${events.length} witnessed, ${changes.length} changes.`;
  if (from === to) return ["Nothing lies between."];
  return [head, ...changes.map((change) => lineOf(change, nameOf))];
}

/** `  #212  Kara Holt: hp 9 → 4`, with names where the view has ids. */
function lineOf({ path, before, after, sequence }: Change, nameOf: (id: string) => string): string {
  const words = path.slice(1).split("/").map(nameOf);
  const [area = "", subject = "", ...rest] = words;
  const isNamed = area === "creatures" || area === "seats" || area === "requests";
  const what = isNamed ? `${subject}${rest.length === 0 ? "" : `: ${rest.join(" ")}`}` : words.join(" ");
  return `${`#${sequence}`.padStart(6)}  ${what} ${shown(before, nameOf)} → ${shown(after, nameOf)}`;
}

const LONGEST = 60;

function shown(value: unknown, nameOf: (id: string) => string): string {
  if (value === null) return "nothing";
  if (typeof value === "string") return value === "" ? '""' : nameOf(value);
  if (typeof value !== "object") return String(value);
  if ("name" in value && "health" in value) return "there";
  const text = JSON.stringify(value, (_, item) => (typeof item === "string" ? nameOf(item) : item));
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
