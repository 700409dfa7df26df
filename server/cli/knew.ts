import type { Command } from "commander";
import type { CreatureKnowledge, EventKnowledge, Sighting } from "../../rooms/knowledge.ts";
import { CliError, print } from "./globals.ts";
import { namesIn, readNumber, readSession, SOURCE } from "./read-session.ts";

type KnewOptions = { readonly creature?: string; readonly event?: string };

export function registerKnew(program: Command): void {
  program
    .command("knew")
    .argument("<source>", SOURCE)
    .description("tell which seat knew of a creature when, or saw an event")
    .option("--creature <name>", "its name or id")
    .option("--event <number>", "a number of the log")
    .action(async (source: string, { creature, event }: KnewOptions, command: Command) => {
      if ((creature === undefined) === (event === undefined))
        throw new CliError("Say either --creature NAME or --event NUMBER.");
      const { creaturesCalled, whoKnew, whoSaw } = await import("../../rooms/knowledge.ts");
      const records = await readSession(source);
      const saw = event === undefined ? null : whoSaw(records, readNumber(event, records, 1));
      if (saw !== null) return print(command, { creatures: [], event: saw }, ofEvent(saw, namesIn(records)));
      const known = creaturesCalled(records, creature ?? "").map((id) => whoKnew(records, id));
      if (known.length === 0) throw new CliError(`No creature "${creature}" was ever there.`);
      const name = namesIn(records);
      print(
        command,
        { creatures: known, event: null },
        known.flatMap((each) => ofCreature(each, name(each.creature))),
      );
    });
}

const ofCreature = ({ creature, seats }: CreatureKnowledge, name: string): readonly string[] => [
  `${name} (${creature})`,
  ...seats.flatMap((seat) => [
    `  ${seat.name} (${seat.role})${seat.stretches.length === 0 ? ": never knew of it" : ""}`,
    ...seat.stretches.flatMap(({ from, until, knew }) => [
      `    #${from} ${until === null ? "to the end" : `until it was lost at #${until}`}`,
      ...knew.map(sighting),
    ]),
  ]),
];

function sighting({ sequence, health, hp, x, y }: Sighting): string {
  const place = x < 0 ? "nowhere on the map" : `at (${x}, ${y})`;
  return `      #${sequence}  ${health}${hp < 0 ? "" : `, ${hp} hit points`}, ${place}`;
}

const ofEvent = (
  { sequence, kind, seats }: EventKnowledge,
  nameOf: (id: string) => string,
): readonly string[] => [
  `Event ${sequence}: ${kind ?? "nobody saw it"}`,
  ...seats.map(
    ({ name, role, saw, present, part }) =>
      `  ${name} (${role}): ${saw === "nothing" ? "saw nothing" : `saw ${saw === "part" ? `a part, ${JSON.stringify(part, (_, item) => (typeof item === "string" ? nameOf(item) : item))}` : "the whole"}`}${present ? "" : "; not at the table then"}`,
  ),
];
