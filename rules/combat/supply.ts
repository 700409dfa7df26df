import type { AttackMode } from "../command.ts";
import type { Attack, Item } from "../creature.ts";
import { wornShield } from "../creatures/armor-class.ts";
import { nameKey } from "../creatures/names.ts";
import type { CreatureId } from "../ids.ts";
import type { Resolution } from "../resolve/resolution.ts";
import { ok, type Result, reject } from "../result.ts";
import type { AttackFrame, Creature } from "../state.ts";

/** What each weapon shoots. @srd Equipment > Weapons > Weapon Properties > Ammunition */
const AMMUNITION: readonly (readonly [weapon: RegExp, ammunition: string])[] = [
  [/crossbow/, "crossbow bolt"],
  [/bow/, "arrow"],
  [/sling/, "sling bullet"],
  [/blowgun/, "blowgun needle"],
];

/**
 * The hands and the ammunition that an attack takes; the item is the ammunition it uses up, null when it uses
 * none. Whoever never carried any of the kind is taken to have enough (RUL-23).
 * @rule equipment.ammunition @rule equipment.two-handed
 */
export function supplyFor(attacker: Creature, attack: Attack, mode: AttackMode): Result<Item | null> {
  if (attack.item === null) return ok(null);
  const both = mode === "two-handed" || attack.properties.includes("two-handed");
  const shield = wornShield(attacker);
  if (both && shield !== null) {
    return reject("no-free-hand", `${attack.name} takes both hands; one holds ${shield.name}`);
  }
  if (!attack.properties.includes("ammunition") || mode === "melee") return ok(null);
  const kind = AMMUNITION.find(([weapon]) => weapon.test(nameKey(attack.name)))?.[1];
  const carried = attacker.items.filter((item) => kind !== undefined && isOf(item, kind));
  const filled = carried.find(({ quantity }) => quantity > 0);
  if (filled !== undefined) return ok(filled);
  return carried.length === 0 ? ok(null) : reject("no-ammunition", `${attacker.name} has no ${kind}s left`);
}

const isOf = (item: Item, kind: string): boolean => {
  const name = nameKey(item.name);
  return name === kind || name === `${kind}s`;
};

export function spendAmmunition(run: Resolution, creature: CreatureId, item: Item | null): void {
  if (item === null) return;
  run.emit({ kind: "item-used", creature, item: item.id, quantity: 1 }, ["equipment.ammunition"]);
}

/** A thrown weapon lies where its target stands, hit or miss. @rule equipment.thrown */
export function letFly(run: Resolution, frame: AttackFrame, attack: Attack): void {
  if (frame.mode !== "thrown" || attack.item === null) return;
  const thrower = run.find(frame.attacker);
  const item = thrower?.items.find(({ id }) => id === attack.item);
  if (!thrower || !item) return;
  const at = run.find(frame.target)?.at ?? thrower.at;
  const dropped = { kind: "item-dropped", creature: thrower.id, item: item.id, at } as const;
  run.emit(item.quantity > 1 ? { ...dropped, quantity: 1 } : dropped, ["equipment.thrown"]);
}
