import { BookError } from "./book-error.ts";
import { listBookFiles, readBookFile } from "./book-files.ts";
import { isPdf, parseBook } from "./parse.ts";
import { parsePdf } from "./pdf.ts";
import type { ParsedBook } from "./section.ts";

/**
 * Reads the PDFs among some files and folders, and gives a parser that knows them. A PDF that cannot be read is an
 * error of that parser when its turn comes, as with any other book.
 */
export async function pdfReader(paths: readonly string[]): Promise<typeof parseBook> {
  const read = new Map<string, ParsedBook | BookError>();
  for (const path of paths) {
    for (const file of filesAt(path)) {
      if (!/\.pdf$/iu.test(file.name)) continue;
      read.set(file.name, await parsePdf(file.name, readBookFile(file.path)).catch(asBookError));
    }
  }
  return (name, bytes) => {
    const book = isPdf(bytes) ? read.get(name) : undefined;
    if (book instanceof BookError) throw book;
    return book ?? parseBook(name, bytes);
  };
}

/** A missing path is reported by whoever reads the books in their order. */
function filesAt(path: string): ReturnType<typeof listBookFiles> {
  try {
    return listBookFiles(path);
  } catch (error) {
    return asBookError(error) && [];
  }
}

function asBookError(error: unknown): BookError {
  if (error instanceof BookError) return error;
  throw error;
}
