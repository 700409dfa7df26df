import { useSignal } from "@preact/signals";
import { LIMITS } from "../src/index.ts";
import { leaveFor } from "./door-pages.tsx";
import { Field, Send, useForm } from "./form.tsx";
import { useLoaded } from "./loaded.ts";
import { attempt } from "./notices.tsx";
import { signIn, skald } from "./person.ts";

type Door = "in" | "up" | "forgotten";

/** For whoever is not signed in: in, up, or a letter for a forgotten password. */
export function SignIn() {
  const door = useSignal<Door>("in");
  const { value: ways } = useLoaded(() => skald.people.ways());
  const to = (next: Door, words: string) => (
    <button
      type="button"
      class="quiet"
      onClick={() => {
        door.value = next;
      }}
    >
      {words}
    </button>
  );
  return (
    <section class="card narrow" aria-labelledby="sign-in">
      <h1 id="sign-in">
        {door.value === "in"
          ? "Welcome to the table"
          : door.value === "up"
            ? "Take a name"
            : "A new password"}
      </h1>
      {door.value === "forgotten" ? (
        <Forgotten />
      ) : (
        <>
          <p class="lead">
            Fifth-edition play, live, with a dungeon master that shows the rule for every ruling.
          </p>
          {door.value === "in" ? <In /> : <Up />}
        </>
      )}
      <div class="buttons">
        {door.value === "in" ? to("up", "I am new here") : to("in", "I have an account")}
        {door.value === "in" && to("forgotten", "I forgot my password")}
      </div>
      {ways.value !== null && ways.value.providers.length > 0 && (
        <div class="buttons">
          {ways.value.providers.map(({ name }) => (
            <button key={name} type="button" onClick={() => void attempt(() => leaveFor(name))}>
              Sign in with {name}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

function In() {
  const form = useForm((text) =>
    signIn(() => skald.login({ email: text("email"), password: text("password") })),
  );
  return (
    <form onSubmit={form.onSubmit}>
      <Field form={form} name="email" label="E-mail" type="email" required autoComplete="email" />
      <Field
        form={form}
        name="password"
        label="Password"
        type="password"
        required
        autoComplete="current-password"
      />
      <Send form={form}>Sign in</Send>
    </form>
  );
}

function Up() {
  const form = useForm(
    (text) =>
      signIn(() =>
        skald.register({
          email: text("email"),
          password: text("password"),
          displayName: text("displayName"),
        }),
      ),
    { "email-taken": "email" },
  );
  return (
    <form onSubmit={form.onSubmit}>
      <Field
        form={form}
        name="displayName"
        label="Name at the table"
        required
        maxLength={LIMITS.nameLength}
        autoComplete="nickname"
      />
      <Field form={form} name="email" label="E-mail" type="email" required autoComplete="email" />
      <Field
        form={form}
        name="password"
        label="Password"
        type="password"
        required
        autoComplete="new-password"
      />
      <Send form={form}>Register</Send>
    </form>
  );
}

function Forgotten() {
  const sent = useSignal(false);
  const form = useForm(async (text) => {
    await skald.people.forgottenPassword(text("email"));
    sent.value = true;
  });
  if (sent.value)
    return <p role="status">If there is such an account, a letter with a link is on its way to it.</p>;
  return (
    <form onSubmit={form.onSubmit}>
      <p class="lead">A letter will bring you a link. It is good for a short while.</p>
      <Field form={form} name="email" label="E-mail" type="email" required autoComplete="email" />
      <Send form={form}>Send the letter</Send>
    </form>
  );
}
