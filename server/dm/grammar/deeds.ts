import type { Command } from "../../../rules/command.ts";
import type { CreatureId } from "../../../rules/ids.ts";
import { whichText } from "./attacks.ts";
import { feetBetween } from "./distance.ts";
import { asks, type Context, commands, foes, others, type Reading, type Said, UNKNOWN } from "./reading.ts";
import { findCreature } from "./targets.ts";
import { readDoor, readFeature, readItem } from "./things.ts";

/** One shape of statement and what it asks for. */
type Deed = {
  readonly said: RegExp;
  readonly read: (said: Said, context: Context) => Reading;
};

const plain =
  (make: (by: CreatureId) => Command) =>
  (_said: Said, context: Context): Reading =>
    commands(make(context.self.id));

/**
 * What a feature makes a bonus action of: with the feature when it was named or the action is gone, else with
 * the action.
 */
const quick =
  (what: "dash" | "disengage" | "hide") =>
  (said: Said, context: Context): Reading => {
    const by = context.self.id;
    const ways = context.legal.flatMap((one) => (one.do === what && one.by === by ? [one] : []));
    const bonus = ways.find((one) => one.option !== null && one.why === null);
    const action = ways.find((one) => one.option === null);
    const wanted = BONUS.test(said.statement) || (action !== undefined && action.why !== null);
    const option = wanted ? bonus?.option : null;
    return commands({ do: what, by, ...(option ? { use: [option] } : {}) });
  };

const BONUS =
  /\b(?:(?:use|using|with|as|my|a|via)\s+)*(?:bonus action|cunning action|nimble escape)(?:\s+to)?\b:?/;

type Targeted = (by: CreatureId, target: CreatureId) => Command;

/** A deed done to somebody named in the first group. */
const upon =
  (whom: "foe" | "anyone", ask: string, make: Targeted) =>
  (said: Said, context: Context): Reading => {
    const candidates = whom === "foe" ? foes(context) : others(context);
    const phrase = said.first.trim();
    if (phrase === "" && candidates.length !== 1) return asks(ask);
    // All of these are done at arm's length.
    const near = candidates.filter((one) => feetBetween(context.self, one) <= 5).map((one) => one.id);
    const found = findCreature(phrase, {
      self: context.self,
      candidates,
      preferred: new Set(near),
      last: context.last,
    });
    if (found.kind === "none") return asks(ask);
    if (found.kind === "several") return asks(whichText(found.creatures, context));
    return commands(make(context.self.id, found.creature.id), found.creature.id);
  };

function readHelp(said: Said, context: Context): Reading {
  const { first: whom, second: foe } = said;
  const friends = others(context).filter((creature) => creature.side === context.self.side);
  const friend = findCreature(whom, {
    self: context.self,
    candidates: friends,
    preferred: new Set(),
    last: context.last,
  });
  if (friend.kind !== "one") return asks("Whom do you help?");
  const by = context.self.id;
  const target = friend.creature.id;
  if (foe === "") return commands({ do: "help", by, target }, target);
  const against = findCreature(foe, {
    self: context.self,
    candidates: foes(context),
    preferred: new Set(),
    last: context.last,
  });
  if (against.kind === "several") return asks(whichText(against.creatures, context));
  return commands(
    { do: "help", by, target, ...(against.kind === "one" ? { against: against.creature.id } : {}) },
    target,
  );
}

