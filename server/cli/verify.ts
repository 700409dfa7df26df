import type { Command } from "commander";
import type { Fault, Report } from "../check-session.ts";
import { print } from "./globals.ts";
import { sessionFileOf } from "./source.ts";

export function registerVerify(program: Command): void {
  program
    .command("verify")
    .argument("<source>", "a session's id, a session file, or - for standard input")
    .description("check a session: chain, order, commands, dice, quotes, and that it folds")
    .action(async (source: string, _options: object, command: Command) => {
      const { checkSession, readConfig, openRuleBook } = await loaded();
      const file = await sessionFileOf(source);
      const book = await openRuleBook({ books: readConfig(process.env).rulesPaths });
      const report = checkSession(file, book);
      print(command, report, report.ok ? told(report) : refused(report.fault));
      if (!report.ok) process.exitCode = 1;
    });
}

const told = ({
  sessionId,
  events,
  head,
  dice,
  stateHash,
  citations,
  handDice,
}: Extract<Report, { ok: true }>) => [
  `Session ${sessionId} holds.`,
  `  chain    ${events} events, head ${head}`,
  `  fold     state ${stateHash}`,
  dice.revealed
    ? `  dice     ${dice.checked} of ${dice.drawn} follow from the revealed secret; ${dice.entered} entered by hand${forked(dice.inherited)}`
    : `  dice     ${dice.drawn} drawn without a gap; their secret is told when the session ends`,
  ...handDice.map(
    ({ name, sides, mean, fairMean, faces, hint }) =>
      `  by hand  ${name}, d${sides}: ${hint} Mean ${mean} (even: ${fairMean}); faces ${faces.join(" ")}`,
  ),
  `  quotes   ${citations.checked} stand word for word in the loaded books${citations.otherBooks === 0 ? "" : `; ${citations.otherBooks} are from books that are not loaded`}`,
];

const refused = ({ sequence, code, detail }: Fault) => `REFUSED at event ${sequence}: ${code}, ${detail}.`;

const forked = (inherited: number): string =>
  inherited === 0
    ? ""
    : `; ${inherited} fell in the session this one was forked from, whose file proves them`;

/** Read when the command runs, so that `skald --help` stays quick. */
const loaded = async () => ({
  ...(await import("../check-session.ts")),
  ...(await import("../config.ts")),
  ...(await import("../../rules/text/index.ts")),
});
