/** What the log says of an event: the engine's own words, short. Whatever a seat did not witness is left out. */
import type { D20Roll, DamageRoll, EventKind, FeedEntry, Glimpse } from "../src/index.ts";
import { type Scene, squareName } from "./scene.ts";

export type Tone = "roll" | "harm" | "heal" | "move" | "turn" | "speech" | "prose" | "note";

export type Telling = {
  readonly tone: Tone;
  readonly text: string;
  readonly roll?: D20Roll;
  readonly target?: string;
  readonly outcome?: string;
  readonly good?: boolean;
  readonly damage?: readonly DamageRoll[];
  readonly steps?: readonly string[];
};

type Names = Pick<Scene, "nameOf">;
type GlimpseOf<Kind extends EventKind> = Extract<Glimpse, { readonly kind: Kind }>;
type Teller<Kind extends EventKind> = (event: GlimpseOf<Kind>, scene: Names) => Telling | null;

const say = (tone: Tone, text: string, more: Partial<Telling> = {}): Telling => ({
  tone,
  text: tone === "speech" ? text : text.slice(0, 1).toUpperCase() + text.slice(1),
  ...more,
});
/** Bookkeeping: in the log because it is part of the game, not worth a line of the story. */
const unsaid = (): null => null;

const given = <Name extends keyof Telling>(
  name: Name,
  value: Telling[Name] | undefined | null,
): Partial<Telling> => (value === undefined || value === null ? {} : ({ [name]: value } as Partial<Telling>));

const spoken = (text: string | undefined): string => (text ?? "").replaceAll("-", " ");

