import type { Value } from "./choices.ts";

type Begun = { readonly name: string; readonly choices: Value };

const at = (campaign: string): string => `skald.character.${campaign}`;

/** What was begun in this tab, so that a reload or a look elsewhere costs nothing. */
export function kept(campaign: string): Begun {
  try {
    const begun: Begun | null = JSON.parse(sessionStorage.getItem(at(campaign)) ?? "null");
    return begun ?? { name: "", choices: {} };
  } catch {
    return { name: "", choices: {} };
  }
}

export function keep(campaign: string, begun: Begun | null): void {
  if (begun === null) sessionStorage.removeItem(at(campaign));
  else sessionStorage.setItem(at(campaign), JSON.stringify(begun));
}
