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
  /** The lines of the next event, in the order of the log; none for what says nothing to a reader. */
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

  const isNew = ({ quoteSha256 }: Citation): boolean =>
    options.quotes === "all" || (options.quotes === "first" && !quoted.has(quoteSha256));

  /** New rules with place and words; those that were quoted before, by their ids on one line. */
  const rulings = (citations: readonly Citation[]): readonly string[] => {
    const lines: string[] = [];
    const known: string[] = [];
    for (const citation of citations) {
      if (!isNew(citation)) {
        known.push(citation.ruleId);
        continue;
      }
      quoted.add(citation.quoteSha256);
      const source = `${citation.sourceId.split("@")[0]}:${citation.lineStart}`;
      lines.push(`${INDENT}§ ${citation.ruleId}: ${citation.sectionPath.join(" > ")} (${source})`);
      lines.push(...wrap(`“${citation.quote}”`, `${INDENT}  `));
    }
    return known.length === 0 ? lines : [...wrap(`§ ${known.join(", ")}`, INDENT), ...lines];
  };

  return {
    lines({ sequence, event, citations }) {
      if (event.kind === "creature-added") names.set(event.creature.id, event.creature.name);
      if (event.kind === "seat-taken") names.set(event.seat, event.name);
      if (isMinor(event) && !citations.some(isNew)) return [];
      const sentence = sentenceOf(event, nameOf);
      if (sentence === null) return [];
      const roll = rollOf(event);
      const body = [...(roll === null ? [] : wrap(roll, INDENT)), ...rulings(citations)];
      if (event.kind === "turn-started")
        return ["", `── round ${event.round}: ${nameOf(event.creature)} ──`, ...body];
      const [first = "", ...rest] = wrap(sentence, INDENT);
      return [`${`#${sequence}`.padStart(6)}  ${first.trimStart()}`, ...rest, ...body];
    },
  };
}

const isMinor = (event: Event): boolean =>
  MINOR.has(event.kind) && !(event.kind === "attack-declared" && event.reaction);

/** Told only where they bring a rule that was not quoted yet; the lines around them say the rest. */
const MINOR: ReadonlySet<Event["kind"]> = new Set([
  "turn-ended",
  "economy-spent",
  "attacks-granted",
  "item-used",
  "attack-declared",
]);

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
