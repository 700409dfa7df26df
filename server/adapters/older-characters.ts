import { writeDetails } from "../../db/character-details.ts";
import type { Connection } from "../../db/connect.ts";
import { asMaintenance } from "../../db/transaction.ts";
import type { Sheet } from "../../rules/content/index.ts";
import { characterId } from "../../rules/ids.ts";
import { fieldsOf } from "../characters/fields.ts";
import { HttpProblem } from "../http/problem.ts";

const AT_ONCE = 100;

/**
 * Characters that were stored before their classes, feats and the rest had tables get their rows from the sheet.
 * Returns how many; after the first start none are left. A sheet that says what no sheet may is left alone.
 */
export async function fillOlderCharacters({ db }: Connection): Promise<number> {
  let filled = 0;
  for (let after: string | null = ""; after !== null; ) {
    const from: string = after;
    after = await asMaintenance(db, async (tx) => {
      const rows = await tx.rows
        .selectFrom("characters")
        .select(["id", "name", "sheet"])
        .where((row) =>
          row.not(
            row.exists(
              row.selectFrom("character_classes").select("id").whereRef("character_id", "=", "characters.id"),
            ),
          ),
        )
        .$if(from !== "", (query) => query.where("id", ">", from))
        .orderBy("id")
        .limit(AT_ONCE)
        .forUpdate()
        .skipLocked()
        .execute();
      for (const { id, name, sheet } of rows) {
        const details = detailsOf(name, sheet);
        if (details === null) continue;
        await writeDetails(tx, characterId(id), details);
        filled += 1;
      }
      return rows.at(-1)?.id ?? null;
    });
  }
  return filled;
}

function detailsOf(name: string, sheet: unknown) {
  const classes = typeof sheet === "object" && sheet !== null && "classes" in sheet ? sheet.classes : null;
  if (!Array.isArray(classes)) return null;
  try {
    // Whatever was stored as a sheet with classes came through `fieldsOf`, of this version or an earlier one.
    return fieldsOf(name, sheet as Sheet).details;
  } catch (refusal) {
    if (refusal instanceof HttpProblem) return null;
    throw refusal;
  }
}
