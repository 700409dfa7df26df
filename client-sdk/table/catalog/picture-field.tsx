import { type Signal, useSignal } from "@preact/signals";
import { useFetchedPicture } from "../fetched-picture.ts";
import { attempt } from "../notices.tsx";
import { skald } from "../person.ts";

/** A picture of the catalog, fetched with the sign-in; nothing where there is none to be had. */
export function Picture({ image, alt, edge = 256 }: { image: string; alt: string; edge?: 64 | 256 }) {
  const address = useFetchedPicture(() => skald.catalog.picture(image, edge), [image, edge]);
  return address === null ? null : <img class="picture" src={address} alt={alt} />;
}

/** Chooses a picture for an entry. It is private until the entry is saved with it. */
export function PictureField({ image, about }: { image: Signal<string | null>; about: string }) {
  const busy = useSignal(false);
  const send = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (file === undefined) return;
    busy.value = true;
    await attempt(async () => {
      const { id } = await skald.catalog.upload(file, { visibility: "PRIVATE" });
      image.value = id;
    });
    busy.value = false;
    input.value = "";
  };
  return (
    <div class="buttons">
      {image.value !== null && <Picture image={image.value} alt={`Picture of the ${about}`} />}
      <label class="button file">
        {busy.value ? "Sending…" : image.value === null ? "Add a picture" : "Another picture"}
        <input
          type="file"
          class="sr"
          accept="image/png,image/jpeg,image/webp"
          disabled={busy.value}
          onChange={(event) => void send(event.currentTarget)}
        />
      </label>
      {image.value !== null && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            image.value = null;
          }}
        >
          Without a picture
        </button>
      )}
    </div>
  );
}
