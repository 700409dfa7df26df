import { LIMITS, type OwnAccount } from "../../src/index.ts";
import { Field, Send, TextField, useForm } from "../form.tsx";
import { useLoaded } from "../loaded.ts";
import { attempt, notify } from "../notices.tsx";
import { person, skald } from "../person.ts";
import { Leaving } from "./leaving.tsx";
import { SignIns } from "./sign-ins.tsx";
import { when } from "./when.ts";

export function AccountPage() {
  const { value: me, reload } = useLoaded(() => skald.people.me());
  if (me.value === null) return <p class="lead">Looking…</p>;
  return (
    <>
      <h1 class="page-title">Your account</h1>
      <div class="columns">
        <div>
          <Profile me={me.value} onSaved={reload} />
          <SignIns />
        </div>
        <div>
          <Address me={me.value} />
          <Password me={me.value} onChanged={reload} />
          <Leaving />
        </div>
      </div>
    </>
  );
}

function Profile({ me, onSaved }: { me: OwnAccount; onSaved: () => Promise<void> }) {
  const form = useForm(async (text) => {
    const { id, email, displayName } = await skald.people.changeMe({
      displayName: text("displayName"),
      bio: text("bio"),
    });
    person.value = { id, email, displayName };
    notify("Saved.", "good");
    await onSaved();
  });
  return (
    <section class="card" aria-labelledby="profile">
      <h2 id="profile">What others see</h2>
      <form onSubmit={form.onSubmit}>
        <Field
          form={form}
          name="displayName"
          label="Name at the table"
          required
          maxLength={LIMITS.nameLength}
          defaultValue={me.displayName}
          autoComplete="nickname"
        />
        <TextField
          form={form}
          name="bio"
          label="About you"
          defaultValue={me.bio}
          maxLength={LIMITS.textLength}
        />
        <Send form={form}>Save</Send>
      </form>
    </section>
  );
}

function Address({ me }: { me: OwnAccount }) {
  const ask = (): void =>
    void attempt(async () => {
      await skald.people.askForVerification();
      notify("A letter is on its way.", "good");
    });
  return (
    <section class="card" aria-labelledby="address">
      <h2 id="address">E-mail address</h2>
      <p>
        {me.email}{" "}
        <span class={me.emailVerified ? "tag" : "tag warn"}>
          {me.emailVerified ? "confirmed" : "not confirmed"}
        </span>
      </p>
      {!me.emailVerified && (
        <button type="button" onClick={ask}>
          Send the letter again
        </button>
      )}
      {me.oauthProvider !== null && <p class="hint">You also sign in with {me.oauthProvider}.</p>}
    </section>
  );
}

function Password({ me, onChanged }: { me: OwnAccount; onChanged: () => Promise<void> }) {
  const form = useForm(
    async (text, element) => {
      await skald.changePassword(text("current"), text("password"));
      element.reset();
      notify("Your password is changed. Every other device has to sign in again.", "good");
      await onChanged();
    },
    { "wrong-password": "current" },
  );
  return (
    <section class="card" aria-labelledby="password">
      <h2 id="password">Password</h2>
      {me.lastPasswordChange !== null && <p class="hint">Last changed {when(me.lastPasswordChange)}.</p>}
      <form onSubmit={form.onSubmit}>
        <Field
          form={form}
          name="current"
          label="The one you have"
          type="password"
          required
          autoComplete="current-password"
        />
        <Field
          form={form}
          name="password"
          label="The new one"
          type="password"
          required
          autoComplete="new-password"
          hint="Every other device is signed out."
        />
        <Send form={form}>Change it</Send>
      </form>
    </section>
  );
}
