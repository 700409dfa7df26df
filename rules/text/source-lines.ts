import { BookError } from "./book-error.ts";
import { cleanLine } from "./normalise.ts";
import type { FurnitureKind } from "./section.ts";

/** A line of a book's file; numbers count from 1. */
export type SourceLine = {
  readonly number: number;
  readonly page: number;
  /** Plain characters, inner spacing kept, nothing at the end. */
  readonly text: string;
  readonly startsPage: boolean;
};

export type MarkedLine = SourceLine & { readonly furniture: FurnitureKind | undefined };

/** The characters of a file that holds text; anything else is a {@link BookError}. */
export function decodeBook(name: string, bytes: Uint8Array): string {
  if (bytes.length === 0) throw new BookError("book-empty", name, "the file is empty");
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    // Windows-1252 is what older tools write; a byte below 0x09 says that the file was never text.
    if (bytes.some((byte) => byte < 0x09)) {
      throw new BookError("book-not-text", name, "the file is not text", { cause });
    }
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  if (hasControls(text)) throw new BookError("book-not-text", name, "the file is not text");
  if (text.trim() === "") throw new BookError("book-empty", name, "the file holds no text");
  return text;
}

/** Control characters that no text file holds; tab, line ends and form feed are text. */
function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x09 || (code > 0x0d && code < 0x1b)) return true;
  }
  return false;
}

/** Splits at every common line end; a form feed begins a page. */
export function sourceLines(text: string): readonly SourceLine[] {
  let page = 1;
  const lines = text.split(/\r\n|\n|\r/u);
  if (lines.at(-1) === "") lines.pop();
  return lines.map((raw, index) => {
    const feeds = raw.split("\f").length - 1;
    page += feeds;
    return { number: index + 1, page, text: cleanLine(raw), startsPage: feeds > 0 };
  });
}
