import type { Attack } from "../../creature.ts";

const NUMBERS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
};

/** The compositions that the prose allows, each a list of attack names; empty when it is not regular. */
export function parseMultiattack(prose: string, attacks: readonly Attack[]): readonly (readonly string[])[] {
  const text = prose.replaceAll(/\s+/g, " ").replace(/^.*?It then makes/, "makes");
  const counted = /makes (\w+) (melee |ranged )?attacks: ([^.]*)/.exec(text);
  if (counted !== null) return exact(listed(counted[3] ?? "", attacks), NUMBERS[counted[1] ?? ""]);
  return alternatives(text, attacks);
}

/** `one with its bite and two with its claws`; `or` between weapons of one item gives a choice. */
function listed(list: string, attacks: readonly Attack[]): readonly (readonly string[])[] {
  const parts = list.split(/,? and |, /).filter((part) => part !== "");
  let compositions: readonly (readonly string[])[] = [[]];
  for (const part of parts) {
    const item = /^(\w+) (?:with its |to )(.+)$/.exec(part);
    const count = NUMBERS[item?.[1] ?? ""];
    const names = (item?.[2] ?? "").split(/ or (?:its )?/).map((name) => attackNamed(name, attacks));
    if (count === undefined || names.some((name) => name === null)) return [];
    compositions = compositions.flatMap((before) =>
      names.map((name) => [...before, ...Array<string>(count).fill(name ?? "")]),
    );
  }
  return compositions;
}

function exact(
  compositions: readonly (readonly string[])[],
  count: number | undefined,
): readonly (readonly string[])[] {
  return compositions.every((one) => one.length === count) ? compositions : [];
}

/** `makes two claw attacks`, `makes two melee attacks or two ranged attacks`. */
function alternatives(text: string, attacks: readonly Attack[]): readonly (readonly string[])[] {
  const sentence = /makes (?:either )?([^.]*)\.?/.exec(text)?.[1] ?? "";
  const found: (readonly string[])[] = [];
  for (const part of sentence.split(/ or (?:makes )?/)) {
    const of = /^(\w+) (?:attacks? with its )?(.+?)(?: attacks?)?$/.exec(part.trim());
    const count = NUMBERS[of?.[1] ?? ""];
    if (count === undefined) return [];
    const choices = choicesOf(of?.[2] ?? "", attacks);
    if (choices.length === 0) return [];
    found.push(...combinations(choices, count));
  }
  return found;
}

function choicesOf(what: string, attacks: readonly Attack[]): readonly string[] {
  if (what === "melee") return attacks.filter((one) => one.reachFeet > 0).map((one) => one.name);
  if (what === "ranged") return attacks.filter((one) => one.range !== null).map((one) => one.name);
  const name = attackNamed(what, attacks);
  return name === null ? [] : [name];
}

function combinations(names: readonly string[], count: number): readonly (readonly string[])[] {
  if (count === 0) return [[]];
  return names.flatMap((name, index) =>
    combinations(names.slice(index), count - 1).map((rest) => [name, ...rest]),
  );
}

/** `claws` finds `Claw`, `stinger` finds `Tail Stinger`: case and the plural do not matter. */
function attackNamed(text: string, attacks: readonly Attack[]): string | null {
  const wanted = singular(text);
  const found =
    attacks.find((attack) => singular(attack.name) === wanted) ??
    attacks.find((attack) => singular(attack.name).endsWith(` ${wanted}`));
  return found?.name ?? null;
}

const singular = (text: string) => text.toLowerCase().trim().replace(/s$/, "");
