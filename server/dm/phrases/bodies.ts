import type { CreatureId } from "../../../rules/ids.ts";
import { called, possessive } from "../names.ts";
import type { Moment, Scene } from "../scene.ts";
import { type Kind, oneOf } from "./wording.ts";

function deathSaveText(name: string, outcome: Kind<"death-save-rolled">["outcome"]): string {
  switch (outcome) {
    case "success":
      return `${possessive(name)} death saving throw succeeds.`;
    case "failure":
      return `${possessive(name)} death saving throw fails.`;
    case "two-failures":
      return `${possessive(name)} death saving throw fails badly and counts as two failures.`;
    default:
      return `${name} makes a death saving throw.`;
  }
}

function conditionText(name: string, condition: string, level: number | undefined): string {
  if (condition === "exhaustion") return `${name} suffers exhaustion${level ? ` (level ${level})` : ""}.`;
  return `${name} is ${condition}.`;
}

/** Wounds, healing, falling and rising, conditions, rest. */
export function bodyText(scene: Scene, moment: Moment): string {
  const { glimpse } = moment;
  const name = (id: CreatureId | null | undefined): string => called(scene, id);
  switch (glimpse.kind) {
    case "damage-taken":
      if (glimpse.amount === undefined) return `${name(glimpse.target)} is hurt.`;
      return `${name(glimpse.target)} takes ${[glimpse.amount, glimpse.type].filter(Boolean).join(" ")} damage.`;
    case "healed":
      return glimpse.amount === undefined
        ? `${name(glimpse.target)} is healed.`
        : `${name(glimpse.target)} regains ${glimpse.amount} hit points.`;
    case "hit-die-spent":
      return glimpse.healed === undefined
        ? ""
        : `${name(glimpse.creature)} regains ${glimpse.healed} hit points.`;
    case "temporary-hit-points-gained":
      return glimpse.amount === undefined
        ? ""
        : `${name(glimpse.target)} gains ${glimpse.amount} temporary hit points.`;
    case "died":
      return oneOf(moment, `${name(glimpse.creature)} dies.`, `${name(glimpse.creature)} falls dead.`);
    case "fell-unconscious":
      return oneOf(
        moment,
        `${name(glimpse.creature)} falls unconscious.`,
        `${name(glimpse.creature)} collapses, unconscious.`,
        `${name(glimpse.creature)} goes down, unconscious.`,
      );
    case "knocked-out":
      return `${name(glimpse.creature)} is knocked out.`;
    case "stabilized":
      return `${name(glimpse.creature)} is stable.`;
    case "came-to":
      return `${name(glimpse.creature)} comes to.`;
    case "death-save-rolled":
      return deathSaveText(name(glimpse.creature), glimpse.outcome);
    case "condition-gained":
      return glimpse.name === undefined
        ? ""
        : conditionText(name(glimpse.creature), glimpse.name, glimpse.level);
    case "condition-lost":
      return glimpse.name === undefined || glimpse.name === "exhaustion"
        ? ""
        : `${name(glimpse.creature)} is no longer ${glimpse.name}.`;
    case "rested":
      return `${name(glimpse.creature)} takes a ${glimpse.rest ?? "short"} rest.`;
    case "experience-gained":
      return glimpse.amount === undefined
        ? ""
        : `${name(glimpse.creature)} gains ${glimpse.amount} experience points.`;
    default:
      return "";
  }
}
