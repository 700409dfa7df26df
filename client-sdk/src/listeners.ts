/** Takes a listener; the returned function takes it away again. */
export type Subscribe<Value> = (listener: (value: Value) => void) => () => void;

/** Who wants to hear of something. A listener that throws does not keep the others from hearing. */
export class Listeners<Value> {
  readonly #all = new Set<(value: Value) => void>();

  /** True when somebody listens. */
  get any(): boolean {
    return this.#all.size > 0;
  }

  readonly on: Subscribe<Value> = (listener) => {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  };

  tell(value: Value): void {
    for (const listener of [...this.#all]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
