import { attempt } from "./notices.tsx";
import { skald } from "./person.ts";
import { go } from "./route.ts";

export function InvitePage({ code }: { code: string }) {
  const accept = (): void =>
    void attempt(async () => {
      const campaign = await skald.api.acceptInvite(code);
      go(`/campaigns/${campaign.id}`);
    });
  return (
    <section class="card narrow" aria-labelledby="invite">
      <h1 id="invite">You are invited</h1>
      <p class="lead">Somebody keeps a place for you at their table.</p>
      <button type="button" class="primary" onClick={accept}>
        Accept the invitation
      </button>
    </section>
  );
}
