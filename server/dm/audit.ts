import type { CreatureId } from "../../rules/ids.ts";
import type { Clause } from "./audit/clause.ts";
import { deathsTold, FATES, fallsTold } from "./audit/fates.ts";
import { formOf, NO_SECRETS, type Secrets, secretOf } from "./audit/form.ts";
import { type Ledger, ledgerOf } from "./audit/ledger.ts";
import { type Mention, mentionsIn } from "./audit/mentions.ts";
import { numbers } from "./audit/numbers.ts";
import { OUTCOMES } from "./audit/outcomes.ts";
import { strangers, strangersOfSentence } from "./audit/strangers.ts";
import { clausesOf, sentencesOf } from "./audit/text.ts";
import type { Scene } from "./scene.ts";

export type { Secrets } from "./audit/form.ts";
export { NO_SECRETS } from "./audit/form.ts";

/** What the audit says of one sentence; `why` is null when it may be shown. */
export type Verdict = { readonly sentence: string; readonly why: string | null };

/** A reader of one telling: it remembers whom the text spoke of and whose fall it told. */
export type Auditor = {
  /** Judges the next words of the telling, sentence by sentence. */
  readonly judge: (text: string) => readonly Verdict[];
};

const CLAUSE_CHECKS = [numbers, ...OUTCOMES, ...FATES, strangers];
/** How many mentions back a pronoun may point. */
const REACH = 6;

/**
 * Checks prose against the events an audience saw, sentence by sentence. Whatever claims something that the
 * scene does not prove, names somebody it does not know, decides for a player, or is no plain prose, is
 * withheld. Knows nothing of the truth beyond the scene but the secrets it is to keep.
 */
export function auditorOf(scene: Scene, secrets: Secrets = NO_SECRETS): Auditor {
  const ledger = ledgerOf(scene);
  const spoken = scene.moments.flatMap((moment) =>
    moment.glimpse.kind === "said" && moment.glimpse.text !== undefined ? [moment.glimpse.text] : [],
  );
  const toldDown = new Set<CreatureId>();
  let recent: readonly Mention[] = [];

  const judgeSentence = (sentence: string): string | null => {
    const outer = formOf(sentence, spoken) ?? secretOf(sentence, secrets);
    if (outer !== null) return outer;
    let carried: Mention | null = null;
    const falls: CreatureId[] = [];
    for (const text of clausesOf(sentence)) {
      const mentions = mentionsIn(text, scene.figures, recent);
      const clause: Clause = {
        text,
        scene,
        ledger,
        mentions,
        carried,
        toldDown: new Set([...toldDown, ...falls]),
      };
      const stranger = carried === null ? strangersOfSentence(clause, sentence) : null;
      if (stranger !== null) return stranger;
      for (const check of CLAUSE_CHECKS) {
        const why = check(clause);
        if (why !== null) return why;
      }
      falls.push(...told(clause, ledger));
      carried = mentions.find((mention) => !mention.possessive) ?? mentions[0] ?? carried;
      recent = [...recent, ...mentions.filter((mention) => !mention.pronoun)].slice(-REACH);
    }
    for (const id of falls) toldDown.add(id);
    return null;
  };

  return {
    judge: (text) => sentencesOf(text).map((sentence) => ({ sentence, why: judgeSentence(sentence) })),
  };
}

function told(clause: Clause, ledger: Ledger): readonly CreatureId[] {
  const low = new Set([...ledger.died, ...ledger.downed]);
  return [...deathsTold(clause), ...fallsTold(clause)].flatMap((who) =>
    who === null ? [...low] : [...who].filter((id) => low.has(id)),
  );
}

/** A whole telling at once. */
export function auditText(text: string, scene: Scene, secrets: Secrets = NO_SECRETS): readonly Verdict[] {
  return auditorOf(scene, secrets).judge(text);
}
