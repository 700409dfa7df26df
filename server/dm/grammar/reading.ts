import type { Command } from "../../../rules/command.ts";
import type { CreatureId } from "../../../rules/ids.ts";
import type { LegalChoice } from "../../../rules/legal.ts";
import type { CreatureView, SeatView } from "../../../rules/view.ts";

/** What somebody's words came to. */
export type Reading =
  | { readonly kind: "command"; readonly command: Command; readonly about: CreatureId | null }
  /** Asked back; `offers` is carried out when the answer is yes. */
  | { readonly kind: "question"; readonly text: string; readonly offers: Command | null }
  /** Told to the one who asked; nothing happens. With `settled` it is so already, and a plan may go on. */
  | { readonly kind: "told"; readonly text: string; readonly settled: boolean }
  | { readonly kind: "unknown" };

/** A statement that fits a shape, with the parts that the shape asks for; "" for one that was not said. */
export type Said = { readonly statement: string; readonly first: string; readonly second: string };

/** What a statement is read against: its speaker's own view and choices, and nothing else. */
export type Context = {
  readonly view: SeatView;
  readonly self: CreatureView;
  readonly legal: readonly LegalChoice[];
  /** Whom the talk was about last. */
  readonly last: CreatureId | null;
};

export const UNKNOWN: Reading = { kind: "unknown" };
export const asks = (text: string, offers: Command | null = null): Reading => ({
  kind: "question",
  text,
  offers,
});
export const tells = (text: string, settled = false): Reading => ({ kind: "told", text, settled });
export const commands = (command: Command, about: CreatureId | null = null): Reading => ({
  kind: "command",
  command,
  about,
});

export function others(context: Context): readonly CreatureView[] {
  return Object.values(context.view.creatures).filter((creature) => creature.id !== context.self.id);
}

export const foes = (context: Context): readonly CreatureView[] =>
  others(context).filter((creature) => creature.side !== context.self.side);