const TELLERS: { readonly [Kind in EventKind]: Teller<Kind> } = {
  "session-started": (event) => say("note", `The session begins: ${event.name ?? ""}`),
  "session-paused": () => say("note", "The game is paused."),
  "session-resumed": () => say("note", "The game goes on."),
  "session-ended": () => say("note", "The session ends."),
  "seat-taken": (event) =>
    say("note", `${event.name ?? "Somebody"} takes a seat as ${roleWord(event.role)}.`),
  "seat-left": () => say("note", "Somebody leaves the table."),
  "dice-contributed": () => say("note", "A seat adds its chance to the dice."),
  said: (event) =>
    say("speech", event.text ?? "", event.to === "dm" ? { target: "to the dungeon master" } : {}),
  narrated: (event) => say("prose", event.text ?? ""),
  undone: (event) =>
    say("note", `Taken back: ${event.from ?? "?"} to ${event.to ?? "?"}. ${event.reason ?? ""}`),
  "appeal-made": (event) => say("speech", `appeals event ${event.about ?? "?"}: ${event.text ?? ""}`),
  "appeal-answered": (event) =>
    say(
      "note",
      `The DM ${OUTCOMES[event.outcome ?? "uphold"]} event ${event.about ?? "?"}: ${event.text ?? ""}`,
    ),
  "ruling-made": (event) =>
    say("note", `The DM rules${event.about == null ? "" : ` on event ${event.about}`}: ${event.text ?? ""}`, {
      ...given("steps", event.reason === undefined ? undefined : [`A ruling, not a rule: ${event.reason}`]),
    }),
  "ruling-carried-out": (event) => say("note", `As ruled in event ${event.ruling ?? "?"}:`),
  "map-set": (event) =>
    say("note", `The scene is set: ${event.map?.width ?? "?"} by ${event.map?.height ?? "?"} squares.`),
  "terrain-changed": (event) =>
    say("note", `${squareName([event.x ?? 0, event.y ?? 0])} is now: ${spoken(event.type)}.`),
  "light-changed": (event) => say("note", `The light changes: ${event.light ?? ""}.`),
  "time-passed": (event) => say("note", `${event.minutes ?? "Some"} minutes pass.`),
  "creature-added": (event) => say("note", `${event.name ?? "Someone"} appears.`),
  "creature-removed": (event, scene) => say("note", `${scene.nameOf(event.creature)} is gone.`),
  "creature-placed": (event, scene) =>
    say(
      "move",
      `${scene.nameOf(event.creature)} stands at ${event.at ? squareName(event.at) : "another place"}.`,
    ),
  "creature-revealed": (event, scene) => say("note", `${scene.nameOf(event.creature)} comes into view.`),
  "creature-concealed": (event, scene) => say("note", `${scene.nameOf(event.creature)} is concealed.`),
  "creature-noted": unsaid,
  "initiative-rolled": (event, scene) =>
    event.roll === undefined
      ? null
      : say("roll", `${scene.nameOf(event.creature)} rolls initiative`, { roll: event.roll }),
  "encounter-started": (event, scene) => say("turn", `Fight! ${scene.nameOf(event.turn)} goes first.`),
  "encounter-ended": () => say("turn", "The fight is over."),
  "turn-started": (event, scene) =>
    say("turn", `Round ${event.round ?? "?"}: ${scene.nameOf(event.creature)}`),
  "turn-ended": unsaid,
  "economy-spent": unsaid,
  "attacks-granted": unsaid,
  "action-granted": (event, scene) =>
    say("note", `${scene.nameOf(event.creature)} gains an action (${spoken(event.for)}).`),
  dashed: (event, scene) => say("move", `${scene.nameOf(event.creature)} dashes (+${event.feet ?? "?"} ft).`),
  disengaged: (event, scene) => say("move", `${scene.nameOf(event.creature)} disengages.`),
  dodged: (event, scene) => say("move", `${scene.nameOf(event.creature)} dodges.`),
  helped: (event, scene) =>
    say("note", `${scene.nameOf(event.creature)} helps ${scene.nameOf(event.target)}.`),
  hid: (event, scene) => say("roll", `${scene.nameOf(event.creature)} hides`, given("roll", event.roll)),
  found: (event, scene) => say("note", `${scene.nameOf(event.creature)} is found.`),
  searched: (event, scene) =>
    say("roll", `${scene.nameOf(event.creature)} searches`, given("roll", event.roll)),
  moved: (event, scene) => {
    const last = event.path?.at(-1);
    const how = event.forced
      ? "is pushed"
      : event.mode === "jump"
        ? "jumps"
        : event.mode === "fly"
          ? "flies"
          : "moves";
    const feet = event.costFeet === undefined || event.forced ? "" : ` (${event.costFeet} ft)`;
    return say(
      "move",
      `${scene.nameOf(event.creature)} ${how}${last ? ` to ${squareName(last)}` : ""}${feet}.`,
    );
  },
  "movement-stopped": (event, scene) =>
    say("move", `${scene.nameOf(event.creature)} stops: ${spoken(event.why)}.`),
  "stood-up": (event, scene) => say("move", `${scene.nameOf(event.creature)} stands up.`),
  fell: (event, scene) => say("harm", `${scene.nameOf(event.creature)} falls ${event.feet ?? "?"} ft.`),
  "attack-declared": unsaid,
  "attack-rolled": (event, scene) =>
    say(
      "roll",
      `${scene.nameOf(event.attacker)} attacks ${scene.nameOf(event.target)}: ${event.with ?? ""}`,
      {
        ...given("roll", event.roll),
        ...given("target", event.against === undefined ? undefined : `AC ${event.against.ac}`),
        ...given("outcome", event.outcome === "critical" ? "critical hit" : event.outcome),
        ...given("good", event.outcome === undefined ? undefined : event.outcome !== "miss"),
      },
    ),
  "damage-rolled": (event, scene) =>
    event.rolls === undefined
      ? null
      : say("roll", `${event.critical ? "Critical damage" : "Damage"} to ${scene.nameOf(event.target)}`, {
          damage: event.rolls,
        }),
  "damage-taken": (event, scene) =>
    say(
      "harm",
      `${scene.nameOf(event.target)} takes ${event.amount ?? ""} ${event.type ?? ""} damage${hp(event)}.`,
      {
        ...given(
          "steps",
          event.steps?.map((step) => `${step.why}: ${step.before} → ${step.after}`),
        ),
      },
    ),
  healed: (event, scene) =>
    say("heal", `${scene.nameOf(event.target)} regains ${event.amount ?? "some"} hit points.`),
  "temporary-hit-points-gained": (event, scene) =>
    say("heal", `${scene.nameOf(event.target)} gains ${event.amount ?? "some"} temporary hit points.`),
  "hit-points-adjusted": (event, scene) =>
    say("note", `The DM sets ${scene.nameOf(event.target)}'s hit points: ${event.reason ?? ""}`),
  "fell-unconscious": (event, scene) => say("harm", `${scene.nameOf(event.creature)} falls unconscious.`),
  died: (event, scene) => say("harm", `${scene.nameOf(event.creature)} dies.`),
  stabilized: (event, scene) => say("heal", `${scene.nameOf(event.creature)} is stable.`),
  "knocked-out": (event, scene) => say("harm", `${scene.nameOf(event.creature)} is knocked out.`),
  "death-save-rolled": (event, scene) =>
    say("roll", `${scene.nameOf(event.creature)} makes a death saving throw`, {
      ...given("roll", event.roll),
      ...given("outcome", event.outcome === undefined ? undefined : spoken(event.outcome)),
      ...given(
        "good",
        event.outcome === undefined ? undefined : ["success", "revived"].includes(event.outcome),
      ),
    }),
  "death-save-failed": (event, scene) =>
    say("harm", `${scene.nameOf(event.creature)} fails a death saving throw.`),
  "came-to": (event, scene) => say("heal", `${scene.nameOf(event.creature)} comes to.`),
  "condition-gained": (event, scene) =>
    say("note", `${scene.nameOf(event.creature)} is ${event.name ?? "changed"}.`),
  "condition-lost": (event, scene) =>
    say("note", `${scene.nameOf(event.creature)} is no longer ${event.name ?? "so"}.`),
  "effect-gained": unsaid,
  "effect-ended": unsaid,
  "check-rolled": (event, scene) =>
    say(
      "roll",
      `${scene.nameOf(event.creature)}: ${event.skill ?? (event.ability ?? "").toUpperCase()} ${event.purpose === "check" ? "check" : spoken(event.purpose)}`,
      {
        ...given("roll", event.roll),
        ...given("target", event.against ? `DC ${event.against.dc}` : undefined),
        ...given("outcome", event.outcome),
        ...given("good", event.outcome ? event.outcome === "success" : undefined),
      },
    ),
  "contest-resolved": (event, scene) =>
    say(
      "note",
      `${scene.nameOf(event.creature)} against ${scene.nameOf(event.target)}: ${spoken(event.for)}${event.totals ? `, ${event.totals[0]} to ${event.totals[1]}` : ""}.`,
      {
        ...given("outcome", event.outcome),
        ...given("good", event.outcome === undefined ? undefined : event.outcome === "success"),
      },
    ),
  "item-equipped": (event, scene) =>
    say("note", `${scene.nameOf(event.creature)} ${event.equipped ? "readies" : "puts away"} something.`),
  "item-dropped": (event, scene) => say("note", `${scene.nameOf(event.creature)} drops something.`),
  "item-used": unsaid,
  "feature-used": (event, scene) =>
    say("note", `${scene.nameOf(event.creature)} uses ${spoken(event.feature)}.`),
  "experience-gained": (event, scene) =>
    say("note", `${scene.nameOf(event.creature)} gains ${event.amount ?? ""} experience.`),
  rested: (event, scene) =>
    say("heal", `${scene.nameOf(event.creature)} finishes a ${event.rest ?? ""} rest.`),
  "hit-die-spent": (event, scene) =>
    say("heal", `${scene.nameOf(event.creature)} spends a hit die: ${event.healed ?? ""} hit points.`),
  "frame-pushed": unsaid,
  "frame-stepped": unsaid,
  "frame-popped": unsaid,
  "request-opened": unsaid,
  "request-answered": unsaid,
  "dice-entered": (event, scene) =>
    say("note", `${scene.nameOf(event.creature)} rolled by hand: ${event.faces?.join(", ") ?? ""}.`),
  "resolution-cancelled": (event) => say("note", `The DM calls it off: ${event.reason ?? ""}`),
};

const OUTCOMES = { uphold: "upholds", correct: "corrects", overrule: "overrules" } as const;

function roleWord(role: string | undefined): string {
  return role === "dm" ? "dungeon master" : (role ?? "player");
}

function hp(event: GlimpseOf<"damage-taken">): string {
  return event.hpBefore === undefined || event.hpAfter === undefined
    ? ""
    : `, ${event.hpBefore} → ${event.hpAfter}`;
}

/** Null for skip markers and bookkeeping. A kind that this table does not know yet is named, not hidden. */
export function tellingOf(entry: FeedEntry, scene: Names): Telling | null {
  const { event } = entry;
  if (event === null) return null;
  const teller = TELLERS[event.kind] as Teller<EventKind> | undefined;
  return teller === undefined ? say("note", spoken(event.kind)) : teller(event, scene);
}
