import type { Feature } from "../creature.ts";

type Featured = { readonly features: readonly Feature[] };

/** The feature of that id, or null; what a feature is worth stands in its `values`. */
export function featureOf(creature: Featured, id: string): Feature | null {
  return creature.features.find((feature) => feature.id === id) ?? null;
}

export function hasFeature(creature: Featured, id: string): boolean {
  return creature.features.some((feature) => feature.id === id);
}

/** `archery`, `defense`, `dueling`, `great-weapon-fighting`, `protection`, `two-weapon-fighting`. */
export function hasFightingStyle(creature: Featured, style: string): boolean {
  return creature.features.some((feature) => feature.id === "fighting-style" && feature.option === style);
}
