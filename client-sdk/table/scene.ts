/** What the board, the strip and the log look at. The live table and the replay both fill it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { CreatureView, FeedEntry, SeatView, Square } from "../src/index.ts";

/** What a seat sees, and what it has been told. */
export class Scene {
  readonly view = signal<SeatView | null>(null);
  /** Grows in place; `told` says that it has. */
  readonly story: FeedEntry[] = [];
  readonly told = signal(0);
  /** The creature that is looked at or moved. */
  readonly selected = signal<string | null>(null);

  /** Addresses of pictures that this page holds: by character, and by person. */
  readonly portraits = signal<ReadonlyMap<string, string>>(new Map());
  readonly faces = signal<ReadonlyMap<string, string>>(new Map());

  readonly creatures: ReadonlySignal<readonly CreatureView[]> = computed(() =>
    Object.values(this.view.value?.creatures ?? {}).toSorted(byTurn(this.view.value)),
  );
  readonly turn: ReadonlySignal<CreatureView | null> = computed(() => {
    const turn = this.view.value?.encounter?.turn;
    return turn === undefined ? null : this.creature(turn);
  });
  /** The own creature that acts now: the one whose turn it is, else the selected one, else the first. */
  readonly acting: ReadonlySignal<CreatureView | null> = computed(() => {
    const mine = this.creatures.value.filter((creature) => creature.mine);
    const turn = this.turn.value;
    if (turn?.mine === true) return turn;
    return mine.find((creature) => creature.id === this.selected.value) ?? mine[0] ?? null;
  });

  /** Runs of the log that were taken back. */
  readonly #revoked: (readonly [from: number, to: number])[] = [];
  #due = false;

  tell(entry: FeedEntry): void {
    this.story.push(entry);
    const { event } = entry;
    if (event?.kind === "undone" && event.from !== undefined && event.to !== undefined)
      this.#revoked.push([event.from, event.to]);
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.told.value = this.story.length;
    });
  }

  creature(id: string | null | undefined): CreatureView | null {
    const creatures: Readonly<Record<string, CreatureView>> = this.view.value?.creatures ?? {};
    return id === null || id === undefined ? null : (creatures[id] ?? null);
  }

  /** A creature as the log calls it; one that was never seen is "something". */
  nameOf(id: string | null | undefined): string {
    return this.knownName(id ?? "") ?? "something unseen";
  }

  /** Null for what is no creature, or one that was never seen. */
  knownName(id: string): string | null {
    return this.creature(id)?.name ?? this.#named.get(id) ?? null;
  }

  /** True for what was told and taken back later. */
  isRevoked(sequence: number): boolean {
    return this.#revoked.some(([from, to]) => sequence >= from && sequence <= to);
  }

  /** The newest entry that still stands and fits; null when there is none. */
  lastEntry(fits: (entry: FeedEntry) => boolean): FeedEntry | null {
    return this.story.findLast((entry) => fits(entry) && !this.isRevoked(entry.sequence)) ?? null;
  }

  /** Keeps names of who has left the view, for the log. */
  show(view: SeatView): void {
    for (const creature of Object.values(view.creatures)) this.#named.set(creature.id, creature.name);
    this.view.value = view;
  }

  readonly #named = new Map<string, string>();
}

function byTurn(view: SeatView | null): (a: CreatureView, b: CreatureView) => number {
  const order = view?.encounter?.order.map((turn): string => turn.creature) ?? [];
  const place = (creature: CreatureView): number => {
    const at = order.indexOf(creature.id);
    return at === -1 ? order.length : at;
  };
  return (a, b) => place(a) - place(b) || Number(b.mine) - Number(a.mine) || a.name.localeCompare(b.name);
}

/** Feet between two creatures, by the square, from the nearest edges. */
export function feetBetween(a: CreatureView, b: CreatureView): number | null {
  if (a.x < 0 || b.x < 0) return null;
  const gap = (from: number, size: number, to: number, other: number): number =>
    Math.max(0, to - (from + size - 1), from - (to + other - 1));
  return Math.max(gap(a.x, a.squares, b.x, b.squares), gap(a.y, a.squares, b.y, b.squares)) * 5;
}

/** `C4`: columns by letters, rows by numbers from 1. */
export function squareName([x, y]: Square): string {
  let letters = "";
  for (let column = x; column >= 0; column = Math.floor(column / 26) - 1)
    letters = String.fromCharCode(65 + (column % 26)) + letters;
  return `${letters}${y + 1}`;
}

export const HEALTH_WORDS = {
  unhurt: "unhurt",
  wounded: "wounded",
  bloodied: "bloodied",
  down: "down",
  dying: "dying",
  stable: "stable",
  dead: "dead",
} as const;
