import type { LegalChoice } from "../../../rules/legal.ts";
import type { AttackView } from "../../../rules/view.ts";
import { sameWord } from "./targets.ts";

export type AttackChoice = Extract<LegalChoice, { readonly do: "attack" }>;

/** What people call a weapon, and the words of the names it may have. */
const FAMILIES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:sword|blade|steel)s?$/, /sword|scimitar|rapier|blade/i],
  [/^(?:knife|knives|blade)$/, /dagger|knife/i],
  [/^(?:bow|arrows?)$/, /bow/i],
  [/^(?:bolts?|crossbow)$/, /crossbow/i],
  [/^axe?s?$/, /axe/i],
  [/^(?:fists?|hands?|punch|kick|unarmed|headbutt|knee|elbow)$/, /unarmed/i],
  [/^(?:hammer)$/, /hammer|maul/i],
  [/^(?:staff|stick)$/, /staff/i],
  [/^(?:polearm)$/, /halberd|glaive|pike|spear/i],
  [/^(?:teeth|jaws|fangs)$/, /bite/i],
  [/^(?:claws?|talons?)$/, /claw|talon/i],
];

/** The names a phrase may mean; the whole name wins over a word of it, and that over the family. */
export function namesMeant(phrase: string, names: readonly string[]): readonly string[] {
  const said: readonly string[] = phrase.toLowerCase().match(/[\p{L}]+/gu) ?? [];
  const parts = (name: string): readonly string[] => name.toLowerCase().match(/[\p{L}]+/gu) ?? [];
  const whole = names.filter((name) => phrase.toLowerCase().includes(name.toLowerCase()));
  if (whole.length > 0) return whole;
  const exact = names.filter((name) => parts(name).some((part) => said.some((word) => sameWord(word, part))));
  if (exact.length > 0) return exact;
  return names.filter((name) =>
    FAMILIES.some(([called, means]) => said.some((word) => called.test(word)) && means.test(name)),
  );
}

export function weaponsNamed(phrase: string, choices: readonly AttackChoice[]): readonly AttackChoice[] {
  const meant = new Set(
    namesMeant(
      phrase,
      choices.map((choice) => choice.with),
    ),
  );
  return choices.filter((choice) => meant.has(choice.with));
}

/** True when a phrase speaks of a weapon at all, one's own or not. */
export function speaksOfWeapon(phrase: string, choices: readonly AttackChoice[]): boolean {
  if (weaponsNamed(phrase, choices).length > 0) return true;
  const said = phrase.toLowerCase().match(/[\p{L}]+/gu) ?? [];
  return said.some(
    (word) =>
      FAMILIES.some(([called]) => called.test(word)) ||
      /^(?:\w*(?:sword|axe|bow|hammer)|dagger|mace|spear|club|javelin|whip|flail|lance|rapier|scimitar|sling|dart|trident)s?$/.test(
        word,
      ),
  );
}

const isRanged = (view: AttackView | undefined): boolean =>
  (view?.normalFeet ?? 0) > 0 && view?.reachFeet === 0;

/** Orders attacks by what the verb suggests: arms' length first, but a shot is made with what shoots. */
export function byLikelihood(
  choices: readonly AttackChoice[],
  attacks: readonly AttackView[],
  wantsRange: boolean,
): readonly AttackChoice[] {
  const viewOf = (choice: AttackChoice): AttackView | undefined =>
    attacks.find((attack) => attack.name.toLowerCase() === choice.with.toLowerCase());
  const rank = (choice: AttackChoice): number => {
    const unarmed = /unarmed/i.test(choice.with) ? 2 : 0;
    return (isRanged(viewOf(choice)) === wantsRange ? 0 : 4) + unarmed;
  };
  return [...choices].sort((one, other) => rank(one) - rank(other));
}
