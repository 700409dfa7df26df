import type { Command } from "commander";
import type { DiceVerdict } from "../../client-sdk/src/verify.ts";
import type { Quotes } from "../check-quotes.ts";
import type { Fault, Report } from "../check-session.ts";
import { print } from "./globals.ts";
import { withSessionLines } from "./source.ts";

type VerifyOptions = { readonly hiddenSecret?: string | null };

export function registerVerify(program: Command): void {
  program
    .command("verify")
    .argument("<source>", "a session's id, a session file, or - for standard input")
    .description("check a session: chain, order, commands, dice, quotes, and that it folds")
    .option("--hidden-secret <hex>", "what the DM was told after the end: recomputes the hidden dice too")
    .action(async (source: string, { hiddenSecret = null }: VerifyOptions, command: Command) => {
      const { checkSession, readConfig, openRuleBook } = await loaded();
      const book = await openRuleBook({ books: readConfig(process.env).rulesPaths });
      const report = await withSessionLines(source, (lines) => checkSession(lines, book, hiddenSecret));
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
  ...hiddenDice(dice.hidden),
  ...handDice.map(
    ({ name, sides, mean, fairMean, faces, hint }) =>
      `  by hand  ${name}, d${sides}: ${hint} Mean ${mean} (even: ${fairMean}); faces ${faces.join(" ")}`,
  ),
  `  quotes   ${quotesTold(citations)}`,
];

const hiddenDice = ({ drawn, checked, revealed }: DiceVerdict["hidden"]): readonly string[] =>
  drawn === 0
    ? []
    : revealed
      ? [`           ${checked} of them fell hidden, and follow from their own secret`]
      : [`           ${drawn} of them fell hidden: their secret is the DM's (--hidden-secret)`];

const quotesTold = ({ checked, rulings, otherRulings, otherBooks }: Quotes): string =>
  [
    `${checked} stand word for word in the loaded books`,
    ...(rulings === 0 ? [] : [`${rulings} in rulings of this log`]),
    ...(otherRulings === 0 ? [] : [`${otherRulings} are of rulings that other sessions made`]),
    ...(otherBooks === 0 ? [] : [`${otherBooks} are from books that are not loaded`]),
  ].join("; ");

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
