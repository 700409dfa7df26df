import type { Glimpse } from "../../../rules/event.ts";
import { type CreatureId, creatureId } from "../../../rules/ids.ts";
import type { DamageType } from "../../../rules/vocabulary.ts";
import type { Figure, Scene } from "../../../server/dm/scene.ts";
import { d20 } from "./scenes.ts";

type Hp = { readonly before: number; readonly after: number };
type Roll = { readonly d20: number; readonly mod: number };
type Damage = { readonly total: number; readonly type: DamageType };
/** The shapes of the shared grounding cases, as far as they carry facts. */
export type GroundingEvent = {
  readonly type: string;
  readonly actor: string;
  readonly target?: string;
  readonly weapon?: string;
  readonly spell?: string;
  readonly dc?: number;
  readonly roll?: Roll;
  readonly vs?: { readonly ac: number };
  readonly outcome?: string;
  readonly damage?: Damage | null;
  readonly damage_rolled?: Damage;
  readonly hp?: Hp;
  readonly temp_hp?: Hp;
  readonly target_dead?: boolean;
  readonly distance_ft?: number;
  readonly action?: string;
  readonly checks?: {
    readonly actor: { readonly total: number };
    readonly target: { readonly total: number };
  };
  readonly conditions_added?: readonly { readonly target: string; readonly condition: string }[];
  readonly targets?: readonly {
    readonly name: string;
    readonly save: Roll;
    readonly saved: boolean;
    readonly damage: number;
    readonly hp: Hp;
    readonly dead: boolean;
  }[];
};

const plain = (name: string): string => name.replace(/\s*\(.*\)/, "");
const id = (name: string): CreatureId => creatureId(plain(name));

function hurt(target: string, source: string | null, damage: Damage, hp?: Hp, temporary?: Hp): Glimpse {
  const soaked = temporary === undefined ? 0 : temporary.before - temporary.after;
  return {
    kind: "damage-taken",
    target: id(target),
    source: source === null ? null : id(source),
    amount: damage.total,
    type: damage.type,
    steps: [],
    temporary: soaked,
    ...(hp === undefined ? {} : { hpBefore: hp.before, hpAfter: hp.after }),
  };
}

function glimpsesOf(event: GroundingEvent): readonly Glimpse[] {
  const found: Glimpse[] = [];
  const { target } = event;
  if (event.type === "attack" && target !== undefined && event.roll !== undefined)
    found.push({
      kind: "attack-rolled",
      attacker: id(event.actor),
      target: id(target),
      with: event.weapon ?? "",
      roll: d20(event.roll.d20, event.roll.mod),
      against: { ac: event.vs?.ac ?? 10, parts: [] },
      outcome: event.outcome === "miss" ? "miss" : "hit",
    });
  if (event.type === "ability_check" && event.roll !== undefined)
    found.push({
      kind: "check-rolled",
      creature: id(event.actor),
      purpose: "check",
      roll: d20(event.roll.d20, event.roll.mod),
      against: { dc: event.dc ?? 10 },
      outcome: event.outcome === "success" ? "success" : "failure",
    });
  if (event.type === "contest" && target !== undefined)
    found.push({
      kind: "contest-resolved",
      creature: id(event.actor),
      target: id(target),
      for: event.action ?? "contest",
      totals: [event.checks?.actor.total ?? 0, event.checks?.target.total ?? 0],
      outcome: event.outcome === "success" ? "success" : "failure",
    });
  if (event.type === "fall")
    found.push({ kind: "fell", creature: id(event.actor), feet: event.distance_ft ?? 0 });
  const sufferer = target ?? (event.type === "fall" ? event.actor : undefined);
  if (event.damage && sufferer !== undefined)
    found.push(
      hurt(sufferer, event.type === "fall" ? null : event.actor, event.damage, event.hp, event.temp_hp),
    );
  if (event.target_dead === true && target !== undefined)
    found.push({ kind: "died", creature: id(target), why: "0 hit points" });
  for (const one of event.targets ?? []) {
    found.push({
      kind: "check-rolled",
      creature: id(one.name),
      purpose: "save",
      ability: "dex",
      roll: d20(one.save.d20, one.save.mod),
      against: { dc: event.dc ?? 10 },
      outcome: one.saved ? "success" : "failure",
    });
    if (event.damage_rolled)
      found.push(hurt(one.name, event.actor, { ...event.damage_rolled, total: one.damage }, one.hp));
    if (one.dead) found.push({ kind: "died", creature: id(one.name), why: "0 hit points" });
  }
  for (const one of event.conditions_added ?? [])
    found.push({ kind: "condition-gained", creature: id(one.target), name: one.condition as "prone" });
  return found;
}

export function groundingScene(event: GroundingEvent): Scene {
  const players = [event.actor].filter((name) => name.includes("("));
  const names = new Set([
    event.actor,
    ...(event.target ? [event.target] : []),
    ...(event.targets ?? []).map((t) => t.name),
  ]);
  const figures = [...names].map((name): Figure => {
    const dead =
      (event.target_dead === true && name === event.target) ||
      (event.targets ?? []).some((one) => one.name === name && one.dead);
    return {
      id: id(name),
      name: plain(name),
      side: players.includes(name) ? "party" : "foes",
      player: players.includes(name),
      health: dead ? "dead" : "unhurt",
      hp: -1,
      maxHp: -1,
      ac: -1,
      conditions: [],
      things: [event.weapon ?? "", event.spell ?? ""].filter((thing) => thing !== ""),
    };
  });
  return {
    audience: "table",
    moments: glimpsesOf(event).map((glimpse, index) => ({ sequence: index + 1, glimpse, citations: [] })),
    figures,
    terrain: [],
    sessionName: "",
  };
}
