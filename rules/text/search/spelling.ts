import type { Vocabulary } from "./question.ts";
import { stem } from "./tokens.ts";

/** Shorter words have too many neighbours to be repaired. */
const SHORTEST = 4;
const SURE_AT_TWO = 7;

/** Repairs words that are one or two slips away from a word of the books that begins with the same letter. */
export function spellingOf(known: Iterable<string>, has: (stem: string) => boolean): Vocabulary {
  const byStart = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST - 1 || /\d/u.test(word)) continue;
    const start = word.slice(0, 1);
    const list = byStart.get(start);
    if (list === undefined) byStart.set(start, [word]);
    else list.push(word);
  }
  return {
    has,
    near(word) {
      if (word.length < SHORTEST || /\d/u.test(word)) return [];
      const limit = word.length >= SURE_AT_TWO ? 2 : 1;
      let best = limit;
      let found = new Set<string>();
      for (const other of byStart.get(word.slice(0, 1)) ?? []) {
        if (Math.abs(other.length - word.length) > best) continue;
        const distance = slips(word, other, best);
        if (distance > best) continue;
        if (distance < best) found = new Set();
        best = distance;
        found.add(stem(other));
      }
      return [...found].slice(0, 3).map((each) => ({ stem: each, distance: best }));
    },
  };
}

/** Letters left out, put in, changed, or swapped with their neighbour; more than `limit` is not counted out. */
export function slips(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return least;
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? a.length;
}
