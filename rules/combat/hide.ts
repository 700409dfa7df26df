import type { CreatureCommand } from "../command.ts";
import { isConscious } from "../conditions/table.ts";
import type { CreatureId } from "../ids.ts";
import { footprint } from "../movement/geometry.ts";
import { type Context, type Decision, spend, withAction } from "../resolve/context.ts";
import { ok, reject } from "../result.ts";
import { hasLine, hasSightOf, lightOn } from "../senses/sight.ts";
import type { CheckFrame, Creature, State } from "../state.ts";
import { seesClearly } from "./hiding.ts";
import { pay, payment } from "./pay.ts";

type Of<Name extends CreatureCommand["do"]> = Extract<CreatureCommand, { readonly do: Name }>;

/** A Dexterity (Stealth) check, out of clear sight of every foe one knows of. @rule combat.hide */
export function hide(context: Context, { by, use }: Of<"hide">): Decision {
  const paid = payment(context, by, "hide", use);
  if (!paid.ok) return paid;
  const { state } = context;
  const { creature } = paid.value;
  const watcher = observers(state, creature).find(
    (foe) => context.audience.sees(foe.id) && seesClearly(state, foe, creature),
  );
  if (watcher !== undefined) return reject("clearly-seen", `${watcher.name} sees ${creature.name} clearly`);
  return ok((run) => {
    pay(run, paid.value, "hide", "combat.hide");
    run.push(checkFrame(by, "dex", "stealth", "hide"));
  });
}

/** A Wisdom (Perception) check against what hides nearby. @rule combat.search */
export function search(context: Context, { by }: Of<"search">): Decision {
  const found = withAction(context, by);
  if (!found.ok) return found;
  return ok((run) => {
    spend(run, by, "action", "search", "combat.search");
    run.push(checkFrame(by, "wis", "perception", "search"));
  });
}

function checkFrame(
  creature: CreatureId,
  ability: CheckFrame["ability"],
  skill: CheckFrame["skill"],
  kind: "hide" | "search",
): CheckFrame {
  return {
    kind: "check",
    step: "roll",
    entered: null,
    creature,
    purpose: "check",
    ability,
    skill,
    dc: null,
    advantage: [],
    disadvantage: [],
    hidden: false,
    for: { kind, data: {} },
  };
}

const observers = (state: State, hider: Creature): readonly Creature[] =>
  state.roster
    .flatMap((id) => state.creatures[id] ?? [])
    .filter((one) => one.side !== hider.side && isConscious(one));

/**
 * From whom this Stealth total hides: foes that do not see one clearly and whose passive Perception it reaches;
 * a tie keeps the hider hidden (RUL-7).
 */
export function hiddenFrom(state: State, hider: Creature, stealth: number): readonly CreatureId[] {
  return observers(state, hider)
    .filter((foe) => !seesClearly(state, foe, hider) && stealth >= passivePerception(state, foe, hider))
    .map(({ id }) => id);
}

/** Five less where the light is dim for the observer. @rule abilities.passive-checks @rule adventuring.vision */
function passivePerception(state: State, observer: Creature, hider: Creature): number {
  const { passivePerception: passive, senses } = observer.block;
  const space = footprint(hider);
  if (space === null || !hasSightOf(state, observer, hider)) return passive;
  const light = lightOn(state.map, space);
  const dim = light === "darkness" || (light === "dim" && senses.darkvision === 0);
  return dim ? passive - 5 : passive;
}

/** Hidden foes whose Stealth total the search beats; walls keep what is behind them. */
export function foundBy(state: State, searcher: Creature, total: number): readonly CreatureId[] {
  return state.roster.filter((id) => {
    const hider = state.creatures[id];
    if (!hider?.hidden?.from.includes(searcher.id)) return false;
    return total > hider.hidden.stealth && hasLine(state, searcher, hider);
  });
}
