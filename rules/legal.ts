import type { CreatureId } from "./ids.ts";
import type { Square } from "./map.ts";

/**
 * One thing that a seat may try now, computed from its view and never from the state, so that the list tells
 * nothing the seat may not know. `why` says why a known option is closed; null when it is open.
 */
export type LegalChoice =
  | {
      readonly do: "attack";
      readonly by: CreatureId;
      readonly with: string;
      readonly targets: readonly { readonly target: CreatureId; readonly why: string | null }[];
      readonly why: string | null;
    }
  | {
      readonly do: "move";
      readonly by: CreatureId;
      readonly reach: readonly { readonly to: Square; readonly costFeet: number }[];
      readonly why: string | null;
    }
  | {
      readonly do:
        | "dash"
        | "disengage"
        | "dodge"
        | "hide"
        | "search"
        | "stand"
        | "drop-prone"
        | "end-turn"
        | "help"
        | "use"
        | "grapple"
        | "shove"
        | "stabilize";
      readonly by: CreatureId;
      readonly option: string | null;
      readonly why: string | null;
    };
