import type { CreatureStart, StatBlock } from "../creature.ts";
import { fullResources } from "../creatures/sheet-block.ts";

type Counts = Readonly<Record<string, number>>;

/**
 * What a character goes on with when its sheet changes between sessions: what was spent stays spent, what is new
 * comes full.
 */
export function carriedAfter(start: CreatureStart, before: StatBlock, after: StatBlock): CreatureStart {
  return {
    ...start,
    ...moved("slots", start.slots, before.slots ?? {}, after.slots ?? {}),
    ...moved("hitDice", start.hitDice, before.hitDice, after.hitDice),
    ...moved("resources", start.resources, fullResources(before), fullResources(after)),
  };
}

function moved(
  name: string,
  now: Counts | undefined,
  before: Counts,
  after: Counts,
): Readonly<Record<string, Counts>> {
  if (now === undefined) return {};
  const kept = Object.entries(now).flatMap(([key, left]): [string, number][] => {
    const most = after[key];
    if (most === undefined) return [];
    return [[key, Math.max(0, Math.min(most, left + most - (before[key] ?? most)))]];
  });
  return { [name]: Object.fromEntries(kept) };
}

/** Damage stays: a higher maximum raises who stands by as much, and nobody stands up by it. */
export function hitPointsAfter(current: number, before: number, after: number): number {
  if (current === 0) return 0;
  return Math.max(1, Math.min(after, current + Math.max(0, after - before)));
}
