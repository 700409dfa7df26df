/** What creation asks of the content; the rules themselves hold no list of spells or gear. */
export type SpellEntry = {
  readonly name: string;
  /** 0 for a cantrip. */
  readonly level: number;
  readonly school: string;
  readonly classes: readonly string[];
  readonly ritual: boolean;
  readonly concentration: boolean;
};

export type GearKind =
  | "simple"
  | "simple-melee"
  | "martial"
  | "martial-melee"
  | "armor"
  | "shield"
  | "two-handed"
  | "instrument"
  | "artisan"
  | "tool"
  | "arcane-focus"
  | "druidic-focus"
  | "holy-symbol"
  | "pack";

export type GearEntry = { readonly name: string; readonly kinds: readonly GearKind[] };

export interface Catalogue {
  readonly spells: readonly SpellEntry[];
  readonly gear: readonly GearEntry[];
}
