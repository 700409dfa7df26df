import type { StoredEvent } from "../rules/log.ts";
import type { State } from "../rules/state.ts";
import type { Attendance, DungeonMaster, Table } from "./ports.ts";

/** The dungeon master's mind at one table. Whatever fails in it stays there: the table plays on. */
export class Attending {
  readonly #report: (error: unknown, message: string) => void;
  #attendance: Attendance | null = null;

  constructor(report: (error: unknown, message: string) => void) {
    this.#report = report;
  }

  /** Sits down. What the log already tells comes first, so that nothing is told twice. */
  begin(
    dungeonMaster: DungeonMaster | null,
    table: Table,
    records: readonly StoredEvent[],
    state: State,
  ): void {
    try {
      this.#attendance = dungeonMaster?.attend(table) ?? null;
    } catch (error) {
      this.#report(error, "the dungeon master did not come");
    }
    this.tell(records, state);
  }

  /** Newly committed records; none when only who is there has changed. */
  tell(records: readonly StoredEvent[], state: State): void {
    try {
      this.#attendance?.committed(records, state);
    } catch (error) {
      this.#report(error, "the dungeon master failed");
    }
  }

  async end(): Promise<void> {
    const attendance = this.#attendance;
    this.#attendance = null;
    try {
      await attendance?.close();
    } catch (error) {
      this.#report(error, "the dungeon master did not leave");
    }
  }
}
