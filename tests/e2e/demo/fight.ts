/** The demo's evening: who does what, and the mishaps between. */
import type { ServerProcess } from "../../support/server-process.ts";
import { until } from "../../support/watch.ts";
import { creature, distance, foesOf, playTurn, reactTo, settled } from "./hands.ts";
import type { Seated } from "./people.ts";

export type Evening = {
  readonly dm: Seated;
  readonly players: readonly Seated[];
  readonly server: ServerProcess;
  readonly say: (text: string) => void;
};

/** Each mishap happens once, at the first turn that suits it. */
type Plan = { refusal: boolean; drop: boolean; freeText: boolean; crash: boolean; opportunity: boolean };

const MAX_TURNS = 120;
/** The fight is long enough to be worth a log; what is missing afterwards, the players find by looking around. */
const ENOUGH_EVENTS = 130;

const turnOf = ({ table }: Seated): string => table.view.encounter?.turn ?? "";
const playerOf = ({ players }: Evening, id: string) =>
  players.find(({ table }) => table.mine.some((mine) => mine.id === id));
const nameOf = ({ dm }: Evening, id: string) => creature(dm.table, id)?.name ?? "somebody";

/** Somebody acts when it is not their turn, and is told so. */
async function actOutOfTurn(evening: Evening, turn: string): Promise<boolean> {
  const hasty = evening.players.find(({ table }) => table.mine.every(({ id }) => id !== turn));
  const me = hasty?.table.mine[0];
  if (hasty === undefined || me === undefined) return false;
  const answer = await hasty.table.dash({ by: me.id });
  if (answer.outcome === "rejected")
    evening.say(`${me.name} dashes out of turn and is refused: ${answer.code}`);
  return answer.outcome === "rejected";
}

/** A player's line breaks; the seat is theirs when it is back. */
async function dropAndReturn(evening: Evening): Promise<boolean> {
  const unlucky = evening.players[2];
  if (unlucky === undefined) return false;
  const back = until(
    unlucky.table,
    () => unlucky.table.connection.status === "reconnecting",
    "the line to break",
  );
  unlucky.line.cut();
  await back;
  await until(
    unlucky.table,
    () => unlucky.table.connection.status === "open",
    "the line to come back",
    30_000,
  );
  evening.say(`${unlucky.name}'s line broke and came back by itself`);
  return true;
}

/** The server dies with a command on the way; it starts again, everybody is back, and the command counts once. */
async function crash(evening: Evening): Promise<boolean> {
  const [first] = evening.players;
  if (first === undefined) return false;
  const onTheWay = first.table.say("Did you hear the bell just now?");
  await evening.server.kill();
  evening.say("the server was killed in mid-fight");
  await evening.server.start();
  for (const { table } of [evening.dm, ...evening.players]) {
    await until(table, () => table.connection.status === "open", "everybody to be back", 30_000);
  }
  const answer = await onTheWay;
  evening.say(`it is back from its log, with everybody; what was on the way is ${answer.outcome}`);
  return true;
}

/** A square beside somebody that a creature may be put on; undefined when all are taken. */
async function putBeside({ dm, say }: Evening, id: string): Promise<boolean> {
  const me = creature(dm.table, id);
  const victim = me === undefined ? undefined : foesOf(dm.table, me).find(({ reaction }) => reaction);
  if (me === undefined || victim === undefined) return false;
  for (const [dx, dy] of [
    [1, 0],
    [1, 1],
    [1, -1],
    [0, 1],
    [0, -1],
    [-1, 0],
  ] as const) {
    const answer = await dm.table.dm.place({ creature: id, at: [victim.x + dx, victim.y + dy] });
    if (answer.outcome !== "accepted") continue;
    say(`${me.name} drops from the rafters beside ${victim.name}`);
    return true;
  }
  return false;
}

/** A goblin beside somebody loses its nerve and runs: whoever it leaves may strike. */
async function provoke(evening: Evening, id: string, insist: boolean): Promise<boolean> {
  const { dm } = evening;
  const beside = () => {
    const me = creature(dm.table, id);
    return me && foesOf(dm.table, me).find((foe) => foe.reaction && distance(me, foe) === 1);
  };
  if (creature(dm.table, id)?.concealed === true) return false;
  if (beside() === undefined && insist) await putBeside(evening, id);
  const me = creature(dm.table, id);
  const threat = beside();
  if (me === undefined || threat === undefined) return false;
  const away = [2, 3, 4].flatMap((steps): [number, number][] => {
    const x = me.x + steps * Math.sign(me.x - threat.x || 1);
    const y = me.y + steps * Math.sign(me.y - threat.y);
    return [
      [x, y],
      [x, me.y],
      [me.x, me.y + steps],
      [me.x, me.y - steps],
    ];
  });
  for (const to of away) {
    const answer = await dm.table.moveTo({ by: id, to });
    await settled(dm.table);
    if (answer.outcome === "accepted") {
      const struck = dm.table.feed.some(
        ({ event }) => event?.kind === "attack-declared" && event.reaction === true,
      );
      if (struck) evening.say(`${me.name} runs from ${threat.name}, who strikes at its back`);
      return struck;
    }
  }
  return false;
}

