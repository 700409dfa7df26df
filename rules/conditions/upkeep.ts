import type { Resolution } from "../resolve/resolution.ts";

/** What ends by itself as soon as its ground is gone. */
export function upkeep(_run: Resolution): void {}
