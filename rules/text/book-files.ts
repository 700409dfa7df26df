import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { BookError } from "./book-error.ts";

export type BookFile = { readonly name: string; readonly bytes: Uint8Array };

const BOOK_NAME = /\.(?:txt|text|md|markdown|pdf)$/iu;

/** The book that comes with Skald. */
export const BUILT_IN_PATHS: readonly string[] = ["rules.txt", "handbook.txt"].map((name) =>
  fileURLToPath(new URL(`./books/${name}`, import.meta.url)),
);

/** Files and, for a folder, every text or Markdown file below it, named by their place in it. */
export function listBookFiles(path: string): readonly { readonly name: string; readonly path: string }[] {
  let folder: boolean;
  try {
    folder = statSync(path).isDirectory();
  } catch (cause) {
    throw new BookError("book-unreadable", path, "there is no such file or folder", { cause });
  }
  if (!folder) return [{ name: basename(path), path }];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => BOOK_NAME.test(name) && !/(?:^|[\\/])(?:README|LICENSE)\b/iu.test(name))
    .sort()
    .map((name) => ({ name: relative(path, join(path, name)).split(sep).join("/"), path: join(path, name) }));
}

/** The largest rule books have a few megabytes of text; a PDF with pictures has more. */
const LARGEST_BYTES = 256 * 2 ** 20;

/** The bytes of a book's file. */
export function readBookFile(path: string): Uint8Array {
  const name = basename(path);
  try {
    if (statSync(path).size > LARGEST_BYTES)
      throw new BookError("book-too-large", name, "the file is no rule book");
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof BookError) throw cause;
    throw new BookError("book-unreadable", name, "the file cannot be read", { cause });
  }
}
