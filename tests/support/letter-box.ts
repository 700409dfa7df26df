import { SMTPServer } from "smtp-server";

export type Delivered = { readonly to: string; readonly text: string };

/** A mail server on this machine that keeps what it is given. */
export type LetterBox = {
  readonly url: string;
  /** Letters to an address so far, oldest first. */
  readonly to: (address: string) => readonly Delivered[];
  readonly close: () => Promise<void>;
};

export async function openLetterBox(): Promise<LetterBox> {
  const letters: Delivered[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const raw = Buffer.concat(parts).toString("utf8");
        for (const { address } of envelope.rcptTo) letters.push({ to: address, text: readable(raw) });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
    to: (address) => letters.filter((letter) => letter.to === address),
    close: () => new Promise((done) => server.close(done)),
  };
}

/** Quoted-printable as letters of plain text travel. */
const readable = (raw: string): string =>
  raw
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
