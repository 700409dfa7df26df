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

type Blow = { readonly with: string; readonly target: string };

/** Blows that may be struck now, at the most wounded foe first. */
function blows(table: Table, id: string, range: "melee" | "any"): readonly Blow[] {
  const me = creature(table, id);
  if (me === undefined) return [];
  const shots = new Set(me.attacks.filter(({ reachFeet }) => reachFeet === 0).map(({ name }) => name));
  const foes = foesOf(table, me).map((foe) => foe.id as string);
  const wounds = (target: string) =>
    ["bloodied", "wounded", "unhurt"].indexOf(creature(table, target)?.health ?? "");
  return choices(table, id)
    .filter((choice): choice is Attack => choice.do === "attack" && choice.why === null)
    .filter((attack) => range === "any" || !shots.has(attack.with))
    .flatMap((attack) =>
      attack.targets.filter(({ why }) => why === null).map(({ target }) => ({ with: attack.with, target })),
    )
    .filter(({ target }) => foes.includes(target))
    .sort((a, b) => wounds(a.target) - wounds(b.target));
}

/** Steps from every square to the nearest goal, around walls; squares that cannot be reached are missing. */
function stepsTo(
  table: Table,
  goals: readonly { readonly x: number; readonly y: number }[],
): ReadonlyMap<string, number> {
  const { map } = table.view;
  const walls = new Set(
    map?.terrain
      .filter(({ type }) => type === "wall" || type === "door-closed")
      .map(({ x, y }) => `${x},${y}`),
  );
  const steps = new Map(goals.map(({ x, y }) => [`${x},${y}`, 0]));
  const edge = goals.map(({ x, y }) => [x, y] as const);
  for (let next = edge.shift(); next !== undefined; next = edge.shift()) {
    const [x, y] = next;
    const far = (steps.get(`${x},${y}`) ?? 0) + 1;
    for (const dx of [-1, 0, 1]) {
      for (const dy of [-1, 0, 1]) {
        const key = `${x + dx},${y + dy}`;
        const inside =
          x + dx >= 0 && y + dy >= 0 && x + dx < (map?.width ?? 0) && y + dy < (map?.height ?? 0);
        if (!inside || walls.has(key) || steps.has(key)) continue;
        steps.set(key, far);
        edge.push([x + dx, y + dy]);
      }
    }
  }
  return steps;
}

/** The square in reach from which it is shortest to a foe, or to the middle of things when none is seen. */
function approach(table: Table, id: string): readonly [number, number] | undefined {
  const me = creature(table, id);
  const move = choices(table, id).find(
    (choice): choice is Move => choice.do === "move" && choice.why === null,
  );
  if (me === undefined || move === undefined) return undefined;
  const foes = foesOf(table, me);
  const middle = {
    x: Math.floor((table.view.map?.width ?? 0) * 0.6),
    y: Math.floor((table.view.map?.height ?? 0) / 2),
  };
  const steps = stepsTo(table, foes.length > 0 ? foes : [middle]);
  const gap = ([x, y]: readonly [number, number]) => steps.get(`${x},${y}`) ?? Number.POSITIVE_INFINITY;
  const best = [...move.reach].sort((a, b) => gap(a.to) - gap(b.to) || a.costFeet - b.costFeet)[0];
  return best !== undefined && gap(best.to) < gap([me.x, me.y]) ? best.to : undefined;
}

/** Strikes as often as the turn allows. What is refused (a foe behind cover) is not tried twice. */
async function strike(table: Table, id: string, range: "melee" | "any"): Promise<number> {
  const refused = new Set<string>();
  let struck = 0;
  for (let tries = 0; tries < 6; tries++) {
    const blow = blows(table, id, range).find((each) => !refused.has(each.with + each.target));
    if (blow === undefined) return struck;
    const answer = await table.attack({ by: id, ...blow });
    await settled(table);
    if (answer.outcome === "rejected") refused.add(blow.with + blow.target);
    else struck++;
  }
  return struck;
}

/** Strikes, or closes in and strikes, or shoots; then ends the turn: what most people do most of the time. */
export async function playTurn(table: Table, id: string): Promise<void> {
  await settled(table);
  const me = creature(table, id);
  if (me !== undefined && standing(me) && (await strike(table, id, "melee")) === 0) {
    const to = approach(table, id);
    if (to !== undefined) {
      await table.moveTo({ by: id, to });
      await settled(table);
    }
    await strike(table, id, "any");
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
