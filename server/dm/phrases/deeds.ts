import type { CreatureId } from "../../../rules/ids.ts";
import { called, titleOf } from "../names.ts";
import type { Moment, Scene } from "../scene.ts";
import { type Kind, oneOf } from "./wording.ts";

const ABILITY = {
  str: "Strength",
  dex: "Dexterity",
  con: "Constitution",
  int: "Intelligence",
  wis: "Wisdom",
  cha: "Charisma",
} as const;

function checkText(name: string, glimpse: Kind<"check-rolled">): string {
  const ability = glimpse.ability === undefined ? "" : ABILITY[glimpse.ability];
  const what =
    glimpse.purpose === "save" || glimpse.purpose === "concentration"
      ? `${ability} saving throw`
      : `${glimpse.skill ? titleOf(glimpse.skill.replaceAll(" ", "-")) : ability} check`;
  if (glimpse.outcome === "success") return `${name} succeeds on a ${what.trim()}.`;
  if (glimpse.outcome === "failure") return `${name} fails a ${what.trim()}.`;
  return glimpse.roll === undefined
    ? `${name} makes a ${what.trim()}.`
    : `${name} makes a ${what.trim()}, a total of ${glimpse.roll.total}.`;
}

function contestText(scene: Scene, glimpse: Kind<"contest-resolved">): string {
  const [one, other] = [called(scene, glimpse.creature), called(scene, glimpse.target)];
  const won = glimpse.outcome === "success";
  switch (glimpse.for) {
    case "grapple":
      return won ? `${one} grapples ${other}.` : `${one} tries to grapple ${other} and fails.`;
    case "shove-prone":
      return won ? `${one} knocks ${other} prone.` : `${one} tries to knock ${other} down and fails.`;
    case "shove-push":
      return won ? `${one} pushes ${other} away.` : `${one} tries to push ${other} away and fails.`;
    case "escape":
      return won
        ? `${one} breaks free from ${other}.`
        : `${one} tries to break free from ${other} and fails.`;
    default:
      return won ? `${one} wins the contest with ${other}.` : `${other} wins the contest with ${one}.`;
  }
}

/** What somebody did, or tried: ways, actions, checks, contests. */
export function deedText(scene: Scene, moment: Moment): string {
  const { glimpse } = moment;
  const name = (id: CreatureId | null | undefined): string => called(scene, id);
  switch (glimpse.kind) {
    case "moved": {
      if (glimpse.forced === true) return `${name(glimpse.creature)} is moved against its will.`;
      if (glimpse.costFeet === undefined) return `${name(glimpse.creature)} moves.`;
      const feet = `${glimpse.costFeet} feet`;
      return oneOf(
        moment,
        `${name(glimpse.creature)} moves ${feet}.`,
        `${name(glimpse.creature)} covers ${feet}.`,
        `${name(glimpse.creature)} goes ${feet}.`,
      );
    }
    case "movement-stopped":
      return `${name(glimpse.creature)} is stopped short.`;
    case "stood-up":
      return oneOf(moment, `${name(glimpse.creature)} stands up.`, `${name(glimpse.creature)} gets up.`);
    case "fell":
      return glimpse.feet === undefined
        ? `${name(glimpse.creature)} falls.`
        : `${name(glimpse.creature)} falls ${glimpse.feet} feet.`;
    case "dashed":
      return `${name(glimpse.creature)} dashes.`;
    case "disengaged":
      return `${name(glimpse.creature)} disengages.`;
    case "dodged":
      return `${name(glimpse.creature)} takes the Dodge action.`;
    case "helped":
      return glimpse.target ? `${name(glimpse.creature)} helps ${name(glimpse.target)}.` : "";
    case "hid":
      return `${name(glimpse.creature)} tries to hide.`;
    case "found":
      return `${name(glimpse.creature)} is in plain sight again.`;
    case "searched":
      return `${name(glimpse.creature)} searches.`;
    case "check-rolled":
      return checkText(name(glimpse.creature), glimpse);
    case "contest-resolved":
      return contestText(scene, glimpse);
    case "feature-used":
      return glimpse.feature === undefined
        ? ""
        : `${name(glimpse.creature)} uses ${titleOf(glimpse.feature)}.`;
    default:
      return "";
  }
}
