import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/**
 * An address in this page for a picture that is fetched with the sign-in: null while it is on its way, where it
 * cannot be had, and without anything to fetch. Fetched anew when one of `of` changes.
 */
export function useFetchedPicture(
  fetch: (() => Promise<Blob>) | null,
  of: readonly unknown[],
): string | null {
  const address = useSignal<string | null>(null);
  useEffect(() => {
    if (fetch === null) return;
    let gone = false;
    let made: string | null = null;
    fetch().then(
      (blob) => {
        if (gone) return;
        made = URL.createObjectURL(blob);
        address.value = made;
      },
      // Without it the words stand alone.
      () => undefined,
    );
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
      address.value = null;
    };
  }, of);
  return address.value;
}
