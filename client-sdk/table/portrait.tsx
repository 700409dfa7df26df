/** Faces: of a character on its sheet, of a person in the page's head, and the buttons that change them. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { CreatureView } from "../src/index.ts";
import { attempt, notify } from "./notices.tsx";
import { person, skald } from "./person.ts";
import { picturesChanged, sendFace, sendPortrait } from "./pictures.ts";
import type { Scene } from "./scene.ts";
import { initials } from "./token.tsx";
import { sideClass } from "./turn-strip.tsx";

const portraitOf = (scene: Scene, { character }: CreatureView): string | null =>
  scene.portraits.value.get(character) ?? null;

/** The portrait, or initials. */
export function Portrait({ scene, creature }: { scene: Scene; creature: CreatureView }) {
  const portrait = portraitOf(scene, creature);
  const classes = `portrait ${sideClass(creature)}`;
  return portrait === null ? (
    <span class={`${classes} initials`} aria-hidden="true">
      {initials(creature.name)}
    </span>
  ) : (
    <img class={classes} src={portrait} alt={`Portrait of ${creature.name}`} width={64} height={64} />
  );
}

/** For whoever plays the character. */
export function PortraitButton({ scene, creature }: { scene: Scene; creature: CreatureView }) {
  const { character, name, seat } = creature;
  // A character is brought to the table by its own player alone, so one's seat's is one's own.
  if (character === "" || seat === "" || seat !== scene.view.value?.seat) return null;
  const change = portraitOf(scene, creature) === null ? "Add a portrait" : "Change the portrait";
  return (
    <PictureButton
      title={change}
      label={`${change} of ${name}`}
      send={(file) => sendPortrait(skald, { character, name }, file)}
    />
  );
}

/** One's own face; it is what the others see beside one's name at the table. */
export function OwnFace() {
  const face = useSignal<string | null>(null);
  const changes = picturesChanged.value;
  useEffect(() => {
    let gone = false;
    let address: string | null = null;
    const load = async (): Promise<void> => {
      const { id, avatarUrl } = await skald.people.me();
      const blob = avatarUrl === null ? null : await skald.people.picture(id, 64);
      if (gone) return;
      address = blob === null ? null : URL.createObjectURL(blob);
      face.value = address;
    };
    // A face that cannot be had is no trouble worth telling.
    void load().catch(() => undefined);
    return () => {
      gone = true;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [changes, person.value?.id]);
  return (
    <PictureButton
      title={<Face src={face.value} name={person.value?.displayName ?? ""} />}
      label={face.value === null ? "Add a profile picture" : "Change your profile picture"}
      send={(file) => sendFace(skald, file)}
    />
  );
}

/** Beside a name, which says whose it is. */
function Face({ src, name }: { src: string | null; name: string }) {
  return src === null ? (
    <span class="face initials" aria-hidden="true">
      {initials(name)}
    </span>
  ) : (
    <img class="face" src={src} alt="" width={32} height={32} />
  );
}

type PictureButtonProps = {
  readonly title: ComponentChildren;
  readonly label: string;
  readonly send: (file: File) => Promise<void>;
};

export function PictureButton({ title, label, send }: PictureButtonProps) {
  const busy = useSignal(false);
  const chosen = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (file === undefined || busy.value) return;
    busy.value = true;
    await attempt(async () => {
      await send(file);
      notify("The picture is there.", "good");
    });
    busy.value = false;
    // The same file may be chosen again after a refusal.
    input.value = "";
  };
  return (
    <label class="picture-button" title={`${label}: PNG, JPEG or WebP`}>
      <span aria-hidden="true">{busy.value ? "Sending…" : title}</span>
      <input
        class="sr"
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label={label}
        disabled={busy.value}
        onChange={(event) => void chosen(event.currentTarget)}
      />
    </label>
  );
}
