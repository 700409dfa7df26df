/**
 * Old shapes of stored events, read as today's. A stored row is never edited, and the chain's hashes are over what
 * is stored, so this stands between a checked record and whoever reads it.
 */
import { EVENT_SCHEMA_VERSION, type Seen } from "./event.ts";
import type { StoredContent } from "./log.ts";
import { assert } from "./result.ts";

/** The parts of a record whose shape has a version; one version for both. */
export type Versioned = { readonly content: StoredContent; readonly seen: Seen };

/** The same as some version stored it. */
export type Stored = {
  readonly content: Readonly<Record<string, unknown>> & { readonly schemaVersion: number };
  readonly seen: unknown;
};

/** From the shape of one version to that of the next, `schemaVersion` included. Pure. */
export type Step = (stored: Stored) => Stored;

/** By the version that each reads. There has been one version so far. */
const STEPS: Readonly<Record<number, Step>> = {};

/** The log was written by a newer Skald, or by none: what it says cannot be known. */
export class UnknownSchemaVersion extends Error {
  override readonly name = "UnknownSchemaVersion";
  readonly schemaVersion: number;

  constructor(schemaVersion: number, newest: number) {
    super(
      `Events of schema version ${schemaVersion} cannot be read here, where the newest is ${newest}. A newer Skald reads them.`,
    );
    this.schemaVersion = schemaVersion;
  }
}

/** Reads any version that has a way of steps to the newest. */
export function upcaster(
  steps: Readonly<Record<number, Step>>,
  newest: number,
): (record: Versioned) => Versioned {
  return (record) => {
    if (record.content.schemaVersion === newest) return record;
    let stored = record as unknown as Stored;
    for (let { schemaVersion } = stored.content; schemaVersion !== newest; ) {
      const step = schemaVersion < newest ? steps[schemaVersion] : undefined;
      if (step === undefined) throw new UnknownSchemaVersion(schemaVersion, newest);
      stored = step(stored);
      assert(stored.content.schemaVersion > schemaVersion, "a step leads to a later version");
      schemaVersion = stored.content.schemaVersion;
    }
    return stored as unknown as Versioned;
  };
}

/**
 * What a record says in today's shape: the record's own parts when it is of today.
 * @throws UnknownSchemaVersion for a version that no step leads from.
 */
export const upcast: (record: Versioned) => Versioned = upcaster(STEPS, EVENT_SCHEMA_VERSION);