const DEEDS: readonly Deed[] = [
  {
    said: /^(?:now(?:,? (?:do|use|take|release) (?:it|(?:my|the) readied \w+))?|(?:use|take|release|trigger|do|let go of|fire|make) (?:my|the) readied (?:action|attack|shot|move|spell))$/,
    read: plain((by) => ({ do: "react", by, choice: "readied" })),
  },
  {
    said: /^(?:end|finish|pass|done|that'?s (?:it|all)|i'?m done|nothing(?: else| more)?|skip)(?: (?:with )?(?:(?:my|the) )?turn)?(?: (?:here|now))?$|^(?:(?:my )?turn(?:'s| is)? over)$/,
    read: plain((by) => ({ do: "end-turn", by })),
  },
  { said: /^(?:take the |use the |do a )?dash(?: action)?$/, read: quick("dash") },
  { said: /^(?:take the |use the )?disengage(?: action)?$/, read: quick("disengage") },
  {
    said: /^(?:take the |use the )?(?:dodge|defend(?: myself)?|go on the defensive|full defen[cs]e)(?: action)?$/,
    read: plain((by) => ({ do: "dodge", by })),
  },
  {
    said: /^(?:take the |try to )?(?:hide|sneak|go into hiding|take cover|duck)\b.*$/,
    read: quick("hide"),
  },
  {
    said: /^(?:take the )?(?:search|look (?:for|around for)|seek|perceive)\b.*$/,
    read: plain((by) => ({ do: "search", by })),
  },
  {
    said: /^(?:stand(?: back)?(?: up)?|get(?: back)? up|rise|get (?:back )?(?:on|to) my feet)$/,
    read: plain((by) => ({ do: "stand", by })),
  },
  {
    said: /^(?:drop|go|lie|fall|throw myself|get|dive)(?: (?:down|prone|flat|to the (?:ground|floor)|on the (?:ground|floor)))+$/,
    read: plain((by) => ({ do: "drop-prone", by })),
  },
  {
    said: /^(?:help|aid|assist|support)\s+(.+?)(?:\s+(?:against|with|fight|to (?:attack|hit|fight))\s+(.+))?$/,
    read: readHelp,
  },
  {
    said: /^(?:grapple|grab|wrestle|seize|tackle)(?: with)?(?:\s+(.*))?$/,
    read: upon("foe", "Whom do you grapple?", (by, target) => ({ do: "grapple", by, target })),
  },
  {
    said: /^(?:knock (?:down|over|prone)|trip|topple)(?:\s+(.*?))?(?: (?:down|over|prone))?$|^(?:knock|shove|push)\s+(.*?)\s+(?:prone|down|over|to the (?:ground|floor))$/,
    read: upon("foe", "Whom do you knock down?", (by, target) => ({
      do: "shove",
      by,
      target,
      effect: "prone",
    })),
  },
  {
    said: /^(?:shove|push)(?:\s+(.*?))?(?: (?:away|back))?$/,
    read: upon("foe", "Whom do you push?", (by, target) => ({ do: "shove", by, target, effect: "push" })),
  },
  {
    said: /^(?:escape|break free|break loose|break out|get free|wriggle free)(?:\s+(?:from|of)?\s*(.*))?$/,
    read: upon("foe", "Free from whom?", (by, target) => ({ do: "escape", by, from: target })),
  },
  {
    said: /^(?:stabili[sz]e|give first aid to|bandage|bind the wounds of|tend to|save)\s*(.*)$/,
    read: upon("anyone", "Whom do you stabilize?", (by, target) => ({ do: "stabilize", by, target })),
  },
  {
    said: /^(?:equip|draw|wield|ready|unsheathe|pull out|take out|get out|switch to|don|put on|sheathe|stow|put away)\s+(.*)$/,
    read: (said, context) => readItem(said, context, (by, item) => ({ do: "equip", by, item })),
  },
  {
    said: /^(?:drop|let go of|throw away|discard)\s+(.*)$/,
    read: (said, context) => readItem(said, context, (by, item) => ({ do: "drop", by, item })),
  },
  {
    said: /^put (?:my |the )?(.*?) away$/,
    read: (said, context) => readItem(said, context, (by, item) => ({ do: "equip", by, item })),
  },
  { said: /^(open|close|shut) (?:the |that |a )?door$/, read: readDoor },
  { said: /^(?:use|activate|trigger|take|call on)\s+(?:my\s+|a\s+|an\s+|the\s+)?(.*)$/, read: readFeature },
  { said: /^(.*)$/, read: readFeature },
];

/** Everything but attacks and moves. */
export function readDeed(statement: string, context: Context): Reading {
  const bare = statement.replace(BONUS, " ").replace(/\s+/g, " ").trim() || statement;
  for (const deed of DEEDS) {
    const match = deed.said.exec(bare);
    if (match === null) continue;
    const [first = "", second = ""] = match.slice(1).filter((group) => group !== undefined);
    const reading = deed.read({ statement, first, second }, context);
    if (reading.kind !== "unknown") return reading;
  }
  return UNKNOWN;
}
