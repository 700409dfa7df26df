/**
 * One spelling for a name, so that `Crossbow, light`, `Light Crossbow` and `light crossbow` are one weapon and
 * `Leather Armor` is `Leather`.
 */
export function nameKey(name: string): string {
  const text = name.toLowerCase().replaceAll(/[’']/g, "'").replaceAll(/\s+/g, " ").trim();
  const turned = /^([^,]+), ([^,]+)$/.exec(text);
  const straight = turned === null ? text : `${turned[2]} ${turned[1]}`;
  return straight.replace(/(?<=.) armor$/, "").replaceAll("-", " ");
}

/** Lower case with hyphens, for ids of features and resources: `Second Wind` is `second-wind`. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[’']/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
