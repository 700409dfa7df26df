/** A live table as the page works it: the scene, what is being aimed, and what a click or a key comes to. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type {
  Answer,
  ConnectionChange,
  CreatureView,
  Request,
  SeatView,
  Square,
  Table,
} from "../src/index.ts";
import { tellRefusal } from "./notices.tsx";
import { feetBetween, Scene } from "./scene.ts";
import { type Way, waysFor } from "./ways.ts";

/** Talk and the table's own business are no acts. */
const TALK: readonly string[] = [
  "said",
  "undone",
  "dice-contributed",
  "creature-added",
  "turn-ended",
  "appeal-made",
  "appeal-answered",
  "ruling-made",
];
const isAct = (kind: string | undefined): boolean => kind !== undefined && !TALK.includes(kind);

/** An attack that was picked and waits for its target. */
export type Aim = { readonly by: string; readonly attack: string };

export class Play {
  readonly scene = new Scene();
  readonly connection = signal<ConnectionChange>({ status: "connecting" });
  readonly aim = signal<Aim | null>(null);
  /** True from a command's sending to its answer. */
  readonly busy = signal(false);
  readonly table: Table;

  readonly requests: ReadonlySignal<readonly Request[]> = computed(() =>
    Object.values(this.scene.view.value?.requests ?? {}),
  );
  /** True when the acting creature may take its turn now. */
  readonly myTurn: ReadonlySignal<boolean> = computed(() => {
    const view = this.scene.view.value;
    const acting = this.scene.acting.value;
    if (view === null || acting === null || view.session.status !== "active" || view.waiting) return false;
    return view.encounter === null || view.encounter.turn === acting.id;
  });
  readonly ways: ReadonlySignal<ReadonlyMap<number, Way>> = computed(() => {
    const view = this.scene.view.value;
    const acting = this.scene.acting.value;
    if (view === null || acting === null || !this.myTurn.value || this.placing.value) return new Map();
    return waysFor(view, acting, view.encounter === null ? acting.speedFeet : acting.movementLeftFeet);
  });
  readonly targets: ReadonlySignal<ReadonlySet<string> | null> = computed(() => {
    const aim = this.aim.value;
    if (aim === null) return null;
    return new Set(this.targetsOf(aim).flatMap(({ creature, why }) => (why === null ? [creature.id] : [])));
  });
  /** Outside a fight the DM puts creatures where they belong. */
  readonly placing: ReadonlySignal<boolean> = computed(() => {
    const view = this.scene.view.value;
    return view?.role === "dm" && view.encounter === null && this.scene.selected.value !== null;
  });

  constructor(table: Table) {
    this.table = table;
    table.onView((view) => this.#show(view));
    table.onFeed((entry) => this.scene.tell(entry));
    table.onConnection((change) => {
      this.connection.value = change;
    });
    this.connection.value = table.connection;
  }

  /** Whom an attack could be aimed at, with why not in words where one can see that it will not do. */
  targetsOf({
    by,
    attack,
  }: Aim): readonly { creature: CreatureView; feet: number | null; why: string | null }[] {
    const attacker = this.scene.creature(by);
    const weapon = attacker?.attacks.find(({ name }) => name === attack);
    if (attacker === null || weapon === undefined) return [];
    const reach = Math.max(weapon.reachFeet, weapon.longFeet);
    return this.scene.creatures.value
      .filter((creature) => creature.side !== attacker.side && creature.health !== "dead")
      .map((creature) => {
        const feet = feetBetween(attacker, creature);
        const far = feet !== null && feet > reach;
        return { creature, feet, why: far ? `${feet} ft away, reaches ${reach} ft` : null };
      });
  }

  async send(answer: Promise<Answer>): Promise<void> {
    this.busy.value = true;
    await tellRefusal(answer);
    this.busy.value = false;
  }

  pick(attack: string): void {
    const by = this.scene.acting.value?.id;
    if (by === undefined) return;
    this.aim.value = this.aim.value?.attack === attack && this.aim.value.by === by ? null : { by, attack };
  }

  attack(target: string): void {
    const aim = this.aim.value;
    if (aim === null) return;
    this.aim.value = null;
    void this.send(this.table.attack({ by: aim.by, with: aim.attack, target }));
  }

  onCreature(creature: CreatureView): void {
    if (this.aim.value === null) this.scene.selected.value = creature.id;
    else if (creature.id === this.aim.value.by) this.aim.value = null;
    else this.attack(creature.id);
  }

  onSquare(square: Square, way: Way | null): void {
    if (this.aim.value !== null) {
      this.aim.value = null;
      return;
    }
    const { selected, acting } = this.scene;
    if (this.placing.value && selected.value !== null) {
      void this.send(this.table.dm.place({ creature: selected.value, at: square }));
      return;
    }
    if (way !== null && acting.value !== null)
      void this.send(this.table.move({ by: acting.value.id, path: way.path }));
    else selected.value = null;
  }

  onStep(dx: number, dy: number): void {
    const acting = this.scene.acting.value;
    if (acting === null || acting.x < 0 || this.busy.value) return;
    const to: Square = [acting.x + dx, acting.y + dy];
    void this.send(
      this.placing.value && this.scene.selected.value === acting.id
        ? this.table.dm.place({ creature: acting.id, at: to })
        : this.table.move({ by: acting.id, path: [to] }),
    );
  }

  onKey(key: string): void {
    if (key === "Escape") this.aim.value = null;
    else if (key.toLowerCase() === "e" && this.myTurn.value) this.endTurn();
    else if (/^[1-9]$/.test(key)) {
      const attack = this.scene.acting.value?.attacks[Number(key) - 1];
      if (attack !== undefined && this.myTurn.value) this.pick(attack.name);
    }
  }

  /** The own decision that could be taken back: the newest of this turn. */
  takeBackTo(): number | null {
    const turn = this.scene.lastEntry(({ event }) => event?.kind === "turn-started")?.sequence ?? 0;
    const own = this.scene.lastEntry(({ commandId, event }) => commandId !== undefined && isAct(event?.kind));
    return own === null || own.sequence < turn ? null : own.sequence - 1;
  }

  takeBack(): void {
    const toSequence = this.takeBackTo();
    if (toSequence !== null) void this.send(this.table.undo({ toSequence, reason: "taken back" }));
  }

  /** For the DM: to where the present turn began, perhaps as a ruling wants it. */
  takeBackTurn(because?: number): void {
    const turn = this.scene.lastEntry(({ event }) => event?.kind === "turn-started");
    const last = this.scene.story.at(-1)?.sequence ?? 0;
    if (turn !== null && turn.sequence < last)
      void this.send(
        this.table.undo({
          toSequence: turn.sequence,
          reason: "back to the start of the turn",
          ...(because === undefined ? {} : { because }),
        }),
      );
  }

  endTurn(): void {
    const acting = this.scene.acting.value;
    if (acting === null) return;
    this.aim.value = null;
    void this.send(this.table.endTurn({ by: acting.id }));
  }

  #show(view: SeatView): void {
    this.scene.show(view);
    const aim = this.aim.value;
    if (aim !== null && view.encounter !== null && view.encounter.turn !== aim.by) this.aim.value = null;
  }
}
