import { has } from "../conditions/table.ts";
import { outlives0 } from "../features/regeneration.ts";
import type { Resolution } from "../resolve/resolution.ts";
import type { Creature, DamageFrame } from "../state.ts";
import { dropHeld } from "./held.ts";

/**
 * What 0 hit points mean: monsters die, unless a melee attacker spares them; characters fall unconscious, or
 * die at once when what is left over reaches their hit point maximum.
 * @srd Combat > Damage and Healing > Dropping to 0 Hit Points
 */
export function dropTo0(run: Resolution, target: Creature, frame: DamageFrame, overflow: number): void {
  if (frame.nonlethal && frame.melee && frame.source !== null) {
    run.emit({ kind: "knocked-out", creature: target.id, by: frame.source }, ["combat.knocking-out"]);
    dropHeld(run, target.id);
    return;
  }
  if (overflow >= target.maxHp && target.kind === "character") {
    run.emit({ kind: "died", creature: target.id, why: "massive damage" }, ["combat.instant-death"]);
    return;
  }
  if (target.kind === "monster" && !outlives0(target)) {
    run.emit({ kind: "died", creature: target.id, why: "0 hit points" }, ["combat.monsters-and-death"]);
    return;
  }
  if (has(target, "unconscious")) return;
  run.emit({ kind: "fell-unconscious", creature: target.id }, ["combat.falling-unconscious"]);
  dropHeld(run, target.id);
}

/** @rule combat.damage-at-0-hit-points: a failure, two for a critical hit, death when it reaches the maximum. */
export function hurtAt0(
  run: Resolution,
  target: Creature,
  frame: DamageFrame,
  { overflow }: { readonly overflow: number },
): void {
  if (overflow >= target.maxHp) {
    run.emit({ kind: "died", creature: target.id, why: "massive damage" }, ["combat.instant-death"]);
    return;
  }
  const failures = frame.critical ? 2 : 1;
  run.emit(
    {
      kind: "death-save-failed",
      creature: target.id,
      failures,
      why: frame.critical ? "critical hit" : "damage",
    },
    ["combat.damage-at-0-hit-points"],
  );
  dieOfFailures(run, target);
}

/** The third failure is death. */
export function dieOfFailures(run: Resolution, { id }: Creature): void {
  if (run.creature(id).deathSaves.failures < 3) return;
  run.emit({ kind: "died", creature: id, why: "three failed death saves" }, ["combat.death-saving-throws"]);
}

/** Hit points regained wake who was down. @rule combat.healing */
export function heal(
  run: Resolution,
  target: Creature,
  amount: number,
  {
    source,
    dice = [],
  }: { readonly source: Creature["id"] | null; readonly dice?: readonly import("../dice.ts").Die[] },
): void {
  const hpAfter = Math.min(target.maxHp, target.hp + amount);
  run.emit({ kind: "healed", target: target.id, source, amount: hpAfter - target.hp, hpAfter, dice }, [
    "combat.healing",
  ]);
  if (target.hp === 0 && hpAfter > 0) wake(run, target);
}

export function wake(run: Resolution, target: Creature): void {
  if (!has(target, "unconscious") && !target.stable && target.deathSaves.failures === 0) return;
  run.emit({ kind: "came-to", creature: target.id }, ["combat.falling-unconscious"]);
}

/** Whether a creature rolls death saving throws at the start of its turns. */
export const isDying = (creature: Creature): boolean =>
  creature.kind === "character" && creature.hp === 0 && !creature.stable && !creature.dead;
