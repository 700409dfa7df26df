/** Where letters and other sign-ins lead: reached signed in or not. */
import { useEffect } from "preact/hooks";
import { Field, Send, useForm } from "./form.tsx";
import { attempt, notify } from "./notices.tsx";
import { signIn, skald } from "./person.ts";
import { go } from "./route.ts";

const FLOW = "skald.oauth-flow";

/** What a letter's link has behind `#`. */
const secret = (): string => location.hash.slice(1);

/** Sends the browser to a provider; this tab keeps what its answer must fit. */
export async function leaveFor(provider: string): Promise<void> {
  const { url, flow } = await skald.people.startOAuth(provider);
  sessionStorage.setItem(FLOW, JSON.stringify({ provider, flow }));
  location.assign(url);
}

/** A click rather than the visit itself: mail programs open links on their own. */
export function VerifyEmailPage() {
  const confirm = (): void =>
    void attempt(async () => {
      await skald.people.verifyEmail(secret());
      notify("Your address is confirmed.", "good");
      go("/");
    });
  return (
    <section class="card narrow" aria-labelledby="verify">
      <h1 id="verify">Is this your address?</h1>
      <p class="lead">You came here by a letter from the table.</p>
      <button type="button" class="primary" onClick={confirm}>
        Confirm my address
      </button>
    </section>
  );
}

export function ResetPasswordPage() {
  const form = useForm(async (text) => {
    await skald.people.resetPassword(secret(), text("password"));
    notify("Your password is changed. Sign in with it.", "good");
    go("/");
  });
  return (
    <section class="card narrow" aria-labelledby="reset">
      <h1 id="reset">A new password</h1>
      <p class="lead">Every place where you are signed in will ask for it.</p>
      <form onSubmit={form.onSubmit}>
        <Field
          form={form}
          name="password"
          label="Password"
          type="password"
          required
          autoComplete="new-password"
        />
        <Send form={form}>Change it</Send>
      </form>
    </section>
  );
}

export function ProviderReturnPage() {
  useEffect(() => {
    const query = location.search.slice(1);
    const kept = sessionStorage.getItem(FLOW);
    sessionStorage.removeItem(FLOW);
    // The answer is good once; nobody finds it in the history.
    go("/");
    if (kept === null) return notify("This sign-in was not begun here. Begin again.");
    const { provider, flow } = JSON.parse(kept);
    void attempt(() => signIn(() => skald.loginByProvider(provider, flow, query)));
  }, []);
  return (
    <section class="card narrow">
      <p>Signing in…</p>
    </section>
  );
}
