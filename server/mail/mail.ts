/** Letters to people. */
import type { Journal } from "../../rooms/ports.ts";
import type { Config } from "../config.ts";

export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

export interface Mail {
  /** @throws when the letter could not be handed over. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** What sends by SMTP is loaded where there is a server to send by. */
export async function openMail({ smtp }: Pick<Config, "smtp">, journal: Journal): Promise<Mail> {
  if (smtp === null) return mailToJournal(journal);
  const { mailBySmtp } = await import("./smtp.ts");
  return mailBySmtp(smtp.url, smtp.from);
}

/** For an installation without a mail server: its operator reads the letters in the log. */
const mailToJournal = (journal: Journal): Mail => ({
  send: async (letter) => journal.info({ letter }, "a letter (SMTP_URL is not set)"),
  close: () => {},
});
