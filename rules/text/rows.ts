const ITEM = /^\s*(?:[•◦▪●*]|[-+](?=\s+\S)|\d{1,2}[.)](?=\s))\s+/u;

export function isListItem(text: string): boolean {
  return ITEM.test(text);
}

/**
 * Whether lines are the rows of a table and no prose: set in columns, or mostly broken where the next word would
 * still have fitted, which a wrap never does.
 */
export function areRows(lines: readonly string[], width: number): boolean {
  if (lines.length < 2) return false;
  const columns = lines.filter((line) => /\S\s{2,}\S/u.test(line)).length;
  if (columns >= 2 && columns >= lines.length * 0.5) return true;
  let forced = 0;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (next !== undefined && isForcedBreak(line, next, width)) forced += 1;
  }
  return forced >= Math.max(1, (lines.length - 1) * 0.6) && !lines.every(isSentence);
}

function isForcedBreak(line: string, next: string, width: number): boolean {
  if (/[a-z]-$/u.test(line)) return false;
  const word = /^\S+/u.exec(next)?.[0] ?? "";
  return line.length + 1 + word.length <= width;
}

function isSentence(line: string): boolean {
  return /[.!?:]$/u.test(line) && !/\b(?:lb|ft|oz|gp|sp|cp|pp|in|mi)s?\.$/u.test(line);
}

/** The width at which a text was wrapped: what nearly every line keeps to. */
export function wrapWidth(lines: readonly { readonly text: string }[]): number {
  const counts: number[] = [];
  let total = 0;
  for (const { text } of lines) {
    if (text === "") continue;
    counts[text.length] = (counts[text.length] ?? 0) + 1;
    total += 1;
  }
  let above = 0;
  for (let length = counts.length - 1; length > 30; length -= 1) {
    above += counts[length] ?? 0;
    if (above > total * 0.02) return length;
  }
  return 30;
}
