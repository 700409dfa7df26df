/** A character sheet to print: one page without scripts, everything on it escaped. */
import type { Sheet } from "../../rules/content/index.ts";
import type { Explained, ExplainedSheet } from "../../rules/creation/index.ts";
import { ABILITY_NAMES } from "../../rules/creatures/abilities.ts";
import { ABILITIES, SKILLS, type Skill } from "../../rules/vocabulary.ts";

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");

const signed = (value: number): string => (value < 0 ? `−${-value}` : `+${value}`);
const why = ({ parts }: Explained): string =>
  parts.map((part) => `${signed(part.value)} ${part.why}`).join(", ");

const STYLE = `
  body { font: 10pt/1.35 Georgia, serif; color: #111; max-width: 190mm; margin: 8mm auto; padding: 0 4mm; }
  h1 { margin: 0; font-size: 20pt; } h2 { font-size: 11pt; margin: 4mm 0 1mm; border-bottom: 1px solid #666; }
  table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: 0.6mm 2mm 0.6mm 0; vertical-align: top; }
  th { font-weight: 600; white-space: nowrap; } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .why { color: #555; font-size: 8.5pt; } .two { columns: 2; column-gap: 8mm; } section { break-inside: avoid; }
  @page { margin: 12mm; } @media print { body { margin: 0; } }`;

export type Printed = {
  readonly name: string;
  readonly notes: string | null;
  readonly currentHp: number;
  readonly sheet: Sheet;
  readonly explained: ExplainedSheet;
};

export function sheetPage({ name, notes, currentHp, sheet, explained }: Printed): string {
  const classes = sheet.classes.map(
    (one) => `${one.class} ${one.level}${one.subclass === undefined ? "" : ` (${one.subclass})`}`,
  );
  const race = sheet.choices?.subrace ?? sheet.race;
  const line = [race, classes.join(" / "), sheet.background].filter((one) => one !== undefined).join(" · ");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(name)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(name)}</h1><p>${escaped(line)}</p>
${section(
  "At a glance",
  numbers([
    ["Armor class", explained.armorClass],
    [`Hit points (${currentHp} now)`, explained.maxHp],
    ["Speed, feet", explained.speedFeet],
    ["Initiative", explained.initiative],
    ["Passive Perception", explained.passivePerception],
  ]),
)}
${section("Abilities", table(ABILITIES.map((one) => [ABILITY_NAMES[one], String(explained.abilities[one].score.total), signed(explained.abilities[one].modifier), `save ${signed(explained.saves[one].total)}`])))}
${section("Skills", `<div class="two">${table((Object.keys(SKILLS) as Skill[]).map((one) => [capital(one), signed(explained.skills[one].total)]))}</div>`)}
${section("Attacks", table(explained.attacks.map((one) => [one.name, signed(one.bonus.total), one.damage, why(one.bonus)])))}
${explained.casting.length === 0 ? "" : section("Spellcasting", `${table(explained.casting.map((one) => [one.class, `save DC ${one.saveDc.total}`, `attack ${signed(one.attack.total)}`, one.prepared === null ? `${one.known ?? 0} known` : `${one.prepared.total} prepared`]))}${slots(explained)}${list(spellNames(sheet))}`)}
${section("Equipment", list((sheet.equipment ?? []).map((one) => `${one.quantity !== undefined && one.quantity > 1 ? `${one.quantity} ` : ""}${one.item}${one.equipped ? " (equipped)" : ""}${one.attuned ? " (attuned)" : ""}`)))}
${section("Features", list(explained.features.map((one) => (one.values.uses === undefined ? one.name : `${one.name} (${one.values.uses})`))))}
${section("Languages and tools", list([...(sheet.languages ?? []), ...(sheet.tools ?? [])]))}
${notes === null || notes === "" ? "" : section("Notes", `<p>${escaped(notes).replaceAll("\n", "<br>")}</p>`)}
</body></html>
`;
}

const section = (title: string, body: string): string =>
  `<section><h2>${escaped(title)}</h2>${body}</section>`;

const table = (rows: readonly (readonly string[])[]): string =>
  `<table>${rows.map(([head = "", ...cells]) => `<tr><th>${escaped(head)}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("")}</table>`;

const numbers = (rows: readonly (readonly [string, Explained])[]): string =>
  `<table>${rows.map(([name, number]) => `<tr><th>${escaped(name)}</th><td class="n">${number.total}</td><td class="why">${escaped(why(number))}</td></tr>`).join("")}</table>`;

const list = (entries: readonly string[]): string =>
  entries.length === 0 ? "<p>–</p>" : `<p>${entries.map(escaped).join(", ")}</p>`;

const slots = ({ slots: { byLevel } }: ExplainedSheet): string =>
  `<p>Slots: ${escaped(
    Object.entries(byLevel)
      .map(([level, count]) => `level ${level}: ${count}`)
      .join(", ") || "none",
  )}</p>`;

const spellNames = (sheet: Sheet): readonly string[] =>
  (sheet.spells ?? []).map((one) => `${one.spell}${one.prepared ? "" : " (not prepared)"}`);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
