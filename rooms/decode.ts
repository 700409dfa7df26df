import type { WireCommand } from "../client-sdk/src/protocol.ts";
import type { Command } from "../rules/command.ts";
import { monsterSpec } from "../rules/content/index.ts";
import { type CommandId, characterId, commandId, creatureId } from "../rules/ids.ts";
import { ok, type Result, reject } from "../rules/result.ts";
import { payloadHashOf } from "./chain.ts";
import { matterOf } from "./matter.ts";
import type { Characters, DiceSecrets, EventLog, Randomness, Sitter } from "./ports.ts";
import { commandMessage } from "./wire-command.ts";

/** A command as somebody sent it: well-formed, not yet judged. */
export type Intent = {
  readonly commandId: CommandId;
  readonly wire: WireCommand;
  /** Tells a resend from another command under the same id. */
  readonly payloadHash: string;
};

/** Deeper than any message of the protocol. */
const DEEPEST = 8;
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Plain JSON and nothing else: no dates, buffers, maps or big numbers of msgpack, no key that reaches a prototype. */
export function isPlain(value: unknown, depth = 0): boolean {
  if (depth > DEEPEST) return false;
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth + 1));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.entries(value).every(([key, item]) => !FORBIDDEN_KEYS.has(key) && isPlain(item, depth + 1));
}

/** Reads a `command` message. Whatever it does not know, it refuses. */
export function decodeCommand(message: unknown): Result<Intent> {
  if (!isPlain(message)) return reject("malformed", "The message is not plain JSON.");
  const read = commandMessage.safeParse(message);
  if (!read.success) return reject("malformed", describe(read.error));
  const { commandId: id, command } = read.data;
  return ok({ commandId: commandId(id), wire: command, payloadHash: payloadHashOf(command) });
}

/** The id of a message that could not be read, so that its sender can be told; "" when even that is not there. */
export function commandIdOf(message: unknown): string {
  if (typeof message !== "object" || message === null || !("commandId" in message)) return "";
  const { commandId: id } = message;
  return typeof id === "string" ? id.slice(0, 64) : "";
}

/** Names where it is wrong, and never repeats what was sent. */
function describe(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const issue = error.issues[0];
  if (issue === undefined) return "The message cannot be read.";
  const where = issue.path.map(String).join(".").slice(0, 80);
  return `${where === "" ? "message" : where}: ${issue.message.slice(0, 160)}`;
}

export type IntentPorts = {
  readonly log: EventLog;
  readonly characters: Characters;
  readonly secrets: DiceSecrets;
  readonly randomness: Randomness;
};

/** Turns what a client may send into what the engine decides: looks up monsters, characters, secrets and events. */
export async function engineCommand(
  wire: WireCommand,
  sitter: Sitter,
  session: Parameters<DiceSecrets["reveal"]>[0],
  ports: IntentPorts,
): Promise<Result<Command>> {
  switch (wire.do) {
    case "add-monster": {
      const spec = monsterSpec(wire.monster, {
        id: creatureId(ports.randomness.uuid()),
        ...(wire.name === undefined ? {} : { name: wire.name }),
        side: wire.side ?? "foes",
        at: wire.at ?? null,
        concealed: wire.concealed ?? false,
        notes: wire.notes ?? "",
      });
      return spec.ok ? ok({ do: "add-creature", creature: spec.value }) : spec;
    }
    case "bring-character": {
      const character = characterId(wire.character);
      const spec = await ports.characters.creature(character, sitter.user, sitter.seat);
      if (spec === null) return reject("not-your-creature", "You have no such character.");
      const creature = wire.at === undefined ? spec : { ...spec, at: wire.at };
      return ok({ do: "join-character", creature, character });
    }
    case "appeal": {
      const about = await matterOf(ports.log, session, wire.about, sitter);
      return about.ok ? ok({ ...wire, about: about.value }) : about;
    }
    case "rule": {
      if (wire.about === undefined) return ok({ ...wire, about: null });
      const about = await matterOf(ports.log, session, wire.about, sitter);
      return about.ok ? ok({ ...wire, about: about.value }) : about;
    }
    case "end-session": {
      const { open } = await ports.secrets.reveal(session);
      return ok({ do: "end-session", diceSecret: open });
    }
    default:
      // The other commands are the engine's own, with their ids still plain text.
      return ok(wire as Command);
  }
}
