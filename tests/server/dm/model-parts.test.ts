import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Breaker, Budget } from "../../../server/dm/model/breaker.ts";
import { type Piece, PieceReader, parseLoosely } from "../../../server/dm/model/pieces.ts";
import { ManualClock, SeededRandomness } from "../../rooms/support/world.ts";

describe("[DM-67] a model that fails is left alone, longer each time", () => {
  it("rests after three failures in a row, tries once, and rests longer when that fails too", async () => {
    const clock = new ManualClock(0);
    const breaker = new Breaker(clock, new SeededRandomness("breaker"));
    for (let failure = 0; failure < 3; failure += 1) {
      expect(breaker.allows()).toBe(true);
      breaker.failed();
    }
    expect(breaker.allows()).toBe(false);
    await clock.advance(2_400);
    expect(breaker.allows()).toBe(false);
    await clock.advance(2_600);
    expect(breaker.allows()).toBe(true);
    expect(breaker.allows()).toBe(false);
    breaker.failed();
    await clock.advance(4_900);
    expect(breaker.allows()).toBe(false);
    await clock.advance(5_100);
    expect(breaker.allows()).toBe(true);
    breaker.succeeded();
    expect(breaker.allows()).toBe(true);
  });
  it("waits as long as the model asks", async () => {
    const clock = new ManualClock(0);
    const breaker = new Breaker(clock, new SeededRandomness("asked"));
    breaker.failed(60_000);
    await clock.advance(59_000);
    expect(breaker.allows()).toBe(false);
    await clock.advance(1_000);
    expect(breaker.allows()).toBe(true);
  });
  it("spends neither more calls nor more bytes than a session has", () => {
    const budget = new Budget(2, 100);
    expect(budget.takes(60)).toBe(true);
    expect(budget.spends(20)).toBe(true);
    expect(budget.takes(30)).toBe(false);
    expect(budget.spends(30)).toBe(false);
  });
});

const whole = (text: string): readonly Piece[] => {
  const reader = new PieceReader();
  return [...reader.feed(text), ...reader.end()];
};

describe("[DM-68] an answer is cut into the same pieces however it arrives", () => {
  const texts = fc.array(
    fc.constantFrom(
      '{"a":1}',
      '{"b":"}{"}',
      "plain words",
      '{"c":[{"d":1}]}',
      "```json",
      "```",
      "[",
      "]",
      ",",
      '{"e":"\\"{"}',
    ),
    { maxLength: 8 },
  );
  it("in one piece or in many", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const text = parts.join("\n");
        const reader = new PieceReader();
        const pieces: Piece[] = [];
        for (let at = 0; at < text.length; at += size) pieces.push(...reader.feed(text.slice(at, at + size)));
        expect([...pieces, ...reader.end()]).toEqual(whole(text));
      }),
      { numRuns: 300 },
    );
  });
  it("returns nothing of an object that never closes", () => {
    expect(whole('{"about":[1],"text":"Kara kills')).toEqual([]);
    expect(whole(`{"text":"${"x".repeat(20_000)}`)).toEqual([]);
  });
  it("forgives the slips of weak models and nothing more", () => {
    expect(parseLoosely("{'a': 'it's', \"b\": [1,2,],}")).toEqual({ a: "it's", b: [1, 2] });
    expect(parseLoosely("{a:1}")).toBeUndefined();
  });
});
