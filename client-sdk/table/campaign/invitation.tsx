import { useSignal } from "@preact/signals";
import { when } from "../account/when.ts";
import { attempt, notify } from "../notices.tsx";
import { skald } from "../person.ts";

export function Invitation({ campaign }: { campaign: string }) {
  const link = useSignal("");
  const until = useSignal("");
  const invite = (): void =>
    void attempt(async () => {
      const { code, expiresAt } = await skald.api.invite(campaign);
      link.value = `${location.origin}/invites/${code}`;
      until.value = expiresAt;
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
        <>
          <div class="inline">
            <label>
              Invitation link
              <input readOnly value={link.value} onFocus={(event) => event.currentTarget.select()} />
            </label>
            <button type="button" onClick={copy}>
              Copy
            </button>
          </div>
          <p class="hint">Good until {when(until.value)}, for everybody who has it. It is shown this once.</p>
        </>
      )}
    </section>
  );
}
