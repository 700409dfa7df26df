import type { Glimpse } from "../../rules/event.ts";
import { capital } from "./names.ts";
import { attackText, harmTo } from "./phrases/blows.ts";
import { bodyText } from "./phrases/bodies.ts";
import { deedText } from "./phrases/deeds.ts";
import { worldText } from "./phrases/world.ts";
import type { Moment, Scene } from "./scene.ts";

/** A part of a telling and the events it tells. */
export type Telling = { readonly text: string; readonly about: readonly number[] };

/** The sentence for one moment; "" for bookkeeping, and for what the log's own line tells better. */
const textOf = (scene: Scene, moment: Moment): string =>
  bodyText(scene, moment) || deedText(scene, moment) || worldText(scene, moment);

/** Consecutive stretches of one creature's way are told as one. */
function joinedMoves(
  moments: readonly Moment[],
  from: number,
): { readonly moment: Moment; readonly used: number[] } | null {
  const first = moments[from];
  if (first?.glimpse.kind !== "moved" || first.glimpse.forced === true) return null;
  const { creature } = first.glimpse;
  const used = [first.sequence];
  let costFeet = first.glimpse.costFeet;
  for (const next of moments.slice(from + 1)) {
    if (next.glimpse.kind !== "moved" || next.glimpse.creature !== creature || next.glimpse.forced === true)
      break;
    used.push(next.sequence);
    if (costFeet !== undefined && next.glimpse.costFeet !== undefined) costFeet += next.glimpse.costFeet;
  }
  const { costFeet: _, ...rest } = first.glimpse;
  const glimpse: Glimpse = costFeet === undefined ? rest : { ...rest, costFeet };
  return { moment: { ...first, glimpse }, used };
}

/**
 * The built-in voice: one plain sentence for each thing that happened, from what the audience saw and nothing
 * else. The same scene is always told in the same words.
 */
export function tell(scene: Scene): readonly Telling[] {
  const tellings: Telling[] = [];
  const used = new Set<number>();
  scene.moments.forEach((moment, index) => {
    if (used.has(moment.sequence)) return;
    const { glimpse } = moment;
    if (glimpse.kind === "attack-rolled") {
      const rest = scene.moments.slice(index + 1);
      const harm = glimpse.outcome === "miss" ? { words: "", used: [] } : harmTo(rest, glimpse.target);
      const about = [moment.sequence, ...harm.used];
      for (const sequence of about) used.add(sequence);
      tellings.push({ text: capital(attackText(scene, moment, glimpse, harm.words)), about });
      return;
    }
    const joined = joinedMoves(scene.moments, index);
    const about = joined?.used ?? [moment.sequence];
    for (const sequence of about) used.add(sequence);
    const text = textOf(scene, joined?.moment ?? moment);
    if (text !== "") tellings.push({ text: capital(text), about });
  });
  return tellings;
}
