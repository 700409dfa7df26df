import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitmentOf, contributionsDigest, faceOf } from "../../db/dice-faces.ts";
import { PostgresDiceSecrets } from "../../db/dice-secrets.ts";
import type { DiceStream } from "../../rules/dice.ts";
import { sessionId } from "../../rules/ids.ts";
import { databases, type TestDatabase } from "../support/database.ts";
import vectors from "../support/dice-vectors.json" with { type: "json" };

const isStream = (text: string): text is DiceStream => text === "open" || text === "hidden";

describe("the faces of dice", () => {
  it.each(vectors.cases)("[DICE-2] follow from the secret as written down: $name", (vector) => {
    const { secret, stream, session, contributions, draws } = vector;
    expect(commitmentOf(secret)).toBe(vector.commitment);
    const digest = contributionsDigest(contributions);
    expect(digest).toBe(vector.contributionsDigest);
    if (!isStream(stream)) throw new Error(`unknown stream ${stream}`);
    const faces = draws.map(({ draw, sides }) => faceOf(secret, stream, session, digest, draw, sides));
    expect(faces).toEqual(draws.map(({ face }) => face));
  });

  it("[DICE-3] favour no face: 60,000 throws of a d6 stay within five deviations", () => {
    const counts = Array.from({ length: 6 }, () => 0);
    const digest = contributionsDigest(["0".repeat(32)]);
    for (let draw = 1; draw <= 60_000; draw += 1) {
      const face = faceOf("fair", "open", "a session", digest, draw, 6);
      counts[face - 1] = (counts[face - 1] ?? 0) + 1;
    }
    const deviation = Math.sqrt(60_000 * (1 / 6) * (5 / 6));
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(5 * deviation);
  });

  it("[DICE-4] differ by stream, session, contribution and draw", () => {
    const throwTwenty = (stream: DiceStream, session: string, entropy: string, from: number) =>
      Array.from({ length: 20 }, (_, at) =>
        faceOf("secret", stream, session, contributionsDigest([entropy]), from + at, 20),
      ).join();
    const thrown = [
      throwTwenty("open", "a", "x", 1),
      throwTwenty("hidden", "a", "x", 1),
      throwTwenty("open", "b", "x", 1),
      throwTwenty("open", "a", "y", 1),
      throwTwenty("open", "a", "x", 21),
    ];
    expect(new Set(thrown).size).toBe(thrown.length);
  });
});

describe.each(databases)("the dice secrets in the %s database", (_, open) => {
  let database: TestDatabase;
  let secrets: PostgresDiceSecrets;
  beforeAll(async () => {
    database = await open();
    secrets = new PostgresDiceSecrets(database.connection.pool);
  }, 60_000);
  afterAll(() => database.close());

  it("[DICE-5] are made once, however many commit at once, and the reveal fits the commitment", async () => {
    const session = sessionId(randomUUID());
    const commitments = await Promise.all([1, 2, 3, 4].map(() => secrets.commit(session)));
    for (const commitment of commitments) expect(commitment).toEqual(commitments[0]);
    const { open: secret, hidden } = await secrets.reveal(session);
    expect({ open: commitmentOf(secret), hidden: commitmentOf(hidden) }).toEqual(commitments[0]);
    expect(secret).not.toBe(hidden);
    const dice = await secrets.dice(session, ["ab".repeat(16)]);
    const digest = contributionsDigest(["ab".repeat(16)]);
    expect(dice.face({ stream: "open", draw: 7, sides: 20, purpose: "attack", by: null })).toBe(
      faceOf(secret, "open", session, digest, 7, 20),
    );
  });

  it("[DICE-6] are the same for the process that comes after", async () => {
    const session = sessionId(randomUUID());
    await secrets.commit(session);
    const draw = { stream: "hidden", draw: 1, sides: 100, purpose: "check", by: null } as const;
    const before = (await secrets.dice(session, [])).face(draw);
    const restarted = new PostgresDiceSecrets(database.connection.pool);
    expect((await restarted.dice(session, [])).face(draw)).toBe(before);
  });

  it("[DICE-7] cannot be read by any person, and there are none before the commitment", async () => {
    const table = database.connection.db.selectFrom("dice_secrets").select("session_id");
    await expect(table.execute()).rejects.toThrow("permission denied");
    await expect(secrets.dice(sessionId(randomUUID()), [])).rejects.toThrow("No dice were committed");
  });
});
