import { useSignal } from "@preact/signals";
import { LIMITS } from "../src/index.ts";
import { leaveFor } from "./door-pages.tsx";
import { useLoaded } from "./loaded.ts";
import { attempt, notify } from "./notices.tsx";
import { signIn, skald } from "./person.ts";

export function SignIn() {
  const fresh = useSignal(false);
  const busy = useSignal(false);
  const { value: ways } = useLoaded(() => skald.people.ways());

  const forgotten = (event: MouseEvent): void => {
    const form = (event.currentTarget as HTMLElement).closest("section")?.querySelector("form");
    const email = String(form == null ? "" : new FormData(form).get("email"));
    void attempt(async () => {
      if (email === "") throw new Error("Write your e-mail address first.");
      await skald.people.forgottenPassword(email);
      notify("If there is such an account, a letter is on its way.", "good");
    });
  };

  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string): string => String(form.get(name) ?? "");
    const email = text("email");
    const password = text("password");
    busy.value = true;
    void attempt(() =>
      signIn(() =>
        fresh.value
          ? skald.register({ email, password, displayName: text("displayName") })
          : skald.login({ email, password }),
      ),
    ).finally(() => {
      busy.value = false;
    });
  };

  return (
    <section class="card narrow" aria-labelledby="sign-in">
      <h1 id="sign-in">{fresh.value ? "Take a name" : "Welcome to the table"}</h1>
      <p class="lead">
        Fifth-edition play, live, with a dungeon master that shows the rule for every ruling.
      </p>
      <form onSubmit={submit}>
        {fresh.value && (
          <label>
            Name at the table
            <input name="displayName" required maxLength={LIMITS.nameLength} autoComplete="nickname" />
          </label>
        )}
        <label>
          E-mail
          <input name="email" type="email" required autoComplete="email" />
        </label>
        <label>
          Password
          <input
            name="password"
            type="password"
            required
            minLength={fresh.value ? 8 : 1}
            autoComplete={fresh.value ? "new-password" : "current-password"}
          />
        </label>
        <button type="submit" class="primary" disabled={busy.value}>
          {fresh.value ? "Register" : "Sign in"}
        </button>
      </form>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          fresh.value = !fresh.value;
        }}
      >
        {fresh.value ? "I have an account" : "I am new here"}
      </button>
      {!fresh.value && (
        <button type="button" class="quiet" onClick={forgotten}>
          I forgot my password
        </button>
      )}
      {ways.value?.providers.map(({ name }) => (
        <button key={name} type="button" onClick={() => void attempt(() => leaveFor(name))}>
          Sign in with {name}
        </button>
      ))}
    </section>
  );
}
