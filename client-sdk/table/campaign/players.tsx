import type { Campaign } from "../../src/index.ts";
import { Twice } from "../form.tsx";
import { useLoaded } from "../loaded.ts";
import { attempt, notify } from "../notices.tsx";
import { person, skald } from "../person.ts";
import { go } from "../route.ts";

/** Who is of the campaign. The owner may take anyone else out, a player themselves. */
export function Players({ campaign: { id, role } }: { campaign: Campaign }) {
  const { value: players, reload } = useLoaded(() => skald.api.players(id));
  const remove = (user: string, name: string): void =>
    void attempt(async () => {
      await skald.api.removePlayer(id, user);
      if (user === person.value?.id) return go("/");
      notify(`${name} is no longer of the campaign.`, "good");
      await reload();
    });
  return (
    <section class="card" aria-labelledby="players">
      <h2 id="players">Players</h2>
      <ul class="rows" aria-label="Players">
        {players.value?.map((one) => {
          const oneself = one.userId === person.value?.id;
          return (
            <li key={one.userId} class="row">
              <strong>{one.displayName}</strong>
              <span class="tag">{one.role === "owner" ? "owner, dungeon master" : "player"}</span>
              {oneself && <span class="tag">you</span>}
              <span class="spring" />
              {role === "owner" && !oneself && (
                <Twice
                  ask="Take out…"
                  yes={`Yes, take ${one.displayName} out`}
                  onYes={() => remove(one.userId, one.displayName)}
                />
              )}
              {role === "player" && oneself && (
                <Twice
                  ask="Leave…"
                  yes="Yes, leave the campaign"
                  onYes={() => remove(one.userId, one.displayName)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
