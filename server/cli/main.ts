/** `skald`: everything that is done to a table from a shell. */
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { registerDiff } from "./diff.ts";
import { type Globals, plainly } from "./globals.ts";
import { registerKnew } from "./knew.ts";
import { registerReplay } from "./replay.ts";
import { registerRole } from "./role.ts";
import { registerRules } from "./rules.ts";
import { registerScenario } from "./scenario.ts";
import { registerSeed } from "./seed.ts";
import { registerServe } from "./serve.ts";
import { registerSessions } from "./sessions.ts";
import { registerVerify } from "./verify.ts";

// The shim that started this process holds the other end: when it is gone, nobody is left to stop us.
if (process.channel !== undefined) {
  process.channel.unref();
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

const program = new Command("skald")
  .description(
    "A table for Dungeons & Dragons 5e: live sessions, rulings with their proof, a log that is the game.",
  )
  .version(String(manifest.version))
  .option("--data <dir>", "the data directory (default: $SKALD_DATA, or ./.skald)")
  .option("--json", "print JSON for programs instead of text for people")
  .showHelpAfterError("(--help says more)")
  .configureHelp({ showGlobalOptions: true })
  .addHelpText(
    "after",
    `
Examples:
  skald serve                             the table at http://127.0.0.1:2567
  skald seed                              a sample campaign to try it with
  skald export SESSION > evening.jsonl    a session as a file that anyone can check
  skald verify evening.jsonl              chain, fold, dice and quotes
  skald replay evening.jsonl              the evening as a story, with its rulings
  skald diff evening.jsonl 40 55          what changed from event 40 to event 55
  skald knew evening.jsonl --creature Ogre    which seat knew of it, and when

Settings come from the environment; .env.example lists them. While a server holds the data directory, the
other commands talk to it.`,
  );

program.hook("preAction", (_program, action) => {
  const { data } = action.optsWithGlobals<Globals>();
  if (data !== undefined) process.env.SKALD_DATA = data;
});

registerServe(program);
registerSessions(program);
registerVerify(program);
registerReplay(program);
registerDiff(program);
registerKnew(program);
registerRole(program);
registerSeed(program);
registerRules(program);
registerScenario(program);

try {
  await program.parseAsync();
} catch (error) {
  const plain = plainly(error);
  if (plain === null) throw error;
  console.error(`skald: ${plain.message}`);
  process.exitCode = plain.exitCode;
}
