/** Portraits and faces of whom this seat sees. Of nobody else is a picture asked for. */
import { effect, signal } from "@preact/signals";
import { LIMITS, type Skald } from "../src/index.ts";
import type { Scene } from "./scene.ts";

/** Counts the pictures that were changed on this page; whoever shows some looks again. */
export const picturesChanged = signal(0);

type Sources = Pick<Skald, "api" | "catalog" | "people">;
type Shown = ReadonlyMap<string, string>;

/** Keeps a scene's portraits and faces at what the campaign has now. What cannot be had is left out, silently. */
export class Pictures {
  readonly #sources: Sources;
  readonly #campaign: string;
  readonly #scene: Scene;
  /** Which picture is whose, by character and by person; null for none. */
  readonly #portraits = new Map<string, string | null>();
  readonly #faces = new Map<string, string | null>();
  /** Addresses in this page, by the picture that they are of; null while it is on its way, or cannot be had. */
  readonly #drawn = new Map<string, string | null>();
  readonly #stop: () => void;
  #looking: Promise<void> | null = null;
  #again = false;
  #closed = false;

  constructor(sources: Sources, campaign: string, scene: Scene) {
    this.#sources = sources;
    this.#campaign = campaign;
    this.#scene = scene;
    this.#stop = effect(() => {
      if (scene.view.value !== null) this.#follow();
    });
  }

  /** Asks which pictures there are now, and gets those that are new. */
  look(): void {
    if (this.#looking !== null) {
      this.#again = true;
      return;
    }
    this.#looking = this.#ask().finally(() => {
      this.#looking = null;
      if (!this.#again || this.#closed) return;
      this.#again = false;
      this.look();
    });
  }

  close(): void {
    this.#closed = true;
    this.#stop();
    this.#scene.portraits.value = new Map();
    this.#scene.faces.value = new Map();
    for (const address of this.#drawn.values()) if (address !== null) URL.revokeObjectURL(address);
  }

  /** Somebody new is in sight: is there a picture of them? */
  #follow(): void {
    const { characters, people } = this.#inSight();
    const unknown = characters.some((id) => !this.#portraits.has(id));
    if (unknown || people.some((id) => !this.#faces.has(id))) this.look();
    else this.#draw();
  }

  #inSight(): { readonly characters: readonly string[]; readonly people: readonly string[] } {
    const view = this.#scene.view.peek();
    const creatures = Object.values(view?.creatures ?? {});
    return {
      characters: creatures.flatMap(({ character }) => (character === "" ? [] : [character])),
      people: Object.values(view?.seats ?? {}).flatMap(({ user, left }) => (left ? [] : [user])),
    };
  }

  async #ask(): Promise<void> {
    const { characters, people } = this.#inSight();
    const { api } = this.#sources;
    try {
      const [sheets, players] = await Promise.all([
        api.characters(this.#campaign),
        api.players(this.#campaign),
      ]);
      for (const { id, imageId } of sheets) this.#portraits.set(id, imageId);
      for (const { userId, avatarUrl } of players) this.#faces.set(userId, avatarUrl);
    } catch {
      // Without pictures the table is what it was; the next look may find them.
    }
    // Who is on neither list, being put away meanwhile, is not asked about again.
    for (const id of characters) if (!this.#portraits.has(id)) this.#portraits.set(id, null);
    for (const id of people) if (!this.#faces.has(id)) this.#faces.set(id, null);
    for (const [picture, address] of this.#drawn) if (address === null) this.#drawn.delete(picture);
    this.#draw();
  }

  #draw(): void {
    if (this.#closed) return;
    const { characters, people } = this.#inSight();
    const { catalog, people: accounts } = this.#sources;
    const portraits = this.#shown(characters, this.#portraits, (id) => catalog.portrait(id, 256));
    const faces = this.#shown(people, this.#faces, (id) => accounts.picture(id, 64));
    if (!same(this.#scene.portraits.peek(), portraits)) this.#scene.portraits.value = portraits;
    if (!same(this.#scene.faces.peek(), faces)) this.#scene.faces.value = faces;
  }

  /** What can be drawn of these; the rest is sent for. */
  #shown(
    whose: readonly string[],
    pictures: ReadonlyMap<string, string | null>,
    get: (id: string) => Promise<Blob>,
  ): Shown {
    const shown = new Map<string, string>();
    for (const id of whose) {
      const picture = pictures.get(id) ?? null;
      if (picture === null) continue;
      const key = `${id} ${picture}`;
      const address = this.#drawn.get(key);
      if (address === undefined) void this.#get(key, get(id));
      else if (address !== null) shown.set(id, address);
    }
    return shown;
  }

  async #get(key: string, coming: Promise<Blob>): Promise<void> {
    this.#drawn.set(key, null);
    try {
      const blob = await coming;
      if (this.#closed) return;
      this.#drawn.set(key, URL.createObjectURL(blob));
      this.#draw();
    } catch {
      // Taken off again, or not for this person: their initials stand.
    }
  }
}

const same = (a: Shown, b: Shown): boolean =>
  a.size === b.size && [...a].every(([id, address]) => b.get(id) === address);

/** Sends a file as a private picture and gives it its use; when that is refused, the picture goes too. */
async function sendPicture(
  { catalog }: Sources,
  file: File,
  description: string,
  use: (image: string) => Promise<void>,
): Promise<void> {
  if (file.size > LIMITS.pictureBytes) {
    const mebibytes = (bytes: number): string => `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MiB`;
    throw new Error(
      `${file.name} has ${mebibytes(file.size)}; ${mebibytes(LIMITS.pictureBytes)} are taken at most.`,
    );
  }
  // The server goes by what is in a file; a type of text would have it read as such.
  const bytes = file.type.startsWith("image/") ? file : new Blob([file]);
  const { id } = await catalog.upload(bytes, { visibility: "PRIVATE", description });
  try {
    await use(id);
  } catch (error) {
    await catalog.removeImage(id).catch(() => undefined);
    throw error;
  }
  picturesChanged.value += 1;
}

/** Makes a file the portrait of one's own character. */
export const sendPortrait = (
  sources: Sources,
  { character, name }: { readonly character: string; readonly name: string },
  file: File,
): Promise<void> =>
  sendPicture(sources, file, `Portrait of ${name}`, (image) => sources.catalog.setPortrait(character, image));

/** Makes a file one's own profile picture. */
export const sendFace = (sources: Sources, file: File): Promise<void> =>
  sendPicture(sources, file, "Profile picture", (image) => sources.people.setPicture(image));
