import { expect, it } from "vitest";
import { changeWords } from "../../client-sdk/table/change-words.ts";

const nameOf = (word: string): string => ({ k: "Kara", g: "Goblin" })[word] ?? word;
const words = (path: string, before: unknown, after: unknown) =>
  changeWords({ path, before, after, sequence: 7 }, nameOf);

it("[TT-22] a change reads as a sentence, with names for ids", () => {
  expect(words("/creatures/k/hp", 9, 4)).toBe("Kara: hp 9 → 4");
  expect(words("/creatures/k/hidden", false, true)).toBe("Kara: hidden no → yes");
  expect(words("/encounter/turn", "k", "g")).toBe("encounter turn Kara → Goblin");
  expect(words("/creatures/o", null, { name: "Ogre", health: "unhurt" })).toBe("Ogre: in sight");
  expect(words("/creatures/o", { name: "Ogre" }, null)).toBe("Ogre: out of sight");
  expect(words("/creatures/k/conditions", [{ name: "prone" }], [])).toBe("Kara: conditions prone → none");
  expect(words("/map", null, { width: 4, height: 4 })).toBe('map none → {"width":4,"height":4}');
  expect(words("/seats/k/left", false, true)).toBe("Kara: left no → yes");
});
