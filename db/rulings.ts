import { type Kysely, sql } from "kysely";
import type { CampaignId, SessionId } from "../rules/ids.ts";
import type { RuleId } from "../rules/rule-ids.ts";
import type { KeptRuling } from "./projections/kept-rulings.ts";
import type { Database } from "./schema.ts";
import { asWriter, type PersonTx, type WriterTx } from "./transaction.ts";

/** A ruling that a campaign goes by, with where it was made. */
export type CampaignRuling = KeptRuling & {
  readonly sessionId: string;
  readonly sessionName: string;
  /** Which session of the campaign it was, from 1, by when they began. */
  readonly sessionNumber: number;
};

/** Writes a session's rulings as of a number of its log, unless they are from a later one already. */
export async function saveRulings(
  db: Kysely<Database>,
  session: SessionId,
  version: number,
  rulings: readonly KeptRuling[],
): Promise<void> {
  await asWriter(db, async ({ rows }) => {
    const now = await rows
      .selectFrom("sessions")
      .select(["campaign_id", "projected_version"])
      .where("id", "=", session)
      .forUpdate()
      .executeTakeFirst();
    if (now === undefined || now.projected_version > version) return;
    await rows.deleteFrom("rulings").where("session_id", "=", session).execute();
    if (rulings.length === 0) return;
    await rows
      .insertInto("rulings")
      .values(
        rulings.map(({ sequence, ruleId, text, madeAt }) => ({
          session_id: session,
          sequence,
          campaign_id: now.campaign_id,
          rule_id: ruleId,
          text,
          made_at: madeAt,
        })),
      )
      .execute();
  });
}

/** The number that a session was forked at; 0 for one that was not. What lies before it is another's. */
export async function forkedAt(db: Kysely<Database>, session: SessionId): Promise<number> {
  const row = await asWriter(db, ({ rows }) =>
    rows.selectFrom("sessions").select("forked_at").where("id", "=", session).executeTakeFirst(),
  );
  return row?.forked_at ?? 0;
}

/** What a campaign goes by, oldest first, as this person may see it. */
export const listRulings = ({ rows }: PersonTx, campaign: CampaignId): Promise<readonly CampaignRuling[]> =>
  ofCampaign(rows, campaign);

/** The same for the table itself, by one of the campaign's sessions. */
export async function rulingsBeside({ rows }: WriterTx, session: SessionId) {
  const row = await rows
    .selectFrom("sessions")
    .select("campaign_id")
    .where("id", "=", session)
    .executeTakeFirst();
  return row === undefined ? [] : ofCampaign(rows, row.campaign_id);
}

async function ofCampaign(
  rows: PersonTx["rows"],
  campaign: CampaignId | string,
): Promise<readonly CampaignRuling[]> {
  const found = await sql<{
    session: string;
    name: string | null;
    number: string;
    sequence: string;
    rule: RuleId | null;
    text: string;
    at: Date;
  }>`
    select r.session_id as session, s.name, s.number, r.sequence, r.rule_id as rule, r.text, r.made_at as at
    from rulings r
    join (select id, name, row_number() over (order by started_at, id) as number
          from sessions where campaign_id = ${campaign}) s on s.id = r.session_id
    where r.campaign_id = ${campaign}
    order by r.made_at, s.number, r.sequence`.execute(rows);
  return found.rows.map(({ session, name, number, sequence, rule, text, at }) => ({
    sessionId: session,
    sessionName: name ?? "",
    sessionNumber: Number(number),
    sequence: Number(sequence),
    ruleId: rule,
    text,
    madeAt: at.toISOString(),
  }));
}
