/** A character from its choices, as the API makes it: dice of the server's, sheet by the rules, one row. */
import type { CharacterSummary } from "../../client-sdk/src/protocol.ts";
import { srdCatalogue } from "../../rules/content/index.ts";
import {
  buildCharacter,
  type CharacterChoices,
  type DraftChoices,
  type Problem,
  type Rolled,
} from "../../rules/creation/index.ts";
import { classRecord } from "../../rules/creatures/classes.ts";
import type { CampaignId, UserId } from "../../rules/ids.ts";
import { HttpProblem } from "../http/problem.ts";
import type { CatalogOrigin, CharacterStore, KeptRoll } from "../http/stores.ts";
import { rollDie } from "./dice.ts";
import { fieldsOf } from "./fields.ts";

export const refusedChoices = (problems: readonly Problem[]): HttpProblem => {
  const [first] = problems;
  return new HttpProblem(422, "choices", `${first?.field ?? ""}: ${first?.detail ?? ""}`, { problems });
};

/** @throws HttpProblem 422 with every field that is wrong. null: no such campaign for this person. */
export async function buildFor(
  characters: Pick<CharacterStore, "create" | "freeRoll">,
  by: UserId,
  campaign: CampaignId,
  { name, choices, ...of }: { readonly name: string; readonly choices: CharacterChoices } & CatalogOrigin,
): Promise<CharacterSummary | null> {
  const dice = await rollOf(characters, by, campaign, choices);
  const { hitPoints, rolls } = hitPointRolls(choices.levels);
  const built = buildCharacter(choices, rolled(dice?.dice, hitPoints), srdCatalogue());
  if (!built.ok) throw refusedChoices(built.problems);
  const using = dice === null ? {} : { using: dice.id };
  return characters.create(by, campaign, fieldsOf(name, built.sheet), { ...using, rolls, of });
}

/** The scores that the choices say they rest on. */
export const rollOf = async (
  characters: Pick<CharacterStore, "freeRoll">,
  by: UserId,
  campaign: CampaignId,
  { abilities }: DraftChoices,
) =>
  abilities?.method === "rolled" && abilities.roll !== undefined
    ? characters.freeRoll(by, campaign, abilities.roll)
    : null;

export const rolled = (abilities: Rolled["abilities"], hitPoints: readonly number[]): Rolled => ({
  hitPoints,
  ...(abilities === undefined ? {} : { abilities }),
});

export const sidesOf = (name: string): number => classRecord(name)?.hitDie ?? 8;

/** A die for each level that asks for one. They are kept only when the character is made. */
export function hitPointRolls(levels: CharacterChoices["levels"]): {
  hitPoints: readonly number[];
  rolls: readonly KeptRoll[];
} {
  const hitPoints = levels
    .filter((level) => level.hitPoints === "rolled")
    .map((level) => rollDie(sidesOf(level.class)));
  const dice = hitPoints.map((face) => [face]);
  return { hitPoints, rolls: dice.length === 0 ? [] : [{ purpose: "hit-points", dice }] };
}
