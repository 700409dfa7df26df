/** Who sits before this browser. The sign-in is kept for the tab's life and on this device until signed out. */
import { signal } from "@preact/signals";
import { type Account, type SignedIn, Skald } from "../src/index.ts";

const KEPT = "skald.signed-in";

export const skald = new Skald(location.origin);
export const person = signal<Account | null>(restored());

function restored(): Account | null {
  try {
    const kept: SignedIn | null = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    if (kept === null || Date.parse(kept.expiresAt) < Date.now()) return null;
    skald.resumeSignIn(kept);
    return kept.user;
  } catch {
    return null;
  }
}

export async function signIn(attempt: () => Promise<Account>): Promise<void> {
  const account = await attempt();
  localStorage.setItem(KEPT, JSON.stringify(skald.signedIn));
  person.value = account;
}

export function signOut(): void {
  localStorage.removeItem(KEPT);
  skald.signOut();
  person.value = null;
}
