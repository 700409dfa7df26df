/** How the demo's people play: each looks at nothing but its own view. */
import type { Table } from "../../../client-sdk/src/table.ts";
import { legalChoices } from "../../../rules/index.ts";
import type { LegalChoice } from "../../../rules/legal.ts";
import type { CreatureView } from "../../../rules/view.ts";
import { until } from "../../support/watch.ts";

type Attack = Extract<LegalChoice, { readonly do: "attack" }>;
type Move = Extract<LegalChoice, { readonly do: "move" }>;

export const creature = (table: Table, id: string): CreatureView | undefined =>
  Object.values(table.view.creatures).find((candidate) => candidate.id === id);

export const named = (table: Table, name: string): CreatureView | undefined =>
  Object.values(table.view.creatures).find((candidate) => candidate.name === name);

const standing = ({ health }: CreatureView) =>
  health === "unhurt" || health === "wounded" || health === "bloodied";

export const foesOf = (table: Table, me: CreatureView): readonly CreatureView[] =>
  Object.values(table.view.creatures).filter(
    (other) => other.side !== me.side && standing(other) && other.x >= 0,
  );

export const distance = (a: CreatureView, b: CreatureView): number =>
  Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));

/** Waits until nothing resolves any more, whoever was asked. */
export const settled = (table: Table): Promise<true> =>
  until(table, () => !table.view.waiting && table.requests.length === 0, "the table to settle");

const choices = (table: Table, id: string) => legalChoices(table.view).filter((choice) => choice.by === id);

function openAttack(
  table: Table,
  id: string,
): { readonly with: string; readonly target: string } | undefined {
  const attacks = choices(table, id).filter(
    (choice): choice is Attack => choice.do === "attack" && choice.why === null,
  );
  const open = attacks.flatMap((attack) =>
    attack.targets.filter(({ why }) => why === null).map(({ target }) => ({ with: attack.with, target })),
  );
  const wounds = (target: string) =>
    ["bloodied", "wounded", "unhurt"].indexOf(creature(table, target)?.health ?? "");
  const foes = open.filter(({ target }) => {
    const [me, other] = [creature(table, id), creature(table, target)];
    return me !== undefined && other !== undefined && other.side !== me.side && standing(other);
  });
  return foes.sort((a, b) => wounds(a.target) - wounds(b.target))[0];
}

/** The square in reach that brings the creature nearest to a foe; undefined when it stands best already. */
function approach(table: Table, id: string): readonly [number, number] | undefined {
  const me = creature(table, id);
  if (me === undefined) return undefined;
  const foes = foesOf(table, me);
  const move = choices(table, id).find(
    (choice): choice is Move => choice.do === "move" && choice.why === null,
  );
  const gap = (x: number, y: number) =>
    Math.min(...foes.map((foe) => Math.max(Math.abs(foe.x - x), Math.abs(foe.y - y))));
  if (foes.length === 0 || move === undefined) return undefined;
  const best = [...move.reach].sort((a, b) => gap(...a.to) - gap(...b.to) || a.costFeet - b.costFeet)[0];
  return best !== undefined && gap(...best.to) < gap(me.x, me.y) ? best.to : undefined;
}

async function attackWhilePossible(table: Table, id: string): Promise<number> {
  let made = 0;
  for (let tries = 0; tries < 6; tries++) {
    const attack = openAttack(table, id);
    if (attack === undefined) return made;
    const answer = await table.attack({ by: id, ...attack });
    await settled(table);
    if (answer.outcome === "rejected") return made;
    made++;
  }
  return made;
}

/** Closes in, strikes, and ends the turn: what most people do most of the time. */
export async function playTurn(table: Table, id: string): Promise<void> {
  await settled(table);
  const me = creature(table, id);
  if (me !== undefined && standing(me)) {
    if ((await attackWhilePossible(table, id)) === 0) {
      const to = approach(table, id);
      if (to !== undefined) {
        await table.moveTo({ by: id, to });
        await settled(table);
      }
      await attackWhilePossible(table, id);
    }
  }
  if (table.view.encounter?.turn === id) await table.endTurn({ by: id });
}

/** Takes every opportunity attack; rolls what is asked by hand. */
export function reactTo(table: Table): () => void {
  return table.onRequest((request) => {
    if (request.kind === "roll") {
      void table.enterDice(
        request,
        request.dice.map((sides) => Math.ceil(sides / 2)),
      );
      return;
    }
    const attack = request.options.find(({ choice }) => choice === "opportunity-attack");
    const weapon = attack?.with?.[0];
    void (attack === undefined
      ? table.decline(request)
      : table.react(request, attack.choice, weapon === undefined ? {} : { with: weapon }));
  });
}
