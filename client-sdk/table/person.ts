/** Who sits before this browser. The sign-in is kept on this device until signed out, and shared by its tabs. */
import { effect, signal } from "@preact/signals";
import { type Account, type SignedIn, type SignInPlace, Skald } from "../src/index.ts";

const KEPT = "skald.signed-in";

const place: SignInPlace = {
  load() {
    try {
      const kept: SignedIn | null = JSON.parse(localStorage.getItem(KEPT) ?? "null");
      return kept;
    } catch {
      return null;
    }
  },
  save(signedIn) {
    if (signedIn === null) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify(signedIn));
  },
  // Locks need a secure page. On a plain one two tabs could trade in the same moment; both would sign in again.
  alone: (work) => (navigator.locks === undefined ? work() : navigator.locks.request(KEPT, work)),
};

export const skald = new Skald(location.origin, { place });
export const person = signal<Account | null>(restored());

/** Whether this person has the moderators' page. The server decides what it answers there. */
export const moderates = signal(false);

effect(() => {
  const who = person.value;
  moderates.value = false;
  if (who === null) return;
  const me = skald.people.me();
  me.then(
    ({ id, role }) => {
      if (id === person.value?.id) moderates.value = role !== "USER";
    },
    // Without an answer there is no such page for now.
    () => undefined,
  );
});

skald.onSignInEnded(() => {
  person.value = null;
});

// Another tab signed in, out, or traded the token in.
addEventListener("storage", ({ key }) => {
  if (key !== KEPT) return;
  const kept = place.load();
  if (kept !== null) skald.resumeSignIn(kept);
  else skald.signOut();
  person.value = kept?.user ?? null;
});

function restored(): Account | null {
  const kept = place.load();
  if (kept === null || Date.parse(kept.refreshExpiresAt ?? kept.expiresAt) < Date.now()) return null;
  skald.resumeSignIn(kept);
  return kept.user;
}

export async function signIn(attempt: () => Promise<Account>): Promise<void> {
  person.value = await attempt();
}

export function signOut(): void {
  // Best effort: what the server does not hear of runs out by itself.
  void skald.logout().catch(() => undefined);
  skald.signOut();
  person.value = null;
}
