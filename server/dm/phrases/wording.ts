import type { Glimpse } from "../../../rules/event.ts";
import type { Moment } from "../scene.ts";

export type Kind<K extends Glimpse["kind"]> = Extract<Glimpse, { readonly kind: K }>;

/** One of several wordings; the same event is always told in the same words. */
export function oneOf(moment: Moment, ...wordings: readonly string[]): string {
  return wordings[(moment.sequence * 7 + moment.glimpse.kind.length) % wordings.length] ?? "";
}
