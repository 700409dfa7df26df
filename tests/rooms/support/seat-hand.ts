import type { WireCommand } from "../../../client-sdk/src/protocol.ts";
import { decodeCommand } from "../../../rooms/decode.ts";
import type { LiveSession } from "../../../rooms/live-session.ts";
import type { Reply, Sitter } from "../../../rooms/ports.ts";
import type { SeatView } from "../../../rules/view.ts";
import type { Hand } from "./fight.ts";

/** Somebody at a live session without a socket between. */
export class SeatHand implements Hand {
  readonly sitter: Sitter;
  live: LiveSession;
  #commands = 0;

  constructor(live: LiveSession, sitter: Sitter) {
    this.live = live;
    this.sitter = sitter;
  }

  static async sit(live: LiveSession, sitter: Sitter): Promise<SeatHand> {
    const { seat, user, name, role } = sitter;
    await live.submit({ kind: "system" }, { do: "take-seat", seat, user, name, role });
    live.connected(seat, true);
    return new SeatHand(live, sitter);
  }

  get view(): SeatView {
    return this.live.view(this.sitter.seat);
  }

  async command(command: WireCommand, commandId = `${this.sitter.name}-${++this.#commands}`): Promise<Reply> {
    const intent = decodeCommand({ commandId, command });
    if (!intent.ok) throw new Error(intent.rejection.detail);
    return this.live.send(this.sitter, intent.value);
  }

  async accepted(command: WireCommand, commandId?: string): Promise<number> {
    const reply = await this.command(command, commandId);
    if (reply.outcome !== "accepted") throw new Error(`${command.do}: ${JSON.stringify(reply)}`);
    return reply.sequence;
  }
}
