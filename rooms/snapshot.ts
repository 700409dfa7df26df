import { hash as digest } from "node:crypto";
import type { SessionId } from "../rules/ids.ts";
import type { State } from "../rules/state.ts";
import type { Head } from "./chain.ts";
import type { Meter, Snapshot, Snapshots } from "./ports.ts";

/** Unless configured: fewer events than these are read faster than anybody waits. */
export const SNAPSHOT_EVERY = 5_000;

/** A snapshot that is whole. */
export type Kept = { readonly sequence: number; readonly hash: string; readonly state: State };

export const snapshotOf = (head: Head, state: State): Snapshot => {
  // Not canonical: the order of keys is kept as it is.
  const text = JSON.stringify(state);
  return { ...head, state: text, digest: digestOf(text) };
};

/** What was kept, unless it is gone, broken or out of reach: then the log has it all. */
export async function restore(
  { snapshots, meter }: { readonly snapshots: Snapshots; readonly meter: Meter },
  session: SessionId,
): Promise<Kept | null> {
  const found = await snapshots.find(session).catch(() => {
    meter.count("snapshots", { outcome: "unreachable" });
    return null;
  });
  if (found === null) return null;
  if (digestOf(found.state) !== found.digest) {
    meter.count("snapshots", { outcome: "broken" });
    return null;
  }
  const state: State = JSON.parse(found.state);
  return { sequence: found.sequence, hash: found.hash, state };
}

const digestOf = (text: string): string => digest("sha256", text, "hex");
