import { useSignal } from "@preact/signals";
import { Field, Send, useForm } from "../form.tsx";
import { notify } from "../notices.tsx";
import { person, skald } from "../person.ts";

/** Puts the account away for good; asked for twice, and with the password. */
export function Leaving() {
  const asked = useSignal(false);
  const form = useForm(
    async (text) => {
      await skald.people.removeMe(text("password"));
      skald.signOut();
      person.value = null;
      notify("Your account is gone. What you shared stays with those who have it.", "good");
    },
    { "wrong-password": "password" },
  );
  return (
    <section class="card" aria-labelledby="leaving">
      <h2 id="leaving">Leave Skald</h2>
      {asked.value ? (
        <form onSubmit={form.onSubmit}>
          <Field
            form={form}
            name="password"
            label="Your password, for good"
            type="password"
            required
            autoComplete="current-password"
          />
          <Send form={form}>Put my account away for good</Send>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              asked.value = false;
            }}
          >
            I stay
          </button>
        </form>
      ) : (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            asked.value = true;
          }}
        >
          Put my account away…
        </button>
      )}
    </section>
  );
}
