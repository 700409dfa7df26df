/** A change of the view in words: `Kara Holt: hp 9 → 4`. */
import type { Change } from "../src/index.ts";

const LONGEST = 48;

export function changeWords({ path, before, after }: Change, nameOf: (id: string) => string): string {
  const [area = "", id = "", ...rest] = path.slice(1).split("/");
  const named = nameOf(id);
  if (area === "creatures" && rest.length === 0) {
    const who = nameIn(after) ?? nameIn(before) ?? named;
    return after === null ? `${who}: out of sight` : `${who}: in sight`;
  }
  const isNamed = area === "creatures" || area === "seats";
  const what = isNamed ? `${named}: ${rest.join(" ")}` : [area, id, ...rest].filter(Boolean).join(" ");
  return `${what} ${shown(before, nameOf)} → ${shown(after, nameOf)}`;
}

const nameIn = (value: unknown): string | null =>
  typeof value === "object" && value !== null && "name" in value && typeof value.name === "string"
    ? value.name
    : null;

function shown(value: unknown, nameOf: (id: string) => string): string {
  if (value === null || value === "") return "none";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (typeof value === "string") return nameOf(value);
  if (Array.isArray(value))
    return value.length === 0 ? "none" : cut(value.map((item) => shown(item, nameOf)).join(", "));
  const name = nameIn(value);
  return name ?? cut(JSON.stringify(value));
}

const cut = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`);
