import type { Command } from "commander";
import { SAMPLE_CAMPAIGN } from "../sample.ts";
import { print } from "./globals.ts";
import { withBackstage } from "./operator.ts";

export function registerSeed(program: Command): void {
  program
    .command("seed")
    .description("make a sample campaign: people, a character of each class, homebrew, an open session")
    .action(async (_options: object, command: Command) => {
      const seeded = await withBackstage((backstage) => backstage.seed());
      print(command, seeded, [
        `Campaign "${SAMPLE_CAMPAIGN.name}", session ${seeded.sessionId}`,
        "",
        ...seeded.accounts.map(
          ({ email, password, role, characters }) =>
            `  ${email.padEnd(24)} ${password}  ${role === "dm" ? "dungeon master" : `plays ${characters.join(", ")}`}`,
        ),
        "",
        "`skald serve`, then sign in. Run again, it adds what is missing and tells the same passwords.",
      ]);
    });
}
