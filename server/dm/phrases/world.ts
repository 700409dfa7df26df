import type { CreatureId } from "../../../rules/ids.ts";
import { called, capital, listOf } from "../names.ts";
import type { Moment, Scene } from "../scene.ts";
import { oneOf } from "./wording.ts";

const ANSWERED = {
  uphold: "On a second look, it stands.",
  correct: "On a second look, it is set right.",
  overrule: "On a second look, the table rules otherwise.",
} as const;

/** The fight and the scene around it. */
export function worldText(scene: Scene, moment: Moment): string {
  const { glimpse } = moment;
  const name = (id: CreatureId | null | undefined): string => called(scene, id);
  switch (glimpse.kind) {
    case "encounter-started": {
      const surprised = (glimpse.surprised ?? []).map(name);
      const late = surprised.length === 0 ? "" : ` Taken by surprise: ${listOf(surprised)}.`;
      const first = glimpse.turn ? ` ${capital(name(glimpse.turn))} acts first.` : "";
      return `${oneOf(moment, "The fight begins.", "Combat begins.")}${first}${late}`;
    }
    case "encounter-ended":
      return oneOf(moment, "The fight is over.", "The fight ends here.");
    case "creature-added":
      return glimpse.id === undefined ? "" : `${name(glimpse.id)} is here.`;
    case "creature-revealed":
      return `${name(glimpse.creature)} comes into view.`;
    case "creature-removed":
      return `${name(glimpse.creature)} is gone.`;
    case "terrain-changed":
      if (glimpse.type === "door-open") return "A door opens.";
      return glimpse.type === "door-closed" ? "A door closes." : "";
    case "light-changed":
      if (glimpse.light === undefined) return "";
      return glimpse.light === "darkness" ? "Darkness falls." : `The light is ${glimpse.light} now.`;
    case "undone":
      return "What just happened is taken back.";
    // The words of the ruling stand in the log as they were said; no voice says them again.
    case "appeal-answered":
      return ANSWERED[glimpse.outcome ?? "uphold"];
    case "ruling-made":
      return "The table has a ruling to go by.";
    default:
      return "";
  }
}
