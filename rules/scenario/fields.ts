import { type CreatureId, creatureId } from "../ids.ts";
import type { Square } from "../map.ts";
import { ABILITIES, type Ability, DAMAGE_TYPES, type DamageType, SKILLS, type Skill } from "../vocabulary.ts";
import type { ScenarioCommand } from "./document.ts";

/** The fields of one command of a file, read by kind; a wrong one throws its name. */
export class Fields {
  readonly #of: ScenarioCommand;

  constructor(of: ScenarioCommand) {
    this.#of = of;
  }

  has(name: string): boolean {
    return this.#of[name] !== undefined && this.#of[name] !== null;
  }

  raw(name: string): unknown {
    return this.#of[name];
  }

  text(name: string): string {
    const value = this.#of[name];
    if (typeof value !== "string") throw new FieldError(`${name}: text`);
    return value;
  }

  textOr(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  whole(name: string): number {
    const value = this.#of[name];
    if (!Number.isSafeInteger(value)) throw new FieldError(`${name}: a whole number`);
    return value as number;
  }

  creature(name: string): CreatureId {
    return creatureId(this.text(name));
  }

  square(name: string): Square {
    return squareOf(this.#of[name], name);
  }

  path(name: string): readonly Square[] {
    const value = this.#of[name];
    if (!Array.isArray(value)) throw new FieldError(`${name}: a list of squares`);
    return value.map((entry) => squareOf(entry, name));
  }

  creatures(name: string): readonly CreatureId[] {
    const value = this.#of[name];
    if (typeof value === "string") return [creatureId(value)];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
      throw new FieldError(`${name}: a list of creatures`);
    }
    return value.map(creatureId);
  }

  ability(name: string): Ability {
    const wanted = this.text(name).toLowerCase();
    const found = ABILITIES.find((one) => wanted === one || wanted.startsWith(one));
    if (found === undefined) throw new FieldError(`${name}: an ability`);
    return found;
  }

  abilityOr(name: string): Ability | undefined {
    return this.has(name) ? this.ability(name) : undefined;
  }

  skill(name: string): Skill | undefined {
    const wanted = this.textOr(name)?.toLowerCase();
    if (wanted === undefined) return undefined;
    if (!(wanted in SKILLS)) throw new FieldError(`${name}: a skill`);
    return wanted as Skill;
  }

  damageType(name: string): DamageType {
    const wanted = this.text(name).toLowerCase();
    const found = DAMAGE_TYPES.find((one) => one === wanted);
    if (found === undefined) throw new FieldError(`${name}: a damage type`);
    return found;
  }

  advantage(): { readonly advantage?: "advantage" | "disadvantage" } {
    const value = this.#of.advantage;
    if (value === undefined || value === null || value === false || value === "none") return {};
    if (value === true || value === "advantage") return { advantage: "advantage" };
    if (value === "disadvantage") return { advantage: "disadvantage" };
    throw new FieldError("advantage: advantage or disadvantage");
  }

  creatureOr(name: string): CreatureId | undefined {
    return this.has(name) ? this.creature(name) : undefined;
  }

  wholeOr(name: string): number | undefined {
    return this.has(name) ? this.whole(name) : undefined;
  }

  flagOr(name: string): boolean | undefined {
    return this.has(name) ? this.#of[name] === true : undefined;
  }

  oneOf<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const wanted = this.textOr(name);
    if (wanted === undefined) return undefined;
    const found = values.find((one) => one === wanted.toLowerCase());
    if (found === undefined) throw new FieldError(`${name}: one of ${values.join(", ")}`);
    return found;
  }

  /** `use` may name a feature, or say more of it in an object. */
  use(): { readonly use?: readonly string[] } {
    const value = this.#of.use;
    if (value === undefined) return {};
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return {
      use: list.map((entry) => {
        const name =
          typeof entry === "object" && entry !== null && "feature" in entry ? entry.feature : entry;
        if (typeof name !== "string") throw new FieldError("use: names of features");
        return name;
      }),
    };
  }
}

/** A field that cannot be read; the message names it. */
export class FieldError extends Error {}

function squareOf(value: unknown, name: string): Square {
  if (Array.isArray(value) && value.length === 2 && value.every(Number.isSafeInteger)) {
    return [Number(value[0]), Number(value[1])];
  }
  throw new FieldError(`${name}: a square [x, y]`);
}

/** Leaves out what is undefined, as exact optional properties ask. */
export function given<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const kept = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(kept) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}
