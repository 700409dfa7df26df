import type { Clock } from "./ports.ts";

/** It took longer than it may. What was started goes on; nobody waits for it any more. */
export class TooSlow extends Error {
  override readonly name = "TooSlow";
}

/** The result, or TooSlow after `ms` by this clock. */
export function within<T>(clock: Clock, ms: number, what: string, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new TooSlow(`${what} took longer than ${ms} ms`)));
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
}
