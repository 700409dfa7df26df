/** What is known of a statement that failed. */
export type FlushFailure =
  /** Refused because of something in it; another session's part may well be stored. */
  | "refused"
  /** Refused for a reason that holds for all: no space, no connections, read-only, shutting down. */
  | "unavailable"
  /** It may have been committed. */
  | "unknown";

/** Classes of SQLSTATE that do not depend on what was sent. */
const FOR_ALL = /^(25006|53|57P03|58|42501|42P01)/;

/**
 * Reads an error of a statement that was sent. The server reports ERROR only for what it rolled back; FATAL
 * may come after a commit; anything that is not the server's word leaves the outcome open.
 */
export function failureOf(error: unknown): FlushFailure {
  if (!(error instanceof Error) || !("code" in error) || !("severity" in error)) return "unknown";
  if (error.severity !== "ERROR" || typeof error.code !== "string") return "unknown";
  return FOR_ALL.test(error.code) ? "unavailable" : "refused";
}
