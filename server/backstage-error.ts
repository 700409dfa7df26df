/** What an operator asked cannot be done, for a reason they can read. */
export class BackstageError extends Error {
  override readonly name = "BackstageError";
}
