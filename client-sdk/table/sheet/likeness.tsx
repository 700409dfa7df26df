import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { WholeCharacter } from "../../src/index.ts";
import { skald } from "../person.ts";
import { picturesChanged, sendPortrait } from "../pictures.ts";
import { PictureButton } from "../portrait.tsx";

/** The character's portrait, and for its player the button that changes it. */
export function Likeness({
  character: { id, name, imageId },
  mine,
  onChanged,
}: {
  character: WholeCharacter;
  mine: boolean;
  onChanged: () => Promise<void>;
}) {
  const address = useSignal<string | null>(null);
  const changes = picturesChanged.value;
  useEffect(() => {
    if (imageId === null) return;
    let gone = false;
    let made: string | null = null;
    skald.catalog.portrait(id, 256).then(
      (blob) => {
        if (gone) return;
        made = URL.createObjectURL(blob);
        address.value = made;
      },
      // Without it the name stands alone.
      () => undefined,
    );
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
      address.value = null;
    };
  }, [id, imageId, changes]);
  const change = imageId === null ? "Add a portrait" : "Change the portrait";
  return (
    <div class="likeness">
      {address.value !== null && <img class="picture" src={address.value} alt={`Portrait of ${name}`} />}
      {mine && (
        <span class="no-print">
          <PictureButton
            title={change}
            label={`${change} of ${name}`}
            send={async (file) => {
              await sendPortrait(skald, { character: id, name }, file);
              await onChanged();
            }}
          />
        </span>
      )}
    </div>
  );
}
