/** Experience at which each level is reached, from the first. @srd Beyond 1st Level > Character Advancement */
const THRESHOLDS: readonly number[] = [
  0, 300, 900, 2_700, 6_500, 14_000, 23_000, 34_000, 48_000, 64_000, 85_000, 100_000, 120_000, 140_000,
  165_000, 195_000, 225_000, 265_000, 305_000, 355_000,
];

/**
 * Where experience has brought a character. Levels are taken when player and DM see fit (a table may go by
 * milestones), so this tells and does not hinder.
 */
export function advancement(xp: number, level: number) {
  const earned = THRESHOLDS.filter((threshold) => threshold <= xp).length;
  return { xp, earnedLevel: earned, nextLevelAt: THRESHOLDS[level] ?? null };
}
