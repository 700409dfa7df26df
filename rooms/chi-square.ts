/**
 * How often a chi-square of these degrees of freedom is at least so large by chance: the upper regularised gamma
 * function Q(degrees / 2, value / 2). For whole degrees it is a finite sum, from Q(1/2, x) = erfc(√x) or
 * Q(1, x) = exp(-x) upwards by Q(a + 1, x) = Q(a, x) + x^a exp(-x) / Γ(a + 1).
 */
export function chanceOfMore(value: number, degrees: number): number {
  const x = value / 2;
  const isOdd = degrees % 2 === 1;
  let a = isOdd ? 0.5 : 1;
  let chance = isOdd ? erfc(Math.sqrt(x)) : Math.exp(-x);
  // x^a exp(-x) / Γ(a + 1)
  let term = isOdd ? 2 * Math.sqrt(x / Math.PI) * Math.exp(-x) : x * Math.exp(-x);
  for (; a < degrees / 2; a++) {
    chance += term;
    term *= x / (a + 1);
  }
  return Math.min(1, Math.max(0, chance));
}

/** Abramowitz and Stegun 7.1.26; right to seven places. */
function erfc(x: number): number {
  const t = 1 / (1 + 0.3275911 * x);
  const sum =
    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sum * Math.exp(-x * x);
}
