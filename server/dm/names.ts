import type { CreatureId } from "../../rules/ids.ts";
import { BESTIARY } from "./audit/bestiary.ts";
import type { Figure, Scene } from "./scene.ts";
import { figureOf } from "./scene.ts";

const UNSEEN = "something unseen";

/** `Goblin` is a kind and takes an article; `Kara` and `Goblin 2` are names. */
export function nameOf(figure: Pick<Figure, "name" | "player">): string {
  const words = figure.name.toLowerCase().split(/\s+/);
  const isKind = !figure.player && words.some((word) => BESTIARY.has(word)) && !/\d/.test(figure.name);
  return isKind ? `the ${figure.name.toLowerCase()}` : figure.name;
}

export function called(scene: Scene, id: CreatureId | null | undefined): string {
  const figure = figureOf(scene, id);
  return figure === null ? UNSEEN : nameOf(figure);
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
export const possessive = (name: string): string => (name.endsWith("s") ? `${name}'` : `${name}'s`);

export function listOf(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? "";
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** `second-wind` as a book prints it. */
export const titleOf = (id: string): string =>
  id
    .split("-")
    .map((word) => capital(word))
    .join(" ");
