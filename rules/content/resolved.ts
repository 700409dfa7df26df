/** Traits of monsters that the engine plays by itself; every other one is listed as left to the DM. */
export const RESOLVED_TRAITS: ReadonlySet<string> = new Set([
  "nimble-escape",
  "pack-tactics",
  "undead-fortitude",
  "magic-resistance",
  "magic-weapons",
  "angelic-weapons",
  "hellish-weapons",
  "martial-advantage",
  "parry",
  "legendary-resistance",
  "legendary-actions",
  "sunlight-sensitivity",
  "sneak-attack",
  "reckless",
  "cunning-action",
  "regeneration",
]);
