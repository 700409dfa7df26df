import { describe, expect, test } from "vitest";
import { seatId, sightOf } from "../../rules/index.ts";
import { BOW, given, hero, id, kindsOf, one, SWORD, somebody } from "../support/given.ts";

const KARA = "seat-kara";
const scene = (extra = {}) =>
  given({
    creatures: [
      hero("kara", { at: [5, 5], attacks: [SWORD, BOW], block: { attacksPerAction: 2 }, ...extra }),
      somebody("gob", { at: [9, 5], attacks: [SWORD] }),
    ],
    turns: ["kara", "gob"],
  });
const shoot = { do: "attack", by: id("kara"), with: "Bow", target: id("gob") } as const;
const ready = (action: Parameters<ReturnType<typeof scene>["does"]>[1]) =>
  ({ do: "ready", by: id("kara"), trigger: "the goblin stirs", action }) as Extract<
    Parameters<ReturnType<typeof scene>["does"]>[1],
    { readonly do: "ready" }
  >;
const now = { do: "react", by: id("kara"), choice: "readied" } as const;

describe("Ready", () => {
  test("[RDY-1] the action is spent now, the reaction when the moment has come; Extra Attack adds nothing", () => {
    const table = scene();
    table.does(KARA, ready(shoot));
    expect(table.creature("kara").economy.action).toBe(false);
    table.does(KARA, { do: "end-turn", by: id("kara") });
    const events = table.does(KARA, now, [
      [20, 12],
      [6, 2],
    ]);
    expect(one(events, "attack-declared").reaction).toBe(true);
    expect(events.map(({ rules }) => rules[0])).toContain("combat.ready");
    expect(table.creature("gob").hp).toBe(15);
    expect(table.creature("kara").economy.reaction).toBe(false);
    expect(table.refused(KARA, now)).toBe("no-such-request");
  });

  test("[RDY-2] a readied move goes as far as the speed, and may be struck at in passing", () => {
    const table = scene({ at: [8, 5] });
    table.does(KARA, ready({ do: "move-to", by: id("kara"), to: [2, 5] }));
    table.does(KARA, { do: "end-turn", by: id("kara") });
    expect(kindsOf(table.does(KARA, now))).toContain("request-opened");
    table.does("dm", { do: "decline", by: id("gob") });
    expect(table.creature("kara").at).toEqual([2, 5]);
  });

  test("[RDY-3] what was readied is gone at the start of the next turn, and nobody else knows of it", () => {
    const table = scene();
    const events = table.does(KARA, ready(shoot));
    const effect = events.find(({ event }) => event.kind === "effect-gained");
    expect(effect && sightOf(effect.seen, seatId(KARA))).toBe("whole");
    expect(JSON.stringify(effect?.seen.table)).not.toContain("stirs");
    expect(table.creature("kara").effects[0]?.readied?.trigger).toBe("the goblin stirs");
    table.does(KARA, { do: "end-turn", by: id("kara") });
    table.does("dm", { do: "end-turn", by: id("gob") });
    expect(table.creature("kara").effects).toEqual([]);
    expect(table.refused(KARA, now)).toBe("no-such-request");
  });

  test("[RDY-4] what can no longer be done when the moment comes is refused, and still readied", () => {
    const table = scene();
    table.does(KARA, ready({ ...shoot, with: "Sword" }));
    table.does(KARA, { do: "end-turn", by: id("kara") });
    expect(table.refused(KARA, now)).toBe("out-of-range");
    expect(table.creature("kara").effects).toHaveLength(1);
    expect(table.creature("kara").economy.reaction).toBe(true);
  });

  test("[RDY-5] nobody readies for another, twice over, or what is no action", () => {
    const table = scene();
    expect(table.refused(KARA, ready({ ...shoot, by: id("gob") }))).toBe("not-allowed");
    expect(table.refused(KARA, ready({ do: "end-turn", by: id("kara") }))).toBe("not-allowed");
    expect(table.refused(KARA, ready(ready(shoot)))).toBe("not-allowed");
  });
});
