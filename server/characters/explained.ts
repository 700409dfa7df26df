/** Every number of a character with its reasons: of its sheet, and of what stands beside it in the catalog. */
import { type Beside, NOTHING_BESIDE } from "../../db/catalog/beside.ts";
import { gearItem, type Sheet } from "../../rules/content/index.ts";
import { type ExplainedSheet, explainSheet } from "../../rules/creation/index.ts";
import { withGifts } from "../../rules/creatures/gifts.ts";
import { levelOf } from "../../rules/creatures/sheet.ts";
import { familiarNames, giftsOf, itemsWearing } from "../adapters/worn.ts";

export function explain(sheet: Sheet, beside: Beside = NOTHING_BESIDE): ExplainedSheet {
  const items = (sheet.equipment ?? []).map((entry, index) => gearItem(entry, `item-${index + 1}`));
  return explainSheet(
    withGifts(sheet, giftsOf(beside, levelOf(sheet))),
    itemsWearing(items, beside.worn, "item"),
    familiarNames(beside.worn),
  );
}
