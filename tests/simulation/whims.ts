/** What a person may try next: mostly what their view says they can, sometimes what nobody should. */
import type { WireCommand } from "../../client-sdk/src/protocol.ts";
import { legalChoices } from "../../rules/index.ts";
import type { LegalChoice } from "../../rules/legal.ts";
import type { SeatView } from "../../rules/view.ts";
import type { Chance } from "./chance.ts";

export function someCommand(view: SeatView, chance: Chance, line: string): WireCommand {
  const request = chance.pick(Object.values(view.requests));
  if (request !== undefined && chance.happens(0.8)) return answer(request, chance);
  if (chance.happens(0.12)) return { do: "say", text: line, to: chance.happens(0.5) ? "table" : "dm" };
  if (view.role === "dm" && (view.encounter === null || chance.happens(0.15)))
    return asDungeonMaster(view, chance);
  if (chance.happens(0.1)) return mischief(view, chance);
  const choice = chance.pick(legalChoices(view).filter(({ why }) => why === null));
  return (choice === undefined ? null : commandOf(choice, chance)) ?? { do: "say", text: line, to: "table" };
}

function answer(request: SeatView["requests"][keyof SeatView["requests"]], chance: Chance): WireCommand {
  const { creature: by, id } = request;
  if (request.kind === "roll") {
    return { do: "enter-dice", by, request: id, faces: request.dice.map((sides) => 1 + chance.below(sides)) };
  }
  const option = chance.pick(request.options);
  if (option === undefined || option.choice === "decline" || chance.happens(0.2))
    return { do: "decline", by, request: id };
  const weapon = chance.pick(option.with ?? []);
  return {
    do: "react",
    by,
    request: id,
    choice: option.choice,
    ...(weapon === undefined ? {} : { with: weapon }),
  };
}

function commandOf(choice: LegalChoice, chance: Chance): WireCommand | null {
  const { by } = choice;
  switch (choice.do) {
    case "attack": {
      const open = choice.targets.filter(({ why }) => why === null);
      const target = chance.pick(open)?.target;
      return target === undefined ? null : { do: "attack", by, with: choice.with, target };
    }
    case "move": {
      const to = chance.pick(choice.reach)?.to;
      return to === undefined ? null : { do: "move-to", by, to };
    }
    case "dash":
    case "disengage":
    case "dodge":
    case "hide":
    case "search":
    case "stand":
    case "drop-prone":
    case "end-turn":
      return { do: choice.do, by };
    default:
      return null;
  }
}

function asDungeonMaster(view: SeatView, chance: Chance): WireCommand {
  const someone = chance.pick(Object.values(view.creatures));
  const target = someone?.id;
  const secret = someone?.notes !== "";
  const at = [chance.below(12), chance.below(12)] as const;
  const commands: WireCommand[] = [
    { do: "roll-initiative" },
    { do: "roll-initiative" },
    { do: "add-monster", monster: "Goblin", side: "foes", at },
    { do: "undo", toSequence: Math.max(1, view.sequence - 1 - chance.below(8)), reason: "a slip" },
    { do: chance.happens(0.5) ? "pause" : "resume" },
    { do: "resume" },
    { do: "cancel-resolution", reason: "enough" },
  ];
  if (target !== undefined) {
    commands.push(
      { do: "damage", target, amount: chance.below(5), type: "fire" },
      { do: "heal", target, amount: 1 + chance.below(8) },
      { do: "condition", target, change: chance.happens(0.5) ? "add" : "remove", name: "prone" },
      { do: "conceal", target },
      // Whoever is concealed from the start is the secret of the evening, and stays it.
      ...(secret ? [] : [{ do: "reveal", target } as const]),
      { do: "place", creature: target, at },
    );
  }
  return chance.pick(commands) ?? { do: "resume" };
}

/** What the rules must refuse, or take with a straight face. */
function mischief(view: SeatView, chance: Chance): WireCommand {
  const someone = chance.pick(Object.values(view.creatures))?.id ?? "nobody";
  const other = chance.pick(Object.values(view.creatures))?.id ?? "nobody";
  const commands: WireCommand[] = [
    { do: "attack", by: someone, with: "Scimitar", target: other },
    { do: "attack", by: someone, with: "Vorpal Sword", target: "nobody" },
    { do: "move", by: someone, path: [[chance.below(99), chance.below(99)]] },
    { do: "end-turn", by: someone },
    { do: "react", by: someone, choice: "opportunity-attack" },
    { do: "enter-dice", by: someone, request: "r1", faces: [20] },
    { do: "check", by: someone, ability: "wis", dc: 10 },
    { do: "check", by: someone, ability: "dex", skill: "stealth", hidden: true },
    { do: "undo", toSequence: Math.max(1, view.sequence - 2), reason: "please" },
    { do: "contribute-dice", entropy: chance.hex(16) },
    { do: "damage", target: other, amount: 99, type: "fire" },
  ];
  return chance.pick(commands) ?? { do: "pause" };
}
