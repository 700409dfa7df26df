import type { PersonStanding } from "../../src/index.ts";
import { Field, Send, useForm } from "../form.tsx";
import { skald } from "../person.ts";

/** Why somebody is kept out, and until when; without an end, for good. */
export function BanForm({ one, onBanned }: { one: PersonStanding; onBanned: (now: PersonStanding) => void }) {
  const form = useForm(async (text) => {
    const until = text("until");
    const end = until === "" ? null : new Date(until).toISOString();
    onBanned(await skald.people.ban(one.id, text("reason"), end));
  });
  return (
    <form class="ban" onSubmit={form.onSubmit} aria-label={`Ban ${one.displayName}`}>
      <Field
        form={form}
        name="reason"
        label="Reason"
        required
        maxLength={500}
        defaultValue={one.banned?.reason ?? ""}
        hint="They are told it when they try to come in."
      />
      <Field form={form} name="until" label="Until" type="datetime-local" hint="Empty: for good." />
      <Send form={form}>Ban {one.displayName}</Send>
    </form>
  );
}
