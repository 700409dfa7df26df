import type { Explained } from "../../src/index.ts";
import { signed } from "../make/words.ts";

/** A number that says on demand what it is made of. */
export function Reasoned({
  name,
  number,
  shown,
  wide = false,
}: {
  name: string;
  number: Explained;
  /** How it is written, where it is not the bare total. */
  shown?: string;
  wide?: boolean;
}) {
  return (
    <details class={wide ? "number wide" : "number"}>
      <summary>
        <span class="name">{name}</span> <strong>{shown ?? number.total}</strong>
      </summary>
      <ul>
        {number.parts.map(({ value, why }) => (
          <li key={why + value}>
            <span>{signed(value)}</span> {why}
          </li>
        ))}
      </ul>
    </details>
  );
}
