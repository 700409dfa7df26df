import { type Client, ClientState, SchemaSerializer } from "@colyseus/core";
import { type Decoder, Reflection, type Schema, StateView } from "@colyseus/schema";
import { describe, expect, test } from "vitest";
import { SeatMirror } from "../../rooms/mirror.ts";
import { readSeatView, type SeatNode } from "../../rooms/read-seat-view.ts";
import { TableState } from "../../rooms/schema/classes.ts";
import type { SeatView } from "../../rules/view.ts";
import { Chance } from "./support/random.ts";
import { changedView, randomView } from "./support/random-view.ts";

type Decoded = { readonly seats: ReadonlyMap<string, SeatNode> };

/** A seat whose client decodes what the room's own serializer sends it. */
class Seat {
  readonly id: string;
  view: SeatView;
  readonly mirror: SeatMirror;
  readonly frames: Uint8Array[] = [];
  readonly client: Client;
  decoder: Decoder | null = null;

  constructor(id: string, view: SeatView) {
    this.id = id;
    this.view = view;
    this.mirror = new SeatMirror(view);
    const connection = {
      sessionId: id,
      state: ClientState.JOINED,
      raw: (bytes: Uint8Array) => this.frames.push(Uint8Array.from(bytes)),
    };
    this.client = connection as unknown as Client;
  }

  get node(): Schema {
    return this.mirror.node;
  }

  /** Joins, or comes back after a drop: the decoder of a returning client reconciles with the full state. */
  join(serializer: SchemaSerializer<Schema>): void {
    this.client.view = new StateView();
    this.client.view.add(this.node);
    const full = Uint8Array.from(serializer.getFullState(this.client));
    this.frames.push(full);
    if (this.decoder === null) {
      this.decoder = Reflection.decode(serializer.handshake());
      this.decoder.decode(full, { offset: 1 });
    } else this.decoder.decodeResync(full, { offset: 1 });
  }

  receive(from: number): void {
    for (const frame of this.frames.slice(from)) this.decoder?.decode(frame, { offset: 1 });
  }

  held(): SeatView | null {
    const state = this.decoder?.state as unknown as Decoded | undefined;
    const node = state?.seats.get(this.id);
    return node === undefined ? null : readSeatView(node);
  }
}

function churn(seed: number, rounds: number): { compared: number; wrong: number; foreign: number } {
  const chance = new Chance(seed);
  const state = new TableState();
  const serializer = new SchemaSerializer<Schema>();
  const seats = ["anna", "bert", "cleo", "dora"].map(
    (id) => new Seat(id, randomView(chance, `secret-of-${id}`)),
  );
  for (const seat of seats) state.seats.set(seat.id, seat.node);
  serializer.reset(state);
  const seated = new Set<Seat>();
  let compared = 0;
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    const seat = chance.pick(seats);
    if (!seated.has(seat)) {
      seat.join(serializer);
      seated.add(seat);
    } else if (chance.oneIn(25)) {
      seat.client.view?.dispose();
      seated.delete(seat);
    }
    for (const each of seats) {
      if (chance.oneIn(2)) continue;
      each.view = changedView(each.view, chance, `secret-of-${each.id}`);
      each.mirror.show(each.view);
    }
    const before = new Map([...seated].map((each) => [each, each.frames.length]));
    serializer.applyPatches([...seated].map((each) => each.client) as never, state);
    for (const [each, from] of before) {
      each.receive(from);
      compared += 1;
      if (JSON.stringify(sorted(each.held())) !== JSON.stringify(sorted(each.view))) wrong += 1;
    }
  }
  return { compared, wrong, foreign: foreignTexts(seats) };
}

function foreignTexts(seats: readonly Seat[]): number {
  let found = 0;
  for (const seat of seats) {
    const wire = Buffer.concat(seat.frames).toString("latin1");
    for (const other of seats) if (other !== seat && wire.includes(`secret-of-${other.id}`)) found += 1;
  }
  return found;
}

/** Keys in one order, so that two equal views print alike. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

describe("a seat's view on the wire", () => {
  test("[VIEW-1] a view read back from its subtree is the view", () => {
    const chance = new Chance(7);
    for (let n = 0; n < 200; n++) {
      const view = randomView(chance, "x");
      const mirror = new SeatMirror(view);
      expect(readSeatView(mirror.node)).toEqual(view);
      const next = changedView(view, chance, "y");
      mirror.show(next);
      expect(readSeatView(mirror.node)).toEqual(next);
    }
  });

  test.each([11, 12, 13, 14])(
    "[VIEW-2] after every patch each client holds exactly its seat's view, whoever comes and goes (seed %i)",
    (seed) => {
      const { compared, wrong, foreign } = churn(seed, 500);
      expect(compared).toBeGreaterThan(1000);
      expect(wrong).toBe(0);
      expect(foreign, "texts of another seat on the wire").toBe(0);
    },
  );

  test("[VIEW-3] a seat shown to the wrong client is found by the same search", () => {
    const chance = new Chance(5);
    const state = new TableState();
    const serializer = new SchemaSerializer<Schema>();
    const anna = new Seat("anna", randomView(chance, "secret-of-anna"));
    const bert = new Seat("bert", randomView(chance, "secret-of-bert"));
    for (const seat of [anna, bert]) state.seats.set(seat.id, seat.node);
    serializer.reset(state);
    anna.join(serializer);
    expect(foreignTexts([anna, bert])).toBe(0);
    anna.client.view?.add(bert.node);
    serializer.applyPatches([anna.client] as never, state);
    expect(foreignTexts([anna, bert])).toBe(1);
  });
});
