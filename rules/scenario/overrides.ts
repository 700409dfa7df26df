import type { CreatureStart, DamageTrait, StatBlock } from "../creature.ts";
import { DAMAGE_TYPES } from "../vocabulary.ts";
import type { Overrides } from "./document.ts";

/** Where a creature starts instead of at its best. */
export function startOf(set: Overrides): CreatureStart {
  const pact = Object.entries(set.pactSlots ?? {}).map(([level, count]) => [`pact-${level}`, count]);
  const start: Record<keyof CreatureStart, unknown> = {
    hp: set.hp,
    tempHp: set.tempHp,
    armorClass: set.ac,
    stable: set.stable,
    dead: set.dead,
    exhaustion: set.exhaustion,
    xp: set.xp,
    hitDice: set.hitDice,
    resources: set.resources,
    slots:
      set.slots === undefined && pact.length === 0
        ? undefined
        : { ...set.slots, ...Object.fromEntries(pact) },
    deathSaves: set.deathSaves,
    conditions: undefined,
    hidden: set.hidden === undefined ? undefined : { from: [], ...set.hidden },
    action: set.action,
    bonusAction: set.bonusAction,
    reaction: set.reaction,
    movementUsedFeet: undefined,
    altitude: set.altitude,
    concentration: spellOf(set.concentration),
  };
  return Object.fromEntries(
    Object.entries(start).filter(([, value]) => value !== undefined),
  ) as CreatureStart;
}

/** `"Bless"` and `{"spell": "Bless"}` say the same. */
function spellOf(concentration: unknown): string | undefined {
  if (typeof concentration === "string") return concentration;
  const spell = typeof concentration === "object" ? Object(concentration).spell : undefined;
  return typeof spell === "string" ? spell : undefined;
}

/** The stat block with what the file puts in its place. */
export function blockWith(block: StatBlock, set: Overrides): StatBlock {
  const more = (traits: readonly DamageTrait[], types: readonly string[] | undefined) => [
    ...traits,
    ...(types ?? []).map((type) => ({
      types: DAMAGE_TYPES.filter((one) => one === type.toLowerCase()),
      unless: [],
    })),
  ];
  return {
    ...block,
    maxHp: set.maxHp ?? block.maxHp,
    speeds: set.speed === undefined ? block.speeds : { ...block.speeds, walk: set.speed },
    resistances: more(block.resistances, set.resistances),
    vulnerabilities: more(block.vulnerabilities, set.vulnerabilities),
    immunities: more(block.immunities, set.immunities),
  };
}
