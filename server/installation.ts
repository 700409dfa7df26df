/** What an installation consists of before anybody listens on a port: its database, its keys, its books. */
import { seedCatalog } from "../db/catalog/seed.ts";
import { type Connection, connect } from "../db/connect.ts";
import { PostgresDiceSecrets } from "../db/dice-secrets.ts";
import { lockDirectory } from "../db/directory-lock.ts";
import { assertDurable } from "../db/durability.ts";
import { PostgresEventLog } from "../db/event-log.ts";
import { PostgresSnapshots } from "../db/snapshots.ts";
import type { Citations, Meter } from "../rooms/ports.ts";
import { srdCatalog } from "../rules/content/catalog.ts";
import { openRuleBook, type RuleBook } from "../rules/text/index.ts";
import { archiveOf } from "./adapters/archive.ts";
import { campaignsOf } from "./adapters/campaigns.ts";
import { catalogOf } from "./adapters/catalog.ts";
import { charactersOf, playableCharacters } from "./adapters/characters.ts";
import { followUpOf } from "./adapters/follow-up.ts";
import { fillOlderCharacters } from "./adapters/older-characters.ts";
import {
  identitiesOf,
  moderationOf,
  oneTimeTokensOf,
  roleSetterOf,
  signInsOf,
  usersOf,
} from "./adapters/people.ts";
import { answersOf } from "./adapters/repetitions.ts";
import { rulingsOf } from "./adapters/rulings.ts";
import { sessionsOf } from "./adapters/sessions.ts";
import { openPasswords } from "./auth/passwords.ts";
import { backstageOf } from "./backstage.ts";
import type { Config } from "./config.ts";
import { foldedBy } from "./folded-by.ts";
import { openStudio } from "./images/studio.ts";
import { openKeys } from "./keys.ts";
import { openRulingBooks } from "./rulings.ts";
import { seederOf } from "./sample-accounts.ts";
import { systemClock, systemRandomness } from "./world.ts";

/**
 * The directory belongs to one process, also where the database is elsewhere: it names the installation, and two
 * servers under one name would take each other's sessions.
 * @throws DataDirectoryInUse
 */
async function open({ databaseUrl, dataDir }: Config): Promise<Connection> {
  if (databaseUrl === null) return connect(dataDir === null ? { inMemory: true } : { dataDir });
  const lock = dataDir === null ? null : lockDirectory(dataDir);
  try {
    const connection = await connect({ databaseUrl });
    const close = () => connection.close().finally(() => lock?.release());
    return { ...connection, close };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** The books are read while the database opens. */
async function openBooksAndDatabase(config: Config): Promise<{ book: RuleBook; connection: Connection }> {
  const [opening, reading] = await Promise.allSettled([
    open(config),
    openRuleBook({ books: config.rulesPaths }),
  ]);
  if (opening.status === "rejected") throw opening.reason;
  if (reading.status === "fulfilled") return { book: reading.value, connection: opening.value };
  await opening.value.close();
  throw reading.reason;
}

export type Installation = Awaited<ReturnType<typeof openInstallation>>;

/**
 * Opens everything that lasts. Whoever calls closes it.
 * @throws DataDirectoryInUse, UnsafeDatabase, KeyError, BookError: the operator's to mend.
 */
export async function openInstallation(config: Config, meter: Meter) {
  const { book, connection } = await openBooksAndDatabase(config);
  try {
    if (!config.databaseUnsafeOk) await assertDurable(connection);
    const [keys] = await Promise.all([
      openKeys(config.dataDir),
      fillOlderCharacters(connection),
      seedCatalog(connection.db, srdCatalog()),
    ]);
    const passwords = openPasswords();
    const log = new PostgresEventLog(connection.pool, {
      onFlush: ({ rows, ms }) => {
        meter.observe("flush_rows", rows);
        meter.observe("flush_ms", ms);
      },
    });
    const snapshots = new PostgresSnapshots(connection.pool, foldedBy());
    const secrets = new PostgresDiceSecrets(connection.pool);
    const rulings = rulingsOf(connection);
    const rulingBooks = openRulingBooks(book);
    const citations: Citations = {
      cite: book.cite,
      precedents: async (session, rule) => rulingBooks.precedents(await rulings.ofSession(session), rule),
    };
    const world = { clock: systemClock, randomness: systemRandomness };
    const books = book.sources.map(({ sourceId }) => sourceId);
    const stores = {
      users: usersOf(connection),
      signInStore: signInsOf(connection),
      oneTimeTokens: oneTimeTokensOf(connection),
      identities: identitiesOf(connection),
      moderation: moderationOf(connection),
      answerStore: answersOf(connection),
      catalog: catalogOf(connection),
      campaigns: campaignsOf(connection),
      characters: charactersOf(connection),
      sessions: sessionsOf(connection),
      rulings,
      openingPorts: { ...world, citations, secrets, books },
    };
    const studio = openStudio();
    const backstage = backstageOf({
      log,
      archive: archiveOf(connection),
      seed: seederOf({ ...stores, passwords, secret: keys.token }),
      setRole: roleSetterOf(connection),
      close: () => {
        studio.close();
        return connection.close();
      },
    });
    const followUp = followUpOf(connection);
    const playable = playableCharacters(connection, systemRandomness);
    return {
      ...stores,
      ...world,
      connection,
      book,
      rulingBooks,
      keys,
      passwords,
      log,
      snapshots,
      secrets,
      citations,
      playable,
      studio,
      followUp,
      backstage,
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
