import { describe, expect, it } from "vitest";
import type { Citation } from "../../rules/citation.ts";
import type { Event } from "../../rules/event.ts";
import { creatureId, seatId, userId } from "../../rules/ids.ts";
import { formatD20, openLogText } from "../../server/cli/log-text.ts";

const KARA = creatureId("c1");
const GOB = creatureId("c2");

const citation = (ruleId: Citation["ruleId"], quote: string): Citation => ({
  ruleId,
  sourceId: "rules.txt@0123456789ab",
  sectionPath: ["Making an Attack", "Attack Rolls"],
  lineStart: 12,
  lineEnd: 14,
  quote,
  quoteSha256: quote.length.toString(16).padStart(64, "0"),
  role: "applied",
});
const HITS = citation("combat.attack-rolls", "At least the armor class is a hit.");

const roll = {
  dice: [
    { sides: 20, face: 4, kept: false, draw: 1, stream: "open" },
    { sides: 20, face: 15, kept: true, draw: 2, stream: "open" },
  ],
  modifier: 7,
  parts: [
    { value: 4, why: "Strength" },
    { value: 3, why: "proficiency" },
  ],
  total: 22,
  advantage: ["the target is prone"],
  disadvantage: [],
} as const;
const against = { ac: 15, parts: [] };
const attack = { attacker: KARA, target: GOB, with: "Longsword" };
const declared = (reaction: boolean): Event => ({
  kind: "attack-declared",
  mode: "melee",
  reaction,
  ...attack,
});
const rolled: Event = { kind: "attack-rolled", roll, against, outcome: "hit", ...attack };

function tell(...told: readonly (readonly [Event, ...Citation[]])[]): string {
  const text = openLogText();
  const seat = seatId("s");
  text.lines({
    sequence: 1,
    event: { kind: "seat-taken", seat, user: userId("u"), name: "Anna", role: "player" },
    citations: [],
  });
  return told
    .flatMap(([event, ...citations], index) => text.lines({ sequence: index + 2, event, citations }))
    .join("\n");
}

describe("a log as people read it", () => {
  it("[TXT-1] a roll card names both dice of a roll with advantage, each number with its reason", () => {
    expect(formatD20(roll)).toBe(
      "d20 (4) 15 + 4 Strength + 3 proficiency = 22 [advantage: the target is prone]",
    );
  });

  it("[TXT-2] a ruling shows its rule, place and words the first time, and its id alone afterwards", () => {
    const text = tell([rolled, HITS], [rolled, HITS]);
    expect(text.match(/At least the armor class is a hit/g)).toHaveLength(1);
    expect(text).toContain("§ combat.attack-rolls: Making an Attack > Attack Rolls (rules.txt:12)");
    expect(text.match(/22 against AC 15, hit/g)).toHaveLength(2);
    expect(text.trimEnd().split("\n").at(-1)?.trim()).toBe("§ combat.attack-rolls");
  });

  it("[TXT-3] an attack is told by its roll; an attack as a reaction is told when it is taken, too", () => {
    expect(tell([declared(false)])).toBe("");
    expect(tell([declared(true)])).toContain("takes an opportunity");
  });

  it("[TXT-4] the machine's bookkeeping is not told", () => {
    expect(tell([{ kind: "frame-popped", fizzled: false, why: null }])).toBe("");
    expect(tell([{ kind: "frame-popped", fizzled: true, why: "the target is gone" }])).toContain(
      "Nothing comes",
    );
  });
});
