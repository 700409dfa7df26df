import { type Campaign, LIMITS } from "../../src/index.ts";
import { Field, Send, TextField, Twice, useForm } from "../form.tsx";
import { attempt, notify } from "../notices.tsx";
import { skald } from "../person.ts";
import { go } from "../route.ts";

/** What its owner may change of a campaign. */
export function Settings({ campaign, onSaved }: { campaign: Campaign; onSaved: () => Promise<void> }) {
  const form = useForm(async (text) => {
    await skald.api.changeCampaign(campaign.id, {
      name: text("name"),
      description: text("description"),
      diceMode: text("byHand") === "on" ? "player_entered" : "rng",
      mapMode: text("noMap") === "on" ? "narrative_only" : "grid_2d",
    });
    notify("Saved.", "good");
    await onSaved();
  });
  const remove = (): void =>
    void attempt(async () => {
      await skald.api.removeCampaign(campaign.id);
      notify(`${campaign.name} is put away. Its logs stay.`, "good");
      go("/");
    });
  return (
    <section class="card" aria-labelledby="settings">
      <h2 id="settings">The campaign</h2>
      <form onSubmit={form.onSubmit}>
        <Field
          form={form}
          name="name"
          label="Name"
          required
          maxLength={LIMITS.nameLength}
          defaultValue={campaign.name}
        />
        <TextField
          form={form}
          name="description"
          label="What it is about"
          maxLength={LIMITS.textLength}
          defaultValue={campaign.description}
        />
        <label class="check">
          <input type="checkbox" name="byHand" defaultChecked={campaign.diceMode === "player_entered"} />
          Players roll real dice and enter them
        </label>
        <label class="check">
          <input type="checkbox" name="noMap" defaultChecked={campaign.mapMode === "narrative_only"} />
          Played without a map
        </label>
        <p class="hint">Dice and map are for sessions that begin from now on.</p>
        <Send form={form}>Save</Send>
      </form>
      <div class="buttons">
        <Twice ask="Put this campaign away…" yes="Yes, put it away" onYes={remove} />
      </div>
    </section>
  );
}
