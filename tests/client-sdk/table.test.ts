import { expect, it } from "vitest";
import type { WireCommand } from "../../client-sdk/src/protocol.ts";
import { Replay } from "../../client-sdk/src/replay.ts";
import { Table, type TableOptions, WhoActs } from "../../client-sdk/src/table.ts";
import type { LineEvents } from "../../client-sdk/src/transport.ts";
import { wireCommand } from "../../rooms/wire-command.ts";
import type { SeatView } from "../../rules/view.ts";
import { HandPlatform, settle } from "./hand-platform.ts";
import { SmallRoom } from "./small-room.ts";
import { CROWDED, seatView } from "./views.ts";

/** A room that keeps what it is sent, and shows what a test wants seen. */
class WatchedRoom extends SmallRoom {
  readonly commands: WireCommand[] = [];
  readonly sent: { readonly type: string; readonly payload: unknown }[] = [];
  events: LineEvents | null = null;

  /** Lets Ana see something else. */
  see(view: SeatView): void {
    this.events?.view(() => view, view.sequence);
  }

  override async open(events: LineEvents) {
    this.events = events;
    const line = await super.open(events);
    return {
      ...line,
      send: (type: string, payload: unknown) => {
        this.sent.push({ type, payload });
        if (type === "command") this.commands.push((payload as { command: WireCommand }).command);
        line.send(type, payload);
      },
    };
  }
}

async function sitting(options: TableOptions = {}) {
  const room = new WatchedRoom();
  room.look = (sequence) => ({ ...CROWDED, sequence });
  const platform = new HandPlatform();
  const table = new Table("s1", room, { platform, contributeDice: false, ...options });
  await table.ready;
  return { room, table, platform };
}

it("[SDK-8] whoever plays one creature need not say which", async () => {
  const { room, table } = await sitting();
  await table.attack({ with: "Longsword", target: "snag" });
  await table.endTurn();
  expect(room.commands).toEqual([
    { do: "attack", with: "Longsword", target: "snag", by: "kara" },
    { do: "end-turn", by: "kara" },
  ]);
});

it("[SDK-8] whoever plays none, or several, must", async () => {
  const { room, table } = await sitting();
  const [kara] = table.mine;
  if (kara === undefined) throw new Error("Kara is missing");
  room.see(seatView());
  await expect(table.dash()).rejects.toThrow(WhoActs);
  room.see({
    ...CROWDED,
    creatures: { ...CROWDED.creatures, ["pim" as never]: { ...kara, id: "pim" as never } },
  });
  await expect(table.dash()).rejects.toThrow(WhoActs);
  await table.dash({ by: "pim" });
  expect(room.commands).toEqual([{ do: "dash", by: "pim" }]);
});

it("[SDK-8] each decision is asked once, and the answer names it", async () => {
  const { room, table } = await sitting();
  const asked: string[] = [];
  table.onRequest((request) => asked.push(request.id));
  room.see(seatView());
  room.see({
    ...CROWDED,
    requests: { ["r2" as never]: { ...CROWDED.requests["r1" as never], id: "r2" } as never },
  });
  room.see(CROWDED);
  expect(asked).toEqual(["r1", "r2"]);
  const [request] = table.requests;
  if (request === undefined) throw new Error("nothing was asked");
  await table.react(request, "opportunity-attack", { with: "Longsword" });
  await table.decline(request);
  expect(room.commands).toEqual([
    { do: "react", by: "kara", request: "r1", choice: "opportunity-attack", with: "Longsword" },
    { do: "decline", by: "kara", request: "r1" },
  ]);
});

it("[SDK-9] sitting down gives to the dice once, and says what was given", async () => {
  const { room, table } = await sitting({ contributeDice: true });
  await settle();
  expect(room.commands).toEqual([{ do: "contribute-dice", entropy: table.entropy }]);
  expect(table.entropy).toMatch(/^[0-9a-f]{32}$/);
});

it("[SDK-9] a seat that gave before does not give again", async () => {
  const room = new WatchedRoom();
  room.happen();
  room.log[0] = {
    ...(room.log[0] as (typeof room.log)[number]),
    event: { kind: "dice-contributed", seat: "ana" as never, entropy: "00".repeat(16) },
  };
  const table = new Table("s1", room, { platform: new HandPlatform() });
  await table.ready;
  await settle();
  expect(room.commands).toEqual([]);
});

it("[SDK-8] signals reach the others, and come as what they are", async () => {
  const { room, table } = await sitting();
  const heard: unknown[] = [];
  table.onSignal((signal) => heard.push(signal));
  table.signal({ kind: "ping", x: 2, y: 3 });
  expect(room.sent.at(-1)).toEqual({ type: "signal", payload: { kind: "ping", x: 2, y: 3 } });
  room.tell("signal", { kind: "typing", seatId: "ben" });
  expect(heard).toEqual([{ kind: "typing", seatId: "ben" }]);
});

it("[SDK-8] one listener that fails does not keep the next from hearing", async () => {
  const { room, table } = await sitting();
  const failures: unknown[] = [];
  const listeners = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.once("uncaughtException", (error) => failures.push(error));
  const heard: number[] = [];
  table.onFeed(() => {
    throw new Error("a listener's own fault");
  });
  table.onFeed((entry) => heard.push(entry.sequence));
  room.happen();
  await settle();
  for (const listener of listeners) process.on("uncaughtException", listener);
  expect(heard).toEqual([1]);
  expect(failures).toHaveLength(1);
});

it("[SDK-10] a replay tells where it stands, and is played, paused and put elsewhere", async () => {
  const { room, replay } = await replaying();
  const states: number[] = [];
  replay.onPlayback((state) => states.push(state.sequence));
  replay.play(4);
  replay.pause();
  replay.seek(12);
  room.tell("playback-state", { playing: false, speed: 4, sequence: 12, last: 40 });
  expect(room.sent).toEqual([
    { type: "playback", payload: { do: "play", speed: 4 } },
    { type: "playback", payload: { do: "pause" } },
    { type: "playback", payload: { do: "seek", sequence: 12 } },
  ]);
  expect(states).toEqual([12]);
  expect(replay.playback).toEqual({ playing: false, speed: 4, sequence: 12, last: 40 });
});

it("[SDK-10] a replay whose line broke goes back to where it was put", async () => {
  const { room, replay, platform } = await replaying();
  replay.seek(12);
  room.happen(12);
  room.cut();
  room.log.length = 0;
  await platform.pass(1_000);
  expect(room.opened).toBe(2);
  expect(replay.connection).toEqual({ status: "open" });
  expect(room.sent.at(-1)).toEqual({ type: "playback", payload: { do: "seek", sequence: 12 } });
});

async function replaying() {
  const room = new WatchedRoom();
  const platform = new HandPlatform();
  const replay = new Replay("s1", room, { platform });
  await settle();
  room.tell("playback-state", { playing: false, speed: 1, sequence: 0, last: 40 });
  await replay.ready;
  return { room, replay, platform };
}

it("[SDK-15] every command that a room takes has a method of its own", async () => {
  const { table } = await sitting();
  const { options } = wireCommand as unknown as { options: readonly { shape: { do: { value: string } } }[] };
  const methods = options
    .map(({ shape }) => shape.do.value.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()))
    .map((name) => (name === "ready" ? "readyAction" : name))
    // Sent by the table itself, once.
    .filter((name) => name !== "contributeDice");
  expect(methods.length).toBeGreaterThan(40);
  expect(methods.filter((name) => !(name in table) && !(name in table.dm))).toEqual([]);
});
