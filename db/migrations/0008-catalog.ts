import type { Kysely } from "kysely";
import { ROLES } from "../roles.ts";
import { ASKED, LOOKUP_FUNCTIONS, OWNER_FUNCTIONS_UP, OWNER_TRIGGERS, UNASKED } from "./catalog/functions.ts";
import { ASKING_POLICIES, POLICIES_AFTER_FUNCTIONS, POLICIES_DOWN, POLICIES_UP } from "./catalog/policies.ts";
import { TABLES_DOWN, TABLES_UP } from "./catalog/tables.ts";
import { asOwner, asRole } from "./steps.ts";

const { owner, lookup, request } = ROLES;

export async function up(db: Kysely<unknown>): Promise<void> {
  await asOwner(db, [...TABLES_UP, ...POLICIES_UP, ...OWNER_FUNCTIONS_UP]);
  await asRole(db, lookup, [
    ...LOOKUP_FUNCTIONS,
    `revoke all on function ${[...ASKED, ...UNASKED].join(", ")} from public`,
    `grant execute on function ${ASKED.join(", ")} to ${request}`,
    `grant execute on function ${UNASKED.join(", ")} to ${owner}`,
  ]);
  await asOwner(db, [...OWNER_TRIGGERS, ...POLICIES_AFTER_FUNCTIONS]);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await asOwner(db, [...ASKING_POLICIES, `drop trigger items_worn on items`, ...POLICIES_DOWN]);
  await asRole(
    db,
    lookup,
    [...ASKED, ...UNASKED].map((name) => `drop function ${name}`),
  );
  await asOwner(db, [...TABLES_DOWN, `drop function skald.check_equipment()`]);
}
