import { useLoaded } from "../loaded.ts";
import { skald } from "../person.ts";
import { Characters } from "./characters.tsx";
import { Invitation } from "./invitation.tsx";
import { Players } from "./players.tsx";
import { Sessions } from "./sessions.tsx";
import { Settings } from "./settings.tsx";

export function CampaignPage({ id }: { id: string }) {
  const { value, reload } = useLoaded(() => skald.api.campaign(id));
  const campaign = value.value;
  const owner = campaign?.role === "owner";
  return (
    <>
      <h1 class="page-title">{campaign?.name ?? "…"}</h1>
      {campaign !== null && (campaign.description !== "" || campaign.diceMode === "player_entered") && (
        <p class="lead about-campaign">
          {campaign.description}{" "}
          {campaign.diceMode === "player_entered" && <span class="tag">dice by hand</span>}
        </p>
      )}
      <div class="columns">
        <div>
          <Sessions campaign={id} owner={owner} />
          <Characters campaign={id} />
        </div>
        <div>
          {owner && <Invitation campaign={id} />}
          {campaign !== null && <Players campaign={campaign} />}
          {campaign !== null && owner && (
            <Settings key={JSON.stringify(campaign)} campaign={campaign} onSaved={reload} />
          )}
        </div>
      </div>
    </>
  );
}
