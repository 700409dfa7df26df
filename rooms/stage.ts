import type { Client } from "@colyseus/core";
import { StateView } from "@colyseus/schema";
import type { SeatView } from "../rules/view.ts";
import { SeatMirror } from "./mirror.ts";
import { TableState } from "./schema/classes.ts";

/** The state of a room on the wire: a subtree for each seat that somebody looks through. */
export class Stage<Key extends string> {
  readonly state = new TableState();
  readonly #mirrors = new Map<Key, SeatMirror>();

  /** Shows a seat's subtree to this client, and nothing else. */
  seat(client: Client, key: Key, view: SeatView): void {
    const known = this.#mirrors.get(key);
    const mirror = known ?? new SeatMirror(view);
    if (known === undefined) {
      this.#mirrors.set(key, mirror);
      this.state.seats.set(key, mirror.node);
    } else known.show(view);
    client.view = new StateView();
    client.view.add(mirror.node);
  }

  /** Brings every subtree to the newest view. */
  update(viewOf: (key: Key) => SeatView): void {
    for (const [key, mirror] of this.#mirrors) mirror.show(viewOf(key));
  }

  remove(key: Key): void {
    if (this.#mirrors.delete(key)) this.state.seats.delete(key);
  }
}
