/** The peer of B5: random battles of Pokémon Showdown's simulator, played again from their input logs. */
import { createHash } from "node:crypto";
import { Battle, type PRNGSeed, toID } from "@pkmn/sim";
import type { Chance } from "../simulation/chance.ts";

const FORMAT = toID("gen1customgame");
const MOST_CHOICES = 400;
const SPECIES = ["Alakazam", "Chansey", "Exeggutor", "Gengar", "Lapras", "Snorlax", "Starmie", "Tauros"];
const MOVES = [
  "bodyslam",
  "blizzard",
  "thunderbolt",
  "psychic",
  "earthquake",
  "thunderwave",
  "rest",
  "hyperbeam",
];

export type Fought = { readonly equal: boolean; readonly lines: number; readonly replayMs: number };

/** Plays one battle and replays it; what is compared is everything that the battle said. */
export function battle(chance: Chance): Fought {
  const seed: PRNGSeed = `${chance.below(65_536)},${chance.below(65_536)},${chance.below(65_536)},${chance.below(65_536)}`;
  const live = new Battle({ formatid: FORMAT, seed });
  for (const side of ["p1", "p2"] as const) live.setPlayer(side, { name: side, team: team(chance) });
  for (let choices = 0; !live.ended && choices < MOST_CHOICES; choices += 1)
    for (const side of live.sides)
      if (!side.isChoiceDone() && !live.choose(side.id, `move ${1 + chance.below(4)}`))
        live.choose(side.id, "default");
  const said = hashOf(live.log);
  const begin = performance.now();
  const again = replay(live.inputLog);
  return { equal: hashOf(again.log) === said, lines: again.log.length, replayMs: performance.now() - begin };
}

/** An input log as the simulator writes it: `>start {…}`, `>player p1 {…}`, `>p1 move 1`. */
function replay(inputLog: readonly string[]): Battle {
  let battle: Battle | null = null;
  for (const line of inputLog) {
    const [, word = "", said = ""] = /^>(\S+) ?(.*)$/.exec(line) ?? [];
    if (word === "start") battle = new Battle(JSON.parse(said));
    else if (word === "player") seat(battle, said);
    else if (word === "p1" || word === "p2") battle?.choose(word, said);
  }
  if (battle === null) throw new Error("an input log without a start");
  return battle;
}

function seat(battle: Battle | null, said: string): void {
  const [side, options] = [said.slice(0, 2), JSON.parse(said.slice(3))];
  if (side === "p1" || side === "p2") battle?.setPlayer(side, options);
}

/** In the simulator's packed form. Moves of one creature differ, as the game's rules have it: an input log names them. */
const team = (chance: Chance): string =>
  Array.from({ length: 3 }, () => {
    const moves = new Set<string>();
    while (moves.size < 4) moves.add(chance.pick(MOVES) ?? "");
    return `${chance.pick(SPECIES)}||||${[...moves].join(",")}|||||||`;
  }).join("]");

/** Lines of time are of the clock, not of the battle. */
const hashOf = (log: readonly string[]): string =>
  createHash("sha256")
    .update(log.filter((line) => !line.startsWith("|t:|")).join("\n"))
    .digest("hex");
