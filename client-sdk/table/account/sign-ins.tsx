import type { SignInSummary } from "../../src/index.ts";
import { Twice } from "../form.tsx";
import { useLoaded } from "../loaded.ts";
import { attempt, notify } from "../notices.tsx";
import { person, skald } from "../person.ts";
import { when } from "./when.ts";

/** Where one is signed in; any of them can be ended from here, or all. */
export function SignIns() {
  const { value: signIns, reload } = useLoaded(() => skald.people.signIns());
  const end = (id: string): void =>
    void attempt(async () => {
      await skald.people.endSignIn(id);
      notify("Signed out there.", "good");
      await reload();
    });
  const endAll = (): void =>
    void attempt(async () => {
      await skald.signOutEverywhere();
      person.value = null;
    });
  return (
    <section class="card" aria-labelledby="devices">
      <h2 id="devices">Where you are signed in</h2>
      <ul class="rows" aria-label="Devices">
        {signIns.value?.map((one) => (
          <li key={one.id} class="row device">
            <span>
              <strong>{deviceOf(one)}</strong> {one.current && <span class="tag">this one</span>}
              <small>
                Since {when(one.signedInAt)}, last seen {when(one.lastUsedAt)}
                {one.address === null ? "" : `, from ${one.address}`}
              </small>
            </span>
            <span class="spring" />
            {!one.current && (
              <button type="button" onClick={() => end(one.id)}>
                Sign out there
              </button>
            )}
          </li>
        ))}
      </ul>
      <div class="buttons">
        <Twice ask="Sign out everywhere…" yes="Yes, here and everywhere" onYes={endAll} />
      </div>
    </section>
  );
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS/, "macOS"],
  [/Linux/, "Linux"],
];

/** As it calls itself, or as its browser gives itself out. */
function deviceOf({ device, agent }: SignInSummary): string {
  if (device !== null) return device;
  const find = (all: typeof BROWSERS): string | undefined =>
    all.find(([pattern]) => pattern.test(agent ?? ""))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser === undefined) return agent?.split(/[ /(]/)[0] || "Some program";
  return system === undefined ? browser : `${browser} on ${system}`;
}
