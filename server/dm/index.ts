import type { DungeonMaster } from "../../rooms/ports.ts";
import { attendTable } from "./attendance.ts";
import { Model } from "./model/client.ts";
import { modelReader } from "./model/reader.ts";
import { modelVoice } from "./model/voice.ts";
import type { DungeonMasterOptions } from "./settings.ts";

export type { DungeonMasterOptions, ModelSettings, Pace } from "./settings.ts";

/**
 * The dungeon master: reads what players write, plays the monsters that nobody plays, and tells what happened.
 * With a model it speaks in the model's words where the audit lets them pass; whenever the model is slow, down
 * or wrong, and without one always, it speaks in its own. The state of a session is the same either way.
 */
export function dungeonMaster(options: DungeonMasterOptions): DungeonMaster {
  const model = options.model === undefined ? null : new Model(options.model, options);
  return {
    attend(table) {
      if (model === null) return attendTable(table, options, null);
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
