import type { Client } from "@colyseus/core";
import { type Schema, StateView } from "@colyseus/schema";
import type { SeatView } from "../rules/view.ts";
import { mirror, schemaOf } from "./mirror.ts";
import { TableState } from "./schema/classes.ts";

/** The state of a room on the wire: a subtree for each seat that somebody looks through. */
export class Stage<Key extends string> {
  readonly state = new TableState();
  readonly #nodes = new Map<Key, Schema>();

  /** Shows a seat's subtree to this client, and nothing else. */
  seat(client: Client, key: Key, view: SeatView): void {
    const known = this.#nodes.get(key);
    const node = known ?? schemaOf(view);
    if (known === undefined) {
      this.#nodes.set(key, node);
      this.state.seats.set(key, node);
    } else mirror(known, view);
    client.view = new StateView();
    client.view.add(node);
  }

  /** Brings every subtree to the newest view. */
  update(viewOf: (key: Key) => SeatView): void {
    for (const [key, node] of this.#nodes) mirror(node, viewOf(key));
  }

  remove(key: Key): void {
    if (this.#nodes.delete(key)) this.state.seats.delete(key);
  }
}
