import type { Command } from "../../../rules/command.ts";
import type { CreatureId } from "../../../rules/ids.ts";
import { squaresBetween } from "./distance.ts";
import { asks, type Context, commands, type Reading, type Said, UNKNOWN } from "./reading.ts";
import { sameWord } from "./targets.ts";

export function readItem(
  said: Said,
  context: Context,
  make: (by: CreatureId, item: string) => Command,
): Reading {
  const words = said.first.match(/[\p{L}]+/gu) ?? [];
  const found = context.self.items.filter((item) => {
    const parts = item.name.toLowerCase().match(/[\p{L}]+/gu) ?? [];
    return words.some((word) =>
      parts.some((part) => sameWord(word, part) || (word.length >= 3 && part.endsWith(word))),
    );
  });
  const [item] = found;
  if (item === undefined) return asks(`${context.self.name} carries nothing of that name.`);
  if (found.length > 1 && found.some((one) => one.name !== item.name))
    return asks(`Which one: ${found.map((one) => one.name).join(", or ")}?`);
  return commands(make(context.self.id, item.id));
}

/** Features are known by their names: Second Wind, Action Surge. */
export function readFeature(said: Said, context: Context): Reading {
  const asked = said.first.trim();
  const feature = context.self.features.find((one) => {
    const name = one.name.toLowerCase();
    return asked.includes(name) || (asked.length > 3 && asked !== "action" && name.startsWith(asked));
  });
  if (feature === undefined) return UNKNOWN;
  return commands({ do: "use", by: context.self.id, feature: feature.id });
}

/** The nearest door that is not yet as it is wanted. */
export function readDoor(said: Said, context: Context): Reading {
  const wanted = said.first === "open" ? "door-closed" : "door-open";
  const away = ({ x, y }: { readonly x: number; readonly y: number }): number =>
    squaresBetween([x, y], 1, context.self);
  const doors = (context.view.map?.terrain ?? []).filter((piece) => piece.type === wanted);
  const [door] = [...doors].sort((one, other) => away(one) - away(other));
  if (door === undefined) return asks(`There is no door to ${said.first} here.`);
  return commands({ do: "interact", by: context.self.id, at: [door.x, door.y] });
}
