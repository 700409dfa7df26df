import { useSignal } from "@preact/signals";
import type { PersonStanding, UserRole } from "../../src/index.ts";
import { useLoaded } from "../loaded.ts";
import { attempt, notify } from "../notices.tsx";
import { person, skald } from "../person.ts";
import { BanForm } from "./ban-form.tsx";
import { when } from "./when.ts";

/** For moderators and admins: find somebody, keep them out, let them in again. */
export function ModerationPage() {
  const { value: me } = useLoaded(() => skald.people.me());
  const found = useSignal<readonly PersonStanding[] | null>(null);
  const next = useSignal<string | null>(null);
  const asked = useSignal("");
  if (me.value === null) return <p class="lead">Looking…</p>;
  if (me.value.role === "USER") return <p class="lead">There is nothing here for you.</p>;

  const look = (more: string | null): void =>
    void attempt(async () => {
      const q = asked.value.trim();
      const page = await skald.people.people({
        ...(q === "" ? {} : { q }),
        ...(more === null ? {} : { after: more }),
        limit: 20,
      });
      found.value = more === null ? page.people : [...(found.value ?? []), ...page.people];
      next.value = page.next;
    });
  const put = (now: PersonStanding): void => {
    found.value = (found.value ?? []).map((one) => (one.id === now.id ? now : one));
  };
  return (
    <>
      <h1 class="page-title">Moderation</h1>
      <section class="card" aria-labelledby="people">
        <h2 id="people">People</h2>
        <form
          class="inline find"
          onSubmit={(event) => {
            event.preventDefault();
            look(null);
          }}
        >
          <label>
            Part of a name or an address
            <input
              type="search"
              maxLength={100}
              value={asked.value}
              onInput={({ currentTarget }) => {
                asked.value = currentTarget.value;
              }}
            />
          </label>
          <button type="submit" class="primary">
            Find
          </button>
        </form>
        <p class="sr" aria-live="polite">
          {found.value === null ? "" : `${found.value.length} people found`}
        </p>
        {found.value?.length === 0 && <p class="lead">Nobody is called that.</p>}
        <ul class="rows" aria-label="People found">
          {found.value?.map((one) => (
            <Person key={one.id} one={one} admin={me.value?.role === "ADMIN"} onChanged={put} />
          ))}
        </ul>
        {next.value !== null && (
          <div class="buttons">
            <button type="button" onClick={() => look(next.value)}>
              More
            </button>
          </div>
        )}
      </section>
    </>
  );
}

type PersonProps = {
  readonly one: PersonStanding;
  readonly admin: boolean;
  readonly onChanged: (now: PersonStanding) => void;
};

function Person({ one, admin, onChanged }: PersonProps) {
  const banning = useSignal(false);
  const oneself = one.id === person.value?.id;
  const change = (work: () => Promise<PersonStanding>, words: string): void =>
    void attempt(async () => {
      onChanged(await work());
      notify(words, "good");
    });
  return (
    <li class="row standing">
      <span class="who-is">
        <strong>{one.displayName}</strong>{" "}
        {one.role !== "USER" && <span class="tag">{one.role.toLowerCase()}</span>}{" "}
        {one.banned !== null && <span class="tag warn">banned</span>}
        <small>
          {one.email}
          {one.emailVerified ? "" : " (not confirmed)"}, here since {when(one.createdAt)}, last signed in{" "}
          {when(one.lastLogin)}
        </small>
        {one.banned !== null && (
          <small>
            {one.banned.until === null ? "For good" : `Until ${when(one.banned.until)}`}: {one.banned.reason}
          </small>
        )}
      </span>
      <span class="spring" />
      {admin && !oneself && (
        <label class="role">
          Role of {one.displayName}
          <select
            value={one.role}
            onChange={({ currentTarget }) => {
              const role = currentTarget.value as UserRole;
              change(() => skald.people.setRole(one.id, role), `${one.displayName} has another role now.`);
            }}
          >
            <option value="USER">User</option>
            <option value="MODERATOR">Moderator</option>
            <option value="ADMIN">Admin</option>
          </select>
        </label>
      )}
      {one.banned !== null && (
        <button
          type="button"
          onClick={() => change(() => skald.people.liftBan(one.id), `${one.displayName} may come in again.`)}
        >
          Lift the ban
        </button>
      )}
      {!oneself && (
        <button
          type="button"
          aria-expanded={banning.value}
          onClick={() => {
            banning.value = !banning.value;
          }}
        >
          {one.banned === null ? "Ban…" : "Change the ban…"}
        </button>
      )}
      {banning.value && (
        <BanForm
          one={one}
          onBanned={(now) => {
            banning.value = false;
            onChanged(now);
            notify(`${now.displayName} is out.`, "good");
          }}
        />
      )}
    </li>
  );
}
