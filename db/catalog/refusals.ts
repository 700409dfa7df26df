/** Why the database said no, where the person who asked can do something about it. */
export type CatalogRefusal =
  /** Another public entry, or another one of one's own, is called so. */
  | "name-taken"
  /** A character wears it, or is of that race or archetype. */
  | "in-use"
  /** It names something that is not there, or is not the person's to see. */
  | "not-there"
  /** That slot is for things of another kind. */
  | "does-not-fit"
  | "both-hands"
  /** A number that the model does not allow, for instance more durability than there can be. */
  | "out-of-range";

/** null: nothing that the person did. Postgres 18 tells a restricted deletion by a code of its own. */
export function catalogRefusalOf(error: unknown): CatalogRefusal | null {
  const { code, constraint } = fieldsOf(error);
  switch (code) {
    case "23505":
      return /_(public|own)_name$/.test(constraint) ? "name-taken" : null;
    case "23001":
      return "in-use";
    case "23503":
      return /^(equipment|characters)_.*_fkey$/.test(constraint) ? "in-use" : "not-there";
    case "23514":
      if (constraint === "equipment_both_hands") return "both-hands";
      return constraint.startsWith("equipment_") ? "does-not-fit" : "out-of-range";
    case "42501":
      return "not-there";
    default:
      return null;
  }
}

function fieldsOf(error: unknown): { readonly code: string; readonly constraint: string } {
  if (typeof error !== "object" || error === null) return { code: "", constraint: "" };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const constraint = "constraint" in error && typeof error.constraint === "string" ? error.constraint : "";
  return { code, constraint };
}
