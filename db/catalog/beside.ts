import { sql } from "kysely";
import type { PersonTx } from "../transaction.ts";
import { EQUIPMENT_SLOTS, type EquipmentSlot, findBelongings } from "./belongings.ts";
import { findEntry } from "./entries.ts";
import type { Entry } from "./kinds.ts";

export type Worn = { readonly slot: EquipmentSlot; readonly item: Entry<"items"> };

/** What stands beside a character's sheet in the catalog, whole. */
export type Beside = {
  readonly race: Entry<"races"> | null;
  readonly archetype: Entry<"archetypes"> | null;
  readonly worn: readonly Worn[];
  /** Those that the above name, by id. */
  readonly skills: ReadonlyMap<string, Pick<Entry<"skills">, "name" | "requiredLevel">>;
};

export const NOTHING_BESIDE: Beside = { race: null, archetype: null, worn: [], skills: new Map() };

/** An entry that its maker keeps to themselves by now counts for nothing. */
export async function findBeside(tx: PersonTx, character: string): Promise<Beside> {
  const belongings = await findBelongings(tx, character);
  if (belongings === null) return NOTHING_BESIDE;
  const { raceId, archetypeId, equipment } = belongings;
  const race = raceId === null ? null : await findEntry(tx, "races", raceId);
  const archetype = archetypeId === null ? null : await findEntry(tx, "archetypes", archetypeId);
  const worn: Worn[] = [];
  for (const slot of EQUIPMENT_SLOTS) {
    const id = equipment[slot];
    const item = id === null ? null : await findEntry(tx, "items", id);
    if (item !== null) worn.push({ slot, item });
  }
  const ids = [
    ...(race?.skills ?? []),
    ...(archetype?.skills ?? []),
    ...worn.flatMap(({ item }) => item.bonusSkills),
  ];
  return { race, archetype, worn, skills: await skillsOf(tx, ids) };
}

async function skillsOf({ rows }: PersonTx, ids: readonly string[]): Promise<Beside["skills"]> {
  if (ids.length === 0) return new Map();
  const found = await sql<{ id: string; name: string; requiredLevel: number }>`
    select id, name, required_level as "requiredLevel" from skills where id = any (${ids}::uuid[])`.execute(
    rows,
  );
  return new Map(found.rows.map(({ id, ...skill }) => [id, skill]));
}
