import { LIMITS, type SessionSummary } from "../../src/index.ts";
import { when } from "../account/when.ts";
import { Twice } from "../form.tsx";
import { useLoaded } from "../loaded.ts";
import { attempt, notify } from "../notices.tsx";
import { skald } from "../person.ts";
import { go, linkTo } from "../route.ts";

export function Sessions({ campaign, owner }: { campaign: string; owner: boolean }) {
  const { value: sessions, reload } = useLoaded(() => skald.api.sessions(campaign));

  const create = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const scene = form.get("noDm") === "on" ? "players" : "dm";
    void attempt(async () => {
      const session = await skald.api.createSession(campaign, {
        name: String(form.get("name")),
        rulings: { monsters: "auto", scene },
      });
      go(`/sessions/${session.id}?as=${scene === "dm" ? "dm" : "player"}`);
    });
  };
  const end = (id: string): void =>
    void attempt(async () => {
      await skald.api.endSession(id);
      notify("The session has ended.", "good");
      await reload();
    });

  return (
    <section class="card" aria-labelledby="sessions">
      <h2 id="sessions">Sessions</h2>
      {sessions.value?.length === 0 && <p class="lead">No evening has been played yet.</p>}
      <ul class="rows">
        {sessions.value?.map((session) => (
          <SessionRow key={session.id} session={session} owner={owner} onEnd={() => end(session.id)} />
        ))}
      </ul>
      {owner && (
        <form onSubmit={create} class="inline">
          <label>
            Name of the session
            <input name="name" required maxLength={LIMITS.nameLength} placeholder="The goblin ambush" />
          </label>
          <label class="check">
            <input type="checkbox" name="noDm" />
            Nobody leads: players set the scene
          </label>
          <button type="submit" class="primary">
            Start a session
          </button>
        </form>
      )}
    </section>
  );
}

function SessionRow({
  session,
  owner,
  onEnd,
}: {
  session: SessionSummary;
  owner: boolean;
  onEnd: () => void;
}) {
  const live = session.status !== "ended";
  return (
    <li class="row">
      <span>
        <strong>{session.name}</strong> <span class="tag">{session.status}</span>
        <small class="below">
          {when(session.startedAt)}, {session.version === 1 ? "1 event" : `${session.version} events`}
        </small>
      </span>
      <span class="spring" />
      {live && owner && (
        <a class="button" {...linkTo(`/sessions/${session.id}?as=dm`)}>
          Run it as DM
        </a>
      )}
      {live && (
        <a class="button primary" {...linkTo(`/sessions/${session.id}?as=player`)}>
          Take a seat
        </a>
      )}
      <a class="button" {...linkTo(`/sessions/${session.id}/replay`)}>
        Replay
      </a>
      {live && owner && <Twice ask="End…" yes="Yes, end it" onYes={onEnd} />}
    </li>
  );
}
