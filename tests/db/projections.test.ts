import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostgresEventLog } from "../../db/event-log.ts";
import { carriedCharacters } from "../../db/projections/carried.ts";
import { dropColumns, saveColumns, sessionsBehind } from "../../db/projections/project.ts";
import { sessionColumns } from "../../db/projections/session-columns.ts";
import { asWriter } from "../../db/transaction.ts";
import { monsterSpec } from "../../rules/content/index.ts";
import type { Event } from "../../rules/event.ts";
import { characterId, creatureId, type SessionId } from "../../rules/ids.ts";
import { fold } from "../../rules/index.ts";
import { databases, patientLog, sessionMaker, type TestDatabase } from "../support/database.ts";
import { storedRun } from "../support/stored-events.ts";

function goblin(name: string, at: readonly [number, number], hp: number): Event {
  const spec = monsterSpec("Goblin", {
    id: creatureId(name.toLowerCase()),
    name,
    side: "foes",
    at,
    concealed: false,
    notes: "",
  });
  if (!spec.ok) throw new Error(spec.rejection.detail);
  const creature = { ...spec.value, start: { ...spec.value.start, hp } };
  return { kind: "creature-added", id: creature.id, name, at, creature };
}

const SCENE: readonly Event[] = [
  {
    kind: "session-started",
    name: "One",
    campaign: "Embers",
    diceMode: "rng",
    mapMode: "grid_2d",
    rulings: {},
    books: [],
    rulesVersion: "1",
    contentVersion: "1",
    diceCommitment: { open: "a", hidden: "b" },
    ancestry: null,
  },
  {
    kind: "map-set",
    map: { width: 20, height: 15, light: "bright", terrain: [{ x: 6, y: 6, type: "wall" }] },
  },
  goblin("Grak", [8, 5], 7),
  goblin("Snig", [9, 5], 5),
  {
    kind: "encounter-started",
    order: [creatureId("snig"), creatureId("grak")],
    surprised: [],
    turn: creatureId("snig"),
    round: 1,
    initiative: { [creatureId("snig")]: 15, [creatureId("grak")]: 9 },
  },
];

describe.each(databases)("projections on the %s database", (name, open) => {
  let database: TestDatabase;
  let log: PostgresEventLog;
  let newSession: () => Promise<SessionId>;
  beforeAll(async () => {
    database = await open();
    log = patientLog(database.connection);
    newSession = await sessionMaker(database.connection);
  }, 60_000);
  afterAll(() => database.close());

  const played = async () => {
    const session = await newSession();
    const lease = await log.take(session, "room", 60_000);
    for (const [at, event] of SCENE.entries()) {
      await log.append(lease, at, storedRun({ session, from: at + 1, event }));
    }
    return { session, lease };
  };
  const project = async (session: SessionId) => {
    const records = await log.read(session, 0, 1000);
    const state = fold(records.map(({ sequence, content }) => ({ sequence, event: content.event })));
    await saveColumns(database.connection.db, session, records.length, sessionColumns(state));
  };
  const columns = (session: SessionId) =>
    asWriter(database.connection.db, ({ rows }) =>
      rows
        .selectFrom("sessions")
        .select(["combat_state", "map_state", "active_npcs", "projected_version"])
        .where("id", "=", session)
        .executeTakeFirstOrThrow(),
    );

  it("[PRJ-1] a session's columns are what its log says, in the data model's shapes", async () => {
    const { session } = await played();
    await project(session);
    expect(await columns(session)).toMatchObject({
      projected_version: SCENE.length,
      active_npcs: [
        { id: "grak", name: "Grak" },
        { id: "snig", name: "Snig" },
      ],
      combat_state: {
        active: true,
        round: 1,
        turn_index: 0,
        initiative_order: [
          { id: "snig", type: "monster", name: "Snig", initiative: 15 },
          { id: "grak", type: "monster", name: "Grak", initiative: 9 },
        ],
        combatants: [
          { id: "snig", current_hp: 5, conditions: [] },
          { id: "grak", current_hp: 7, conditions: [] },
        ],
      },
      map_state: {
        grid_width: 20,
        grid_height: 15,
        tokens: [
          { id: "grak", x: 8, y: 5, label: "G" },
          { id: "snig", x: 9, y: 5, label: "S" },
        ],
        terrain: [{ x: 6, y: 6, type: "wall" }],
      },
    });
  });

  it("[PRJ-2] dropped columns rebuild to the same, and an older projection never overwrites a newer", async () => {
    const { session } = await played();
    const { db } = database.connection;
    await project(session);
    const before = await columns(session);
    await dropColumns(db, session);
    expect(await columns(session)).toMatchObject({ combat_state: null, projected_version: 0 });
    await project(session);
    expect(await columns(session)).toEqual(before);
    expect(await saveColumns(db, session, 1, sessionColumns(fold([])))).toBe(false);
    expect(await saveColumns(db, session, SCENE.length + 1, sessionColumns(fold([])))).toBe(false);
    expect(await columns(session)).toEqual(before);
  });

  it("[PRJ-3] whatever was appended since is found again, session by session", async () => {
    const { session, lease } = await played();
    const { db } = database.connection;
    await project(session);
    expect(await sessionsBehind(db, 1000)).not.toContain(session);
    await log.append(lease, SCENE.length, storedRun({ session, from: SCENE.length + 1 }));
    expect(await sessionsBehind(db, 1000)).toContain(session);
  });

  it.skipIf(name === "embedded")(
    "[PRJ-4] a checkpoint does not skip an append that commits late",
    async () => {
      const { session, lease } = await played();
      const { db } = database.connection;
      const version = SCENE.length;
      const late = new pg.Client({ connectionString: database.url });
      await late.connect();
      await late.query("begin");
      await late.query("update sessions set version = version + 1 where id = $1", [session]);
      await late.query(
        `insert into events select gen_random_uuid(), session_id, sequence + 1, type, kind, actor_id, actor_name, seat_id,
         null, null, null, content, rule_citations, seen, salt, prev_hash, hash, created_at
       from events where session_id = $1 and sequence = $2`,
        [session, version],
      );
      const early = await log.read(session, 0, 1000);
      expect(early).toHaveLength(version);
      // The number after the late one is given out only when the late one is there: nothing overtakes it.
      const next = storedRun({ session, from: version + 2 });
      expect(await log.append(lease, version + 1, next)).toBe("stale");
      await late.query("commit").finally(() => late.end());
      expect(await log.append(lease, version + 1, next)).toBe("appended");
      const seen = fold(early.map(({ sequence, content }) => ({ sequence, event: content.event })));
      expect(await saveColumns(db, session, version, sessionColumns(seen))).toBe(true);
      expect(await sessionsBehind(db, 1000)).toContain(session);
      await project(session);
      expect(await columns(session)).toMatchObject({ projected_version: version + 2 });
    },
  );
});

it("[PRJ-5] characters take their hit points and what they used up with them; monsters do not", () => {
  const character = characterId(randomUUID());
  const added = SCENE.map((event, at): Event => {
    if (event.kind !== "creature-added" || at !== 2) return event;
    return {
      ...event,
      creature: { ...event.creature, character, start: { ...event.creature.start, hp: 3, xp: 50 } },
    };
  });
  const state = fold(added.map((event, at) => ({ sequence: at + 1, event })));
  expect(carriedCharacters(state)).toMatchObject([{ character, currentHp: 3, carried: { xp: 50 } }]);
});
