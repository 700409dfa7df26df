import { useSignal } from "@preact/signals";
import { LIMITS, type SessionSummary } from "../src/index.ts";
import { useLoaded } from "./loaded.ts";
import { attempt, notify } from "./notices.tsx";
import { person, skald } from "./person.ts";
import { READY_MADE } from "./ready-made.ts";
import { go, linkTo } from "./route.ts";

export function CampaignPage({ id }: { id: string }) {
  const { value: campaign } = useLoaded(() => skald.api.campaign(id));
  return (
    <>
      <h1 class="page-title">{campaign.value?.name ?? "…"}</h1>
      <div class="columns">
        <Sessions campaign={id} owner={campaign.value?.role === "owner"} />
        <div>
          <Characters campaign={id} />
          {campaign.value?.role === "owner" && <Invitation campaign={id} />}
        </div>
      </div>
    </>
  );
}

function Sessions({ campaign, owner }: { campaign: string; owner: boolean }) {
  const { value: sessions } = useLoaded(() => skald.api.sessions(campaign));

  const create = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget as HTMLFormElement).get("name"));
    void attempt(async () => {
      const session = await skald.api.createSession(campaign, { name, rulings: { monsters: "auto" } });
      go(`/sessions/${session.id}?as=dm`);
    });
  };

  return (
    <section class="card" aria-labelledby="sessions">
      <h2 id="sessions">Sessions</h2>
      {sessions.value?.length === 0 && <p class="lead">No evening has been played yet.</p>}
      <ul class="rows">
        {sessions.value?.map((session) => (
          <SessionRow key={session.id} session={session} owner={owner} />
        ))}
      </ul>
      {owner && (
        <form onSubmit={create} class="inline">
          <label>
            Name of the session
            <input name="name" required maxLength={LIMITS.nameLength} placeholder="The goblin ambush" />
          </label>
          <button type="submit" class="primary">
            Start a session
          </button>
        </form>
      )}
    </section>
  );
}

function SessionRow({ session, owner }: { session: SessionSummary; owner: boolean }) {
  const live = session.status !== "ended";
  return (
    <li class="row">
      <strong>{session.name}</strong>
      <span class="tag">{session.status}</span>
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
    </li>
  );
}

function Characters({ campaign }: { campaign: string }) {
  const { value: characters, reload } = useLoaded(() => skald.api.characters(campaign));

  const create = (event: SubmitEvent): void => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget as HTMLFormElement).get("ready-made");
    const character = READY_MADE.find(({ name }) => name === chosen);
    if (character === undefined) return;
    void attempt(async () => {
      await skald.api.createCharacter(campaign, { name: character.name, sheet: character.sheet });
      await reload();
    });
  };

  return (
    <section class="card" aria-labelledby="characters">
      <h2 id="characters">Characters</h2>
      <ul class="rows">
        {characters.value?.map((character) => (
          <li key={character.id} class="row">
            <strong>{character.name}</strong>
            <span>
              {character.race} {character.class} {character.level}
            </span>
            {character.userId === person.value?.id && <span class="tag">yours</span>}
          </li>
        ))}
      </ul>
      <form onSubmit={create} class="inline">
        <label>
          A ready-made character
          <select name="ready-made">
            {READY_MADE.map(({ name, pitch }) => (
              <option key={name} value={name}>
                {name}, {pitch}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">Make it mine</button>
      </form>
    </section>
  );
}

function Invitation({ campaign }: { campaign: string }) {
  const link = useSignal("");
  const invite = (): void =>
    void attempt(async () => {
      const { code } = await skald.api.invite(campaign);
      link.value = `${location.origin}/invites/${code}`;
    });
  const copy = (): void =>
    void attempt(async () => {
      await navigator.clipboard.writeText(link.value);
      notify("Copied.", "good");
    });
  return (
    <section class="card" aria-labelledby="invite">
      <h2 id="invite">Invite players</h2>
      {link.value === "" ? (
        <button type="button" onClick={invite}>
          Make an invitation
        </button>
      ) : (
        <div class="inline">
          <label>
            Invitation link
            <input readOnly value={link.value} onFocus={(event) => event.currentTarget.select()} />
          </label>
          <button type="button" onClick={copy}>
            Copy
          </button>
        </div>
      )}
    </section>
  );
}
