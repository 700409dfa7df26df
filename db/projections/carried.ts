import type { CreatureStart } from "../../rules/creature.ts";
import type { CharacterId } from "../../rules/ids.ts";
import type { State } from "../../rules/state.ts";

export type Carried = CreatureStart & {
  /** Hit points short of the maximum at the table, which may be higher than that of the sheet alone. */
  readonly lost?: number;
};

/** What play changed of a character that sat at the table. */
export type CarriedCharacter = {
  readonly character: CharacterId;
  readonly currentHp: number;
  readonly carried: Carried;
};

/** What the characters of a session take with them when it ends. */
export const carriedCharacters = (state: State): readonly CarriedCharacter[] =>
  state.roster
    .flatMap((id) => state.creatures[id] ?? [])
    .flatMap((creature) => {
      const { character, hp, maxHp, xp, slots, resources, hitDice, dead, conditions } = creature;
      if (character === null) return [];
      const exhaustion = conditions.find(({ name }) => name === "exhaustion")?.level ?? 0;
      const lost = hp < maxHp ? { lost: maxHp - hp } : {};
      return [
        { character, currentHp: hp, carried: { xp, slots, resources, hitDice, dead, exhaustion, ...lost } },
      ];
    });
