import type { StoredEvent } from "../../rules/log.ts";
import type { RuleId } from "../../rules/rule-ids.ts";

/** A ruling that its campaign goes by, as its log has it. */
export type KeptRuling = {
  readonly sequence: number;
  readonly ruleId: RuleId | null;
  readonly text: string;
  readonly madeAt: string;
};

/**
 * The rulings of a log that stand: kept, and no later ruling is about them. What came before `after` belongs to the
 * session that this one was forked from. An undo leaves rulings standing, so none is looked for.
 */
export function keptRulings(records: readonly StoredEvent[], after = 0): readonly KeptRuling[] {
  const kept = new Map<number, KeptRuling>();
  for (const { sequence, content, createdAt } of records) {
    const { event } = content;
    if (event.kind !== "ruling-made") continue;
    const earlier = event.about === null ? undefined : kept.get(event.about);
    if (event.about !== null) kept.delete(event.about);
    if (!event.keep) continue;
    // A ruling about a ruling is about what that one was about.
    const ruleId = earlier === undefined ? event.rule : earlier.ruleId;
    kept.set(sequence, { sequence, ruleId, text: event.text, madeAt: createdAt });
  }
  return [...kept.values()].filter(({ sequence }) => sequence > after);
}
