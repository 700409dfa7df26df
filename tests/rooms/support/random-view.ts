import { SEAT_VIEW } from "../../../rooms/schema/seat-view-shape.ts";
import type { Element, Field, Struct } from "../../../rooms/schema/shape.ts";
import { isStruct } from "../../../rooms/schema/shape.ts";
import type { SeatView } from "../../../rules/view.ts";
import type { Chance } from "./random.ts";

type Plain = Record<string, unknown>;

/** A view of any content at all, its texts marked with `mark`. */
export function randomView(chance: Chance, mark: string): SeatView {
  return randomStruct(SEAT_VIEW, chance, mark) as SeatView;
}

/** The same view with a few things changed, here and there and at any depth. */
export function changedView(view: SeatView, chance: Chance, mark: string): SeatView {
  return changedStruct(SEAT_VIEW, view as unknown as Plain, chance, mark) as unknown as SeatView;
}

function randomStruct(struct: Struct, chance: Chance, mark: string): Plain {
  const plain: Plain = {};
  for (const [name, field] of Object.entries(struct.fields)) put(plain, name, field, chance, mark);
  return plain;
}

function put(plain: Plain, name: string, field: Field, chance: Chance, mark: string): void {
  const value = randomField(field, chance, mark);
  if (value === undefined) delete plain[name];
  else plain[name] = value;
}

function randomField(field: Field, chance: Chance, mark: string): unknown {
  if (field === "text") return chance.oneIn(6) ? "" : `${mark}-${chance.below(1000)}`;
  if (field === "number")
    return chance.pick([-1, 0, 1, 7, 127, 128, 255, 300, 70_000, chance.below(1 << 30)]);
  if (field === "flag") return chance.oneIn(2);
  if ("one" in field) return randomStruct(field.one, chance, mark);
  if ("list" in field)
    return Array.from({ length: chance.below(4) }, () => randomElement(field.list, chance, mark));
  if ("byId" in field) {
    const ids = Array.from({ length: chance.below(6) }, () => `id${chance.below(12)}`);
    return Object.fromEntries(ids.map((id) => [id, randomElement(field.byId, chance, mark)]));
  }
  if ("maybe" in field) return chance.oneIn(2) ? null : randomElement(field.maybe, chance, mark);
  return chance.oneIn(2) ? undefined : randomElement(field.optional, chance, mark);
}

function randomElement(element: Element, chance: Chance, mark: string): unknown {
  return isStruct(element) ? randomStruct(element, chance, mark) : randomField(element, chance, mark);
}

function changedStruct(struct: Struct, old: Plain, chance: Chance, mark: string): Plain {
  const plain: Plain = { ...old };
  for (const [name, field] of Object.entries(struct.fields)) {
    if (chance.oneIn(14)) put(plain, name, field, chance, mark);
    else if (plain[name] !== undefined && plain[name] !== null && typeof field !== "string")
      plain[name] = changedField(field, plain[name], chance, mark);
  }
  return plain;
}

function changedField(field: Exclude<Field, string>, old: unknown, chance: Chance, mark: string): unknown {
  if ("one" in field) return changedStruct(field.one, old as Plain, chance, mark);
  if ("list" in field) {
    const items = (old as readonly unknown[]).map((item) => changedElement(field.list, item, chance, mark));
    if (chance.oneIn(6)) items.splice(chance.below(items.length + 1), 1);
    if (chance.oneIn(6))
      items.splice(chance.below(items.length + 1), 0, randomElement(field.list, chance, mark));
    return items;
  }
  if ("byId" in field) {
    const entries = Object.entries(old as Plain).filter(() => !chance.oneIn(8));
    const items = entries.map(([id, item]) => [id, changedElement(field.byId, item, chance, mark)] as const);
    if (chance.oneIn(5)) items.push([`id${chance.below(12)}`, randomElement(field.byId, chance, mark)]);
    return Object.fromEntries(items);
  }
  return changedElement("maybe" in field ? field.maybe : field.optional, old, chance, mark);
}

function changedElement(element: Element, old: unknown, chance: Chance, mark: string): unknown {
  if (isStruct(element)) return changedStruct(element, old as Plain, chance, mark);
  if (typeof element === "string") return chance.oneIn(8) ? randomField(element, chance, mark) : old;
  return changedField(element, old, chance, mark);
}
