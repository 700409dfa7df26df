import type { RequestHandler } from "express";
import { HttpProblem } from "./problem.ts";

/** Nothing that is asked here goes deeper; what does is built to exhaust whoever walks it. */
const DEEPEST = 40;

/** Refuses text that Postgres cannot store (U+0000, halves of characters), and depth without end. */
export const plainData: RequestHandler = (request, _response, next) => {
  if (isPlain(request.body) && isPlain(request.query)) return next();
  next(
    new HttpProblem(400, "malformed", "The request holds text that cannot be kept, or is nested too deep."),
  );
};

/** Without recursion: the depth is what is in question. */
export function isPlain(value: unknown): boolean {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value === "string") {
      if (!storable(value)) return false;
    } else if (typeof value === "object" && value !== null) {
      if (depth >= DEEPEST) return false;
      for (const [name, part] of Object.entries(value)) {
        if (!storable(name)) return false;
        waiting.push({ value: part, depth: depth + 1 });
      }
    }
  }
  return true;
}

const storable = (text: string): boolean => text.isWellFormed() && !text.includes("\u0000");
