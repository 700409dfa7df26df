import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { attempt } from "./notices.tsx";

/** Loads when shown, and again on demand. Null until the first answer. */
export function useLoaded<Value>(load: () => Promise<Value>): {
  readonly value: Signal<Value | null>;
  readonly reload: () => Promise<void>;
} {
  const value = useSignal<Value | null>(null);
  const reload = (): Promise<void> =>
    attempt(async () => {
      value.value = await load();
    });
  useEffect(() => {
    void reload();
  }, []);
  return { value, reload };
}
