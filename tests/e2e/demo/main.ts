/**
 * Plays a whole session on a machine that has nothing but Node: a server in a process of its own, four seats over
 * real sockets, a fight against SRD goblins, a refused action, a dropped player, a crash in mid-fight, and a replay
 * that must match what everybody saw. `--export FILE` keeps the log.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openLogText } from "../../../server/cli/log-text.ts";
import { SAMPLE_CAMPAIGN, SAMPLE_CHARACTERS, SAMPLE_SCENE } from "../../../server/sample.ts";
import { type ServerProcess, serverProcess } from "../../support/server-process.ts";
import { playFight } from "./fight.ts";
import { type Person, person, type Seated, seated } from "./people.ts";
import { eventsOf, reckon } from "./reckoning.ts";

const started = performance.now();
const say = (text: string) => {
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
};

/** Signs everybody up, makes the campaign and the session, and sits everybody down. */
async function gather(server: ServerProcess): Promise<{ dm: Seated; players: Seated[]; sessionId: string }> {
  const host = await person("Mara", server.url);
  const guests: Person[] = [];
  for (const name of ["Ana", "Ben", "Cleo"]) guests.push(await person(name, server.url));
  const campaign = await host.skald.api.createCampaign({
    name: SAMPLE_CAMPAIGN.name,
    description: SAMPLE_CAMPAIGN.description,
  });
  const session = await host.skald.api.createSession(campaign.id, { name: SAMPLE_CAMPAIGN.session });
  const dm = await seated(host, session.id, "dm");
  say(`${dm.name} opens “${campaign.name}” and takes the dungeon master's seat`);
  const players: Seated[] = [];
  for (const [index, guest] of guests.entries()) {
    const ready = SAMPLE_CHARACTERS[index];
    if (ready === undefined) throw new Error("the sample has too few characters");
    const invite = await host.skald.api.invite(campaign.id);
    await guest.skald.api.acceptInvite(invite.code);
    const character = await guest.skald.api.createCharacter(campaign.id, {
      name: ready.name,
      sheet: ready.sheet,
    });
    const player = await seated(guest, session.id, "player");
    const joined = await player.table.bringCharacter(character.id, ready.at);
    if (joined.outcome !== "accepted") throw new Error(`${ready.name} could not join: ${joined.detail}`);
    say(`${guest.name} sits down with ${ready.name}, armor class ${character.armorClass}`);
    players.push(player);
  }
  for (const command of SAMPLE_SCENE) {
    const answer = await dm.table.command(command);
    if (answer.outcome !== "accepted") throw new Error(`the scene could not be set: ${answer.detail}`);
  }
  return { dm, players, sessionId: session.id };
}

function print(exported: string): void {
  const text = openLogText({ quotes: "first" });
  for (const { sequence, content, citations } of eventsOf(exported)) {
    for (const line of text.lines({ sequence, event: content.event, citations }))
      process.stdout.write(`${line}\n`);
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { export: { type: "string" } } });
  const folder = mkdtempSync(join(tmpdir(), "skald-demo-"));
  const file = values.export === undefined ? join(folder, "session.jsonl") : resolve(values.export);
  const server = await serverProcess({ SKALD_DATA: join(folder, "data"), AUTH_ATTEMPTS_PER_MINUTE: "100" });
  const seats: Seated[] = [];
  try {
    say("starting a server with an embedded database");
    await server.start();
    say(`the table is open at ${server.url}`);
    const { dm, players, sessionId } = await gather(server);
    seats.push(dm, ...players);
    await playFight({ dm, players, server, say });
    await dm.table.endSession();
    say("the session ends; the dice secret is revealed");
    const exported = await dm.skald.api.exportSession(sessionId);
    writeFileSync(file, exported);
    const figures = await reckon(seats, dm, exported, file);
    print(exported);
    say(
      values.export === undefined
        ? "replayed in another process"
        : `replayed in another process; kept in ${file}`,
    );
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return figures.ok ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${server.log()}\n`);
    throw error;
  } finally {
    for (const { table, line } of seats) {
      table.leave();
      await line.close();
    }
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
