import { createTransport } from "nodemailer";
import type { Mail } from "./mail.ts";

/** `url` is `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
export function mailBySmtp(url: string, from: string): Mail {
  const transport = createTransport(url, { from });
  return {
    send: async ({ to, subject, text }) => {
      // A mail client may open links by itself; plain text gives it nothing to load.
      await transport.sendMail({ to: { name: "", address: to }, subject, text });
    },
    close: () => transport.close(),
  };
}
