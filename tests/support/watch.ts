import type { Table } from "../../client-sdk/src/table.ts";

/** Waits until something is so at a table, looking again at each view and feed entry. @throws after `withinMs`. */
export function until<Value>(
  table: Table,
  look: () => Value | undefined | false | null,
  what: string,
  withinMs = 15_000,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const ends: (() => void)[] = [];
    const finish = (act: () => void) => {
      clearTimeout(timer);
      for (const end of ends) end();
      act();
    };
    const again = () => {
      const value = look();
      if (value !== undefined && value !== false && value !== null) finish(() => resolve(value));
    };
    const timer = setTimeout(() => finish(() => reject(new Error(`waited in vain: ${what}`))), withinMs);
    ends.push(table.onView(again), table.onFeed(again), table.onConnection(again));
    again();
  });
}
