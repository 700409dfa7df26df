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

/** Splits at every common line end; a form feed begins a page; a margin that nearly all lines share is taken off. */
export function sourceLines(text: string): readonly SourceLine[] {
  let page = 1;
  const raws = text.split(/\r\n|\n|\r/u);
  if (raws.at(-1) === "") raws.pop();
  const cleaned = raws.map(cleanLine);
  const margin = commonMargin(cleaned);
  return raws.map((raw, index) => {
    const feeds = raw.includes("\f") ? raw.split("\f").length - 1 : 0;
    page += feeds;
    const line = cleaned[index] ?? "";
    const plain = margin > 0 ? line.slice(Math.min(margin, line.length - line.trimStart().length)) : line;
    return { number: index + 1, page, text: plain, startsPage: feeds > 0 };
  });
}

/** The number of spaces with which at least nineteen lines in twenty begin. */
function commonMargin(lines: readonly string[]): number {
  const counts: number[] = [];
  let total = 0;
  for (const line of lines) {
    if (line === "") continue;
    const indent = line.length - line.trimStart().length;
    counts[indent] = (counts[indent] ?? 0) + 1;
    total += 1;
  }
  let below = 0;
  for (let margin = 0; margin < counts.length; margin += 1) {
    below += counts[margin] ?? 0;
    if (below > total / 20) return margin;
  }
  return 0;
}
