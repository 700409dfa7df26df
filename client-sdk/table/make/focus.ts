/** Leads whoever wanted to go on to the first thing that is open. */
export function focusField(field: string | undefined): void {
  if (field === undefined) return;
  const places = [...document.querySelectorAll<HTMLElement>("[data-field]")];
  const place =
    places.find((one) => one.dataset.field === field) ??
    places.findLast((one) => field.startsWith(`${one.dataset.field}.`));
  const control = place?.matches("input")
    ? place
    : place?.querySelector<HTMLElement>("input, select, button");
  control?.focus();
  place?.scrollIntoView({ block: "center" });
}
