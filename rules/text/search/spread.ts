import type { Scored } from "./ranking.ts";

export type Ranked = Scored & { readonly at: number };

/** How much of what a hit before it has answered is taken off a later one. */
const REPEAT_COST = 0.2;

/** The best, then each time the one that adds most to those before it, so that a question of two parts gets both. */
export function spread(ranked: readonly Ranked[], limit: number): readonly Ranked[] {
  const left = [...ranked];
  const taken: Ranked[] = [];
  const answered: number[] = [];
  while (taken.length < limit && left.length > 0) {
    let best = 0;
    let bestScore = -1;
    for (const [at, each] of left.entries()) {
      const score = each.score * (1 - REPEAT_COST * overlap(each.shares, answered));
      if (score > bestScore) [best, bestScore] = [at, score];
    }
    const [next] = left.splice(best, 1);
    if (next === undefined) break;
    taken.push(next);
    next.shares.forEach((share, group) => {
      answered[group] = Math.max(answered[group] ?? 0, share ?? 0);
    });
  }
  return taken;
}

function overlap(shares: readonly (number | undefined)[], answered: readonly number[]): number {
  let shared = 0;
  let own = 0;
  shares.forEach((share, group) => {
    own += share ?? 0;
    shared += Math.min(share ?? 0, answered[group] ?? 0);
  });
  return own === 0 ? 0 : shared / own;
}
