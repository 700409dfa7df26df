/**
 * What the log throws. Names and meaning are those of the ports in `rooms/`; a room tells them apart by
 * `name`, since the two folders do not import each other.
 */

/** The database cannot be reached or refused; nothing was stored. */
export class LogUnavailable extends Error {
  override readonly name = "LogUnavailable";
}

/** The connection broke while a commit was under way; only the log can tell. Settle by reading. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

/** There is no such session to take over. */
export class SessionNotFound extends Error {
  override readonly name = "SessionNotFound";
}

/** Another process works on this data directory. */
export class DataDirectoryInUse extends Error {
  override readonly name = "DataDirectoryInUse";
  readonly directory: string;

  constructor(directory: string, options?: ErrorOptions) {
    super(`The data directory ${directory} is in use by another process. Stop that one first.`, options);
    this.directory = directory;
  }
}

/** A served database that may lose what it acknowledged. */
export class UnsafeDatabase extends Error {
  override readonly name = "UnsafeDatabase";
  readonly settings: readonly string[];

  constructor(settings: readonly string[]) {
    super(`The database may lose acknowledged events: ${settings.join(", ")}.`);
    this.settings = settings;
  }
}