/** Somebody says in words what they do; the dungeon master makes a command of it. */
async function speakFreely(evening: Evening, player: Seated, id: string): Promise<boolean> {
  const { table } = player;
  const me = creature(table, id);
  const weapon = me?.attacks.find(({ reachFeet }) => reachFeet > 0)?.name;
  const foe = me === undefined ? undefined : foesOf(table, me).find((other) => distance(me, other) === 1);
  if (foe === undefined || weapon === undefined) return false;
  const before = table.sequence;
  const after = () => table.feed.filter(({ sequence }) => sequence > before);
  const words = `I attack ${foe.name} with my ${weapon.toLowerCase()}`;
  await table.say(words, "dm", id);
  const understood = await until(
    table,
    () => after().find(({ event }) => event?.kind === "attack-rolled" || event?.kind === "narrated"),
    "the dungeon master to answer",
    10_000,
  );
  await settled(table);
  const done = understood.event?.kind === "attack-rolled";
  evening.say(`${player.name} says “${words}”: ${done ? "the dungeon master rolls it" : "asked back"}`);
  return done;
}

/** Whoever lay in wait comes out when the others are falling. */
async function springTheAmbush({ dm, say }: Evening): Promise<void> {
  const lurker = Object.values(dm.table.view.creatures).find(({ concealed, hp }) => concealed && hp > 0);
  const others = Object.values(dm.table.view.creatures).filter(
    ({ side, concealed, hp }) => side === lurker?.side && !concealed && hp > 0,
  );
  if (lurker === undefined || others.length > 1) return;
  await dm.table.dm.reveal({ target: lurker.id });
  say(`${lurker.name}, whom no player's wire has carried so far, comes out`);
}

async function takeTurn(evening: Evening, plan: Plan, id: string): Promise<void> {
  const player = playerOf(evening, id);
  if (player === undefined) {
    await springTheAmbush(evening);
    // From the second round on it is made to happen: a fight may end before anybody has had to run.
    const insist = (evening.dm.table.view.encounter?.round ?? 1) > 1;
    if (!plan.opportunity) plan.opportunity = await provoke(evening, id, insist);
    return playTurn(evening.dm.table, id);
  }
  await until(player.table, () => turnOf(player) === id, `${player.name}'s turn`);
  if (!plan.freeText) plan.freeText = await speakFreely(evening, player, id);
  return playTurn(player.table, id);
}

const sidesStanding = ({ dm }: Evening): number =>
  new Set(
    Object.values(dm.table.view.creatures)
      .filter(({ health, hp }) => hp > 0 && health !== "dead")
      .map(({ side }) => side),
  ).size;

/** Rolls initiative, plays until one side is left, and looks around until the log is worth reading. */
export async function playFight(evening: Evening): Promise<void> {
  const { dm, players, say } = evening;
  const stops = [dm, ...players].map(({ table }) => reactTo(table));
  const begun = await dm.table.dm.rollInitiative();
  if (begun.outcome !== "accepted") throw new Error(`no initiative: ${begun.detail}`);
  await until(dm.table, () => dm.table.view.encounter !== null, "the encounter to begin");
  const plan: Plan = { refusal: false, drop: false, freeText: false, crash: false, opportunity: false };
  let round = 0;
  for (let turns = 0; turns < MAX_TURNS && sidesStanding(evening) > 1; turns++) {
    const id = turnOf(dm);
    if (dm.table.view.encounter?.round !== round) {
      round = dm.table.view.encounter?.round ?? 0;
      const standing = Object.values(dm.table.view.creatures).filter(({ hp }) => hp > 0).length;
      say(`round ${round}: ${standing} standing, ${dm.table.sequence} events`);
    }
    if (!plan.refusal) plan.refusal = await actOutOfTurn(evening, id);
    if (!plan.drop && turns >= 4) plan.drop = await dropAndReturn(evening);
    if (!plan.crash && turns >= 8) plan.crash = await crash(evening);
    await takeTurn(evening, plan, id);
    await until(
      dm.table,
      () => turnOf(dm) !== id || sidesStanding(evening) < 2,
      `${nameOf(evening, id)}'s turn to end`,
    );
  }
  await settled(dm.table);
  if (!plan.crash) await crash(evening);
  if (!plan.drop) await dropAndReturn(evening);
  await dm.table.dm.endCombat();
  await lookAround(evening);
  await together(evening);
  for (const stop of stops) stop();
}

async function lookAround({ players, dm }: Evening): Promise<void> {
  for (let tries = 0; tries < 30 && dm.table.sequence < ENOUGH_EVENTS; tries++) {
    const looker = players[tries % players.length];
    const me = looker?.table.mine[0];
    if (looker !== undefined && me !== undefined) {
      await looker.table.check({ by: me.id, ability: "wis", skill: "perception", dc: 12 });
    }
  }
}

/** Waits until every seat has heard the same last event. */
async function together({ dm, players }: Evening): Promise<void> {
  for (const { table } of players)
    await until(table, () => table.sequence >= dm.table.sequence, "everybody to hear");
}
