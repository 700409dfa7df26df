export type BookErrorCode =
  | "book-unreadable"
  | "book-too-large"
  | "book-not-text"
  | "book-empty"
  | "book-without-sections"
  | "binding-unresolved";

/** A rule book that cannot be used. Thrown while books are loaded, never while a game runs. */
export class BookError extends Error {
  override readonly name = "BookError";
  readonly code: BookErrorCode;
  readonly book: string;

  constructor(code: BookErrorCode, book: string, message: string, options?: ErrorOptions) {
    super(`${book}: ${message}`, options);
    this.code = code;
    this.book = book;
  }
}
