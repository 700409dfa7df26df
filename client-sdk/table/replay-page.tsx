/** A session played again: the same board and log, and a hand on the clock. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { PlaybackState, Replay } from "../src/index.ts";
import { Board } from "./board.tsx";
import { ChangesPanel } from "./changes-panel.tsx";
import { CitationDialog } from "./citation-dialog.tsx";
import { Log } from "./log.tsx";
import { attempt } from "./notices.tsx";
import { People } from "./people.tsx";
import { skald } from "./person.ts";
import { Pictures } from "./pictures.ts";
import { RecordPanel } from "./record-panel.tsx";
import { linkTo } from "./route.ts";
import { Scene } from "./scene.ts";
import { TurnStrip } from "./turn-strip.tsx";
import type { Way } from "./ways.ts";

const STILL: ReadonlyMap<number, Way> = new Map();
const SPEEDS = [1, 2, 4, 8] as const;

export function ReplayPage({ id }: { id: string }) {
  const scene = useSignal<Scene>(new Scene()).value;
  const replay = useSignal<Replay | null>(null);
  const playback = useSignal<PlaybackState>({ playing: false, speed: 1, sequence: 0, last: 0 });

  useEffect(() => {
    let gone = false;
    void attempt(async () => {
      const opened = await skald.replay(id);
      if (gone) return opened.leave();
      scene.show(opened.view);
      playback.value = opened.playback;
      opened.onView((view) => scene.show(view));
      opened.onFeed((entry) => scene.tell(entry));
      opened.onPlayback((state) => {
        playback.value = state;
      });
      replay.value = opened;
      opened.seek(opened.playback.last);
    });
    return () => {
      gone = true;
      replay.value?.leave();
    };
  }, [id]);

  // Faces are as they are today: the log keeps none.
  useEffect(() => {
    let gone = false;
    let pictures: Pictures | null = null;
    void attempt(async () => {
      const { campaignId } = await skald.api.session(id);
      if (!gone) pictures = new Pictures(skald, campaignId, scene);
    });
    return () => {
      gone = true;
      pictures?.close();
    };
  }, [id]);

  const view = scene.view.value;
  return (
    <div class="table replay" data-tab="map">
      <div class="table-head">
        <h1>{view?.session.name ?? "Replay"}</h1>
        <span class="tag">replay</span>
        <span class="spring" />
        <a {...linkTo(`/sessions/${id}`)}>To the table</a>
      </div>
      {replay.value !== null && <Clock replay={replay.value} playback={playback.value} />}
      <TurnStrip scene={scene} />
      <div class="map-pane">
        <Board
          scene={scene}
          ways={STILL}
          targets={null}
          onSquare={() => undefined}
          onCreature={(creature) => {
            scene.selected.value = creature.id;
          }}
          onStep={() => undefined}
          onKey={() => undefined}
        />
      </div>
      <div class="me-pane">
        {view?.role === "dm" && (
          <ChangesPanel
            session={id}
            scene={scene}
            at={playback.value.sequence}
            still={!playback.value.playing}
            onSeek={(sequence) => replay.value?.seek(sequence)}
          />
        )}
        {view?.role === "dm" && <RecordPanel session={id} at={playback.value.sequence} />}
        <People
          scene={scene}
          onCreature={(creature) => {
            scene.selected.value = creature.id;
          }}
        />
      </div>
      <section class="log-pane card" aria-label="Story">
        <Log scene={scene} upTo={playback.value.sequence} />
      </section>
      <CitationDialog />
    </div>
  );
}

function Clock({ replay, playback }: { replay: Replay; playback: PlaybackState }) {
  const speed = useSignal<number>(1);
  const ended = playback.sequence >= playback.last;
  const toggle = (): void => {
    if (playback.playing) {
      replay.pause();
      return;
    }
    if (ended) replay.seek(0);
    replay.play(speed.value);
  };
  return (
    <fieldset class="clock" aria-label="Playback">
      <button type="button" class="primary" onClick={toggle}>
        {playback.playing ? "Pause" : "Play"}
      </button>
      <label class="slide">
        <span class="sr">Event</span>
        <input
          type="range"
          min={0}
          max={playback.last}
          value={playback.sequence}
          onInput={(event) => {
            if (playback.playing) replay.pause();
            replay.seek(Number(event.currentTarget.value));
          }}
        />
      </label>
      <output>
        {playback.sequence} of {playback.last}
      </output>
      <label>
        <span class="sr">Speed</span>
        <select
          value={speed.value}
          onChange={(event) => {
            speed.value = Number(event.currentTarget.value);
            if (playback.playing) replay.play(speed.value);
          }}
        >
          {SPEEDS.map((one) => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  );
}
