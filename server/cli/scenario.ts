import { type Command, Option } from "commander";

export type ScenarioOptions = { readonly explain?: boolean; readonly expect?: boolean };

/** `skald scenario FILE...`: plays fights that are written down, by the rules of the live table. */
export function registerScenario(program: Command): void {
  program
    .command("scenario")
    .description("play scenario files through the rules and print what came of them as JSON")
    .argument("<files...>", "scenario files; - reads standard input")
    .option("--explain", "print roll cards for people instead of JSON")
    .option("--expect", "also hold the outcome against the file's own `expect`, and fail where it differs")
    .addOption(new Option("--json", "print JSON (this is the default)").hideHelp())
    .addHelpText("after", HELP)
    .action(async (files: readonly string[], options: ScenarioOptions) => {
      const { playFile } = await import("./play-scenario.ts");
      const fine = files.map((file) => playFile(file, options, files.length > 1));
      if (fine.includes(false)) process.exitCode = 1;
    });
}

const HELP = `
One file prints one JSON document, several print one line each, with the file's name.
The exit status is 1 when a run stops (dice that do not fit the tape), when a file cannot be read,
or with --expect when the outcome is not the one expected.`;
