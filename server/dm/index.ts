import type { DungeonMaster } from "../../rooms/ports.ts";
import { attendTable } from "./attendance.ts";
import type { DungeonMasterOptions } from "./settings.ts";

export type { DungeonMasterOptions, ModelSettings, Pace } from "./settings.ts";

/**
 * The dungeon master: reads what players write, plays the monsters that nobody plays, and tells what happened.
 * With a model it speaks in the model's words where the audit lets them pass; whenever the model is slow, down
 * or wrong, and without one always, it speaks in its own. The state of a session is the same either way.
 */
export function dungeonMaster(options: DungeonMasterOptions): DungeonMaster {
  return { attend: (table) => attendTable(table, options, null) };
}
