import type { CommandId } from "../rules/ids.ts";
import { type Rejection, type Result, reject } from "../rules/result.ts";
import type { Reply } from "./ports.ts";

export const accepted = (commandId: CommandId, sequence: number): Reply => ({
  outcome: "accepted",
  commandId,
  sequence,
});

export const pending = (commandId: CommandId): Reply => ({ outcome: "pending", commandId });

export const refused = (commandId: CommandId, rejection: Rejection): Reply => ({
  outcome: "rejected",
  commandId,
  rejection,
});

const rejection = (refusal: Result<never>): Rejection =>
  refusal.ok ? { code: "internal", detail: "" } : refusal.rejection;

export const AWAY = rejection(
  reject("unavailable", "The log cannot be reached. Nothing happened; try again."),
);
export const BUSY = rejection(reject("busy", "Too many commands wait at this table."));
export const BROKEN = rejection(reject("internal", "Something went wrong here; nothing happened."));
export const REUSED = rejection(reject("command-id-reused", "This id was used for another command."));
