import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventLog, Snapshot, Snapshots } from "../../rooms/ports.ts";
import type { SessionId } from "../../rules/ids.ts";
import type { StoredEvent } from "../../rules/log.ts";
import { storedRun } from "./stored-events.ts";

export type SnapshotsUnderTest = {
  readonly log: EventLog;
  /** As rules of this name keep and find them. */
  readonly snapshots: (foldedBy: string) => Snapshots;
  readonly newSession: () => Promise<SessionId>;
  readonly close: () => Promise<void>;
};

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const snapshotAt = (sequence: number, state = `{"z":${sequence},"a":"Grüße"}`): Snapshot => ({
  sequence,
  hash: sha256(`event ${sequence}`),
  state,
  digest: sha256(state),
});

/** The promises of snapshots, wherever they are kept. */
export function snapshotsContract(name: string, open: () => Promise<SnapshotsUnderTest>): void {
  describe(`snapshots ${name}`, () => {
    let under: SnapshotsUnderTest;
    beforeAll(async () => {
      under = await open();
    }, 60_000);
    afterAll(() => under.close());

    it("[SNAP-1] the newest is found, letter for letter, and an older one does not take its place", async () => {
      const session = await under.newSession();
      const snapshots = under.snapshots("rules");
      expect(await snapshots.find(session)).toBeNull();
      await snapshots.keep(session, snapshotAt(10));
      await snapshots.keep(session, snapshotAt(20));
      await snapshots.keep(session, snapshotAt(15));
      expect(await snapshots.find(session)).toEqual(snapshotAt(20));
    });

    it("[SNAP-2] what other rules folded is not found, and gives way", async () => {
      const session = await under.newSession();
      await under.snapshots("yesterday").keep(session, snapshotAt(20));
      const today = under.snapshots("today");
      expect(await today.find(session)).toBeNull();
      await today.keep(session, snapshotAt(5));
      expect(await today.find(session)).toEqual(snapshotAt(5));
    });

    it("[SNAP-3] the commands up to a number are told with the last event that each led to", async () => {
      const session = await under.newSession();
      const lease = await under.log.take(session, "here", 30_000);
      const first = storedRun({ session, from: 1, count: 3 });
      const second = storedRun({ session, from: 4 });
      const third = storedRun({ session, from: 5, count: 2 });
      await under.log.append(lease, 0, first);
      await under.log.append(lease, 3, second);
      await under.log.append(lease, 4, third);
      const answer = ([begins]: readonly StoredEvent[], sequence: number) => ({
        seat: begins?.seatId,
        commandId: begins?.commandId,
        payloadHash: begins?.payloadHash,
        sequence,
      });
      const snapshots = under.snapshots("rules");
      expect(await snapshots.answered(session, 4)).toEqual([answer(first, 3), answer(second, 4)]);
      expect(await snapshots.answered(session, 6)).toHaveLength(3);
    });
  });
}
