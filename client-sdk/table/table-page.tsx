import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ConnectionChange, SeatRole, SessionSummary } from "../src/index.ts";
import { ActionBar } from "./action-bar.tsx";
import { AppealPrompts } from "./appeals.tsx";
import { Board } from "./board.tsx";
import { CitationDialog } from "./citation-dialog.tsx";
import { DmPanel } from "./dm-panel.tsx";
import { useLoaded } from "./loaded.ts";
import { Log } from "./log.tsx";
import { People } from "./people.tsx";
import { skald } from "./person.ts";
import { Pictures, picturesChanged } from "./pictures.ts";
import { Play } from "./play.ts";
import { RequestPrompts } from "./request-prompt.tsx";
import { linkTo } from "./route.ts";
import { ScenePanel } from "./scene-panel.tsx";
import { SeatPanel } from "./seat-panel.tsx";
import { Talk } from "./talk.tsx";
import { TurnStrip } from "./turn-strip.tsx";

/** The seat asked for in the address; a seat once taken keeps its role. */
function askedRole(): SeatRole | undefined {
  const asked = new URLSearchParams(location.search).get("as");
  return asked === "dm" || asked === "player" || asked === "spectator" ? asked : undefined;
}

export function TablePage({ id }: { id: string }) {
  const play = useSignal<Play | null>(null);
  const { value: session } = useLoaded(() => skald.api.session(id));
  useEffect(() => {
    const role = askedRole();
    const table = skald.open(id, role === undefined ? {} : { role });
    table.ready.catch(() => undefined);
    play.value = new Play(table);
    return () => table.leave();
  }, [id]);
  return play.value === null ? null : <LiveTable play={play.value} session={session.value} id={id} />;
}

/** Keeps the scene's pictures fresh: when the line is back, and when somebody, here or there, changed one. */
function usePictures(play: Play, campaign: string | null): void {
  useEffect(() => {
    if (campaign === null) return;
    const pictures = new Pictures(skald, campaign, play.scene);
    const stops = [
      () => pictures.close(),
      play.table.onConnection(({ status }) => status === "open" && pictures.look()),
      play.table.onSignal(({ kind }) => kind === "pictures" && pictures.look()),
    ];
    const before = picturesChanged.peek();
    stops.push(
      picturesChanged.subscribe((count) => {
        if (count === before) return;
        pictures.look();
        play.table.signal({ kind: "pictures" });
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  }, [play, campaign]);
}

type Tab = "me" | "map" | "log";

function LiveTable({ play, session, id }: { play: Play; session: SessionSummary | null; id: string }) {
  const tab = useSignal<Tab>("map");
  const { scene } = play;
  const view = scene.view.value;
  const status = play.connection.value;
  const turn = scene.turn.value;
  usePictures(play, session?.campaignId ?? null);
  if (view === null) return <Line status={status} />;
  const lacksCreature = view.role === "player" && !scene.creatures.value.some((creature) => creature.mine);
  return (
    <div class="table" data-tab={tab.value}>
      <div class="table-head">
        <h1>{view.session.name}</h1>
        <span class="tag">{view.role === "dm" ? "dungeon master" : view.role}</span>
        {view.session.status !== "active" && <span class="tag warn">{view.session.status}</span>}
        <span class="spring" />
        <Seats play={play} />
        <a {...linkTo(`/sessions/${id}/replay`)}>Replay</a>
      </div>
      <Line status={status} />
      <p class="sr" aria-live="assertive">
        {turn?.mine === true ? `Your turn: ${turn.name}` : ""}
      </p>
      <TurnStrip scene={scene} />
      <div class="map-pane">
        <Board
          scene={scene}
          ways={play.ways.value}
          targets={play.targets.value}
          onSquare={(square, way) => play.onSquare(square, way)}
          onCreature={(creature) => play.onCreature(creature)}
          onStep={(dx, dy) => play.onStep(dx, dy)}
          onKey={(key) => play.onKey(key)}
        />
      </div>
      <div class="me-pane">
        {lacksCreature && session !== null && view.session.status === "active" && (
          <SeatPanel play={play} campaign={session.campaignId} />
        )}
        <ActionBar play={play} />
        {view.role === "dm" ? <DmPanel play={play} /> : view.session.stages && <ScenePanel play={play} />}
        <People scene={scene} onCreature={(creature) => play.onCreature(creature)} />
      </div>
      <section class="log-pane card" aria-label="Story">
        <Log scene={scene} seen={tab.value === "log"} play={play} />
        {view.role !== "spectator" && view.session.status !== "ended" && <Talk play={play} />}
      </section>
      <div class="prompts">
        <RequestPrompts play={play} />
        <AppealPrompts play={play} />
      </div>
      <Tabs tab={tab} asked={play.requests.value.length > 0 || turn?.mine === true} />
      <CitationDialog />
    </div>
  );
}

function Seats({ play }: { play: Play }) {
  const seats = Object.entries(play.scene.view.value?.seats ?? {}).filter(([, seat]) => !seat.left);
  const faces = play.scene.faces.value;
  return (
    <ul class="seats" aria-label="At the table">
      {seats.map(([id, seat]) => (
        <li key={id} class={seat.role}>
          <SeatFace src={faces.get(seat.user)} />
          {seat.name}
        </li>
      ))}
    </ul>
  );
}

/** Beside the name, which says whose it is. */
const SeatFace = ({ src }: { src: string | undefined }) =>
  src === undefined ? null : <img class="face" src={src} alt="" width={24} height={24} />;

function Line({ status }: { status: ConnectionChange }) {
  if (status.status === "open") return null;
  const words =
    status.status === "closed"
      ? `You have left the table: ${status.detail}.`
      : status.status === "reconnecting"
        ? `The line to the table broke. Trying again (${status.attempt}).`
        : "Sitting down…";
  return (
    <p class={`line ${status.status}`} role="status">
      {words}
      {status.status === "closed" && (
        <button type="button" onClick={() => location.reload()}>
          Sit down again
        </button>
      )}
    </p>
  );
}

const TABS: readonly (readonly [Tab, string])[] = [
  ["me", "Me"],
  ["map", "Map"],
  ["log", "Log"],
];

/** On a phone one pane at a time; on a wide screen all stand side by side and these are gone. */
function Tabs({ tab, asked }: { tab: Signal<Tab>; asked: boolean }) {
  return (
    <nav class="tabs" aria-label="Panes">
      {TABS.map(([name, label]) => (
        <button
          key={name}
          type="button"
          aria-pressed={tab.value === name}
          class={name === "me" && asked ? "asked" : ""}
          onClick={() => {
            tab.value = name;
          }}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
