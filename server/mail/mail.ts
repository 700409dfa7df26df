/** Letters to people. */
import type { Journal } from "../../rooms/ports.ts";

export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

export interface Mail {
  /** @throws when the letter could not be handed over. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** For an installation without a mail server: its operator reads the letters in the log. */
export const mailToJournal = (journal: Journal): Mail => ({
  send: async (letter) => journal.info({ letter }, "a letter (SMTP_URL is not set)"),
  close: () => {},
});
