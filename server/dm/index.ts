import type { DungeonMaster } from "../../rooms/ports.ts";
import { attendTable } from "./attendance.ts";
import type { DungeonMasterOptions } from "./settings.ts";

export type { DungeonMasterOptions, ModelSettings, Pace } from "./settings.ts";

/**
 * The dungeon master: reads what players write, plays the monsters that nobody plays, and tells what happened.
 * With a model it speaks in the model's words where the audit lets them pass; whenever the model is slow, down
 * or wrong, and without one always, it speaks in its own. The state of a session is the same either way.
 */
export async function dungeonMaster(options: DungeonMasterOptions): Promise<DungeonMaster> {
  if (options.model === undefined) return { attend: (table) => attendTable(table, options, null) };
  // Without a model its client is not even loaded: it is as large as all of the rules.
  const { Model, modelReader, modelVoice } = await import("./model/index.ts");
  const model = new Model(options.model, options);
  return {
    attend(table) {
      const leaving = new AbortController();
      const budget = model.budget();
      const attendance = attendTable(table, options, {
        voice: modelVoice(model, budget, options.meter),
        reader: modelReader(model, budget, leaving.signal),
      });
      return {
        committed: (events, state) => attendance.committed(events, state),
        close() {
          leaving.abort();
          return attendance.close();
        },
      };
    },
  };
}
