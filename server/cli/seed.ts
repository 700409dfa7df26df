import type { Command } from "commander";
import { SAMPLE_CAMPAIGN } from "../sample.ts";
import { print } from "./globals.ts";
import { withBackstage } from "./operator.ts";

export function registerSeed(program: Command): void {
  program
    .command("seed")
    .description("make a sample campaign with an open session, and people to sit down at it")
    .action(async (_options: object, command: Command) => {
      const seeded = await withBackstage((backstage) => backstage.seed());
      print(command, seeded, [
        `Campaign "${SAMPLE_CAMPAIGN.name}", session ${seeded.sessionId}`,
        "",
        ...seeded.accounts.map(
          ({ email, password, role, character }) =>
            `  ${(role === "dm" ? "dungeon master" : `plays ${character}`).padEnd(22)} ${email.padEnd(30)} ${password}`,
        ),
        "",
        "The passwords are told this once. `skald serve`, then sign in.",
      ]);
    });
}
