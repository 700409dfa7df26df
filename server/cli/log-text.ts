/** A log as people read it: who did what, what the dice showed, and the rule with its words. */
import type { Citation } from "../../rules/citation.ts";
import type { D20Roll, Event } from "../../rules/event.ts";
import { sentenceOf } from "./log-sentence.ts";

/** What a line is made from; stored events and a DM's feed entries both have it. */
export type LogEntry = {
  readonly sequence: number;
  readonly event: Event;
  readonly citations: readonly Citation[];
};

export type LogText = {
  /** The lines of the next event, in the order of the log; none for the machine's own bookkeeping. */
  lines(entry: LogEntry): readonly string[];
};

export type LogTextOptions = {
  /** `first` quotes each rule once, when it is first applied; `all` each time; `none` names it only. */
  readonly quotes: "first" | "all" | "none";
};

const INDENT = " ".repeat(8);
const WIDTH = 100;

/** Keeps the names it has read of, so that a line can say "Kara" where the event says an id. */
export function openLogText(options: LogTextOptions = { quotes: "first" }): LogText {
  const names = new Map<string, string>();
  const quoted = new Set<string>();
  const nameOf = (id: string): string => names.get(id) ?? "someone";

  const ruling = (citation: Citation): readonly string[] => {
    const place = `${citation.sectionPath.join(" > ")} (${citation.sourceId.split("@")[0]}:${citation.lineStart})`;
    const head = `${INDENT}§ ${citation.ruleId}: ${place}`;
    const quoteIt =
      options.quotes === "all" || (options.quotes === "first" && !quoted.has(citation.quoteSha256));
    quoted.add(citation.quoteSha256);
    return quoteIt ? [head, ...wrap(`“${citation.quote}”`, `${INDENT}  `)] : [head];
  };

  return {
    lines({ sequence, event, citations }) {
      if (event.kind === "creature-added") names.set(event.creature.id, event.creature.name);
      if (event.kind === "seat-taken") names.set(event.seat, event.name);
      const sentence = sentenceOf(event, nameOf);
      const roll = rollOf(event);
      const body = [...(roll === null ? [] : [`${INDENT}${roll}`]), ...citations.flatMap(ruling)];
      if (sentence === null && body.length === 0) return [];
      if (event.kind === "turn-started")
        return ["", `── round ${event.round}: ${nameOf(event.creature)} ──`, ...body];
      const [first = "", ...rest] = wrap(sentence ?? event.kind, INDENT);
      return [`${`#${sequence}`.padStart(6)}  ${first.trimStart()}`, ...rest, ...body];
    },
  };
}

/** `d20 8 + 4 Strength + 3 proficiency = 15`, with both dice of a roll that had advantage. */
export function formatD20(roll: D20Roll): string {
  const dice = roll.dice.map((die) => (die.kept ? `${die.face}` : `(${die.face})`)).join(" ");
  const parts = roll.parts.map(
    (part) => ` ${part.value < 0 ? "-" : "+"} ${Math.abs(part.value)} ${part.why}`,
  );
  const reasons = [
    ...roll.advantage.map((why) => `advantage: ${why}`),
    ...roll.disadvantage.map((why) => `disadvantage: ${why}`),
  ];
  const byHand = roll.dice.some((die) => die.draw === null) ? ", by hand" : "";
  return `d20 ${dice}${parts.join("")} = ${roll.total}${byHand}${reasons.length === 0 ? "" : ` [${reasons.join("; ")}]`}`;
}

function rollOf(event: Event): string | null {
  return "roll" in event && typeof event.roll === "object" ? formatD20(event.roll) : null;
}

/** Breaks at spaces; a word longer than the line stays whole. */
function wrap(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && indent.length + line.length + word.length >= WIDTH) {
      lines.push(indent + line);
      line = "";
    }
    line += line === "" ? word : ` ${word}`;
  }
  return [...lines, indent + line];
}
