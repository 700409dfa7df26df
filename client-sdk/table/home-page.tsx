import { LIMITS } from "../src/index.ts";
import { useLoaded } from "./loaded.ts";
import { attempt } from "./notices.tsx";
import { skald } from "./person.ts";
import { go, linkTo } from "./route.ts";

export function HomePage() {
  const { value: campaigns } = useLoaded(() => skald.api.campaigns());

  const create = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const diceMode = form.get("byHand") === "on" ? "player_entered" : "rng";
    void attempt(async () => {
      const campaign = await skald.api.createCampaign({ name: String(form.get("name")), diceMode });
      go(`/campaigns/${campaign.id}`);
    });
  };

  const sample = (scene: "dm" | "players"): void =>
    void attempt(async () => {
      const { session } = await skald.api.createSample(scene);
      go(`/sessions/${session.id}?as=${scene === "dm" ? "dm" : "player"}`);
    });

  const accept = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const code = String(form.get("code")).trim().split("/").at(-1) ?? "";
    go(`/invites/${encodeURIComponent(code)}`);
  };

  return (
    <div class="columns">
      <section class="card" aria-labelledby="campaigns">
        <h1 id="campaigns">Campaigns</h1>
        {campaigns.value === null && <p>Looking…</p>}
        {campaigns.value?.length === 0 && <p class="lead">None yet. Begin one, or use an invitation.</p>}
        <ul class="rows">
          {campaigns.value?.map((campaign) => (
            <li key={campaign.id}>
              <a class="row" {...linkTo(`/campaigns/${campaign.id}`)}>
                <strong>{campaign.name}</strong>
                <span class="tag">{campaign.role === "owner" ? "yours" : "player"}</span>
                {campaign.diceMode === "player_entered" && <span class="tag">dice by hand</span>}
              </a>
            </li>
          ))}
        </ul>
      </section>
      <div>
        <section class="card" aria-labelledby="begin">
          <h2 id="begin">Begin a campaign</h2>
          <form onSubmit={create}>
            <label>
              Name of the campaign
              <input name="name" required maxLength={LIMITS.nameLength} />
            </label>
            <label class="check">
              <input type="checkbox" name="byHand" />
              Players roll real dice and enter them
            </label>
            <button type="submit" class="primary">
              Begin
            </button>
          </form>
        </section>
        <section class="card" aria-labelledby="sample">
          <h2 id="sample">In a hurry?</h2>
          <p class="lead">
            A campaign with three characters and an open session, made for you. Play it, alone or with those
            whom you invite, and the monsters play themselves; or lead it.
          </p>
          <div class="buttons">
            <button type="button" class="primary" onClick={() => sample("players")}>
              Play a sample evening
            </button>
            <button type="button" onClick={() => sample("dm")}>
              Lead it as dungeon master
            </button>
          </div>
        </section>
        <section class="card" aria-labelledby="invited">
          <h2 id="invited">Invited?</h2>
          <form onSubmit={accept}>
            <label>
              Invitation
              <input name="code" required />
            </label>
            <button type="submit">Join the campaign</button>
          </form>
        </section>
      </div>
    </div>
  );
}
