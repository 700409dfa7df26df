import { Argument, type Command } from "commander";
import type { UserRole } from "../../client-sdk/src/protocol.ts";
import { print } from "./globals.ts";
import { withBackstage } from "./operator.ts";

const ROLES: readonly UserRole[] = ["USER", "MODERATOR", "ADMIN"];

/** How the first admin comes to be; further ones are made by admins. */
export function registerRole(program: Command): void {
  program
    .command("role")
    .argument("<email>", "of the account")
    .addArgument(new Argument("<role>", "what it becomes").choices(ROLES))
    .description("make somebody a moderator, an admin, or neither")
    .action(async (email: string, role: UserRole, _options: object, command: Command) => {
      await withBackstage((backstage) => backstage.setRole(email, role));
      print(command, { email, role }, `${email} is ${role} now.`);
    });
}
