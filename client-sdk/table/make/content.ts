import type { Content } from "../../src/index.ts";
import { skald } from "../person.ts";

const asked = new Map<keyof Content, Promise<unknown>>();

/** What the SRD has, asked for once a visit. */
export function content<What extends keyof Content>(what: What): Promise<Content[What]> {
  const before = asked.get(what) as Promise<Content[What]> | undefined;
  if (before !== undefined) return before;
  const answer = skald.characters.content(what);
  asked.set(what, answer);
  answer.catch(() => asked.delete(what));
  return answer;
}
