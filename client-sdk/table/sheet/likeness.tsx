import type { WholeCharacter } from "../../src/index.ts";
import { useFetchedPicture } from "../fetched-picture.ts";
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
  const changes = picturesChanged.value;
  const address = useFetchedPicture(imageId === null ? null : () => skald.catalog.portrait(id, 256), [
    id,
    imageId,
    changes,
  ]);
  const change = imageId === null ? "Add a portrait" : "Change the portrait";
  return (
    <div class="likeness">
      {address !== null && <img class="picture" src={address} alt={`Portrait of ${name}`} />}
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
