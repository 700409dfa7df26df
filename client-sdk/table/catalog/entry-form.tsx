import { type Signal, signal, useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { type CatalogEntry, type CatalogFields, type CatalogKind, LIMITS } from "../../src/index.ts";
import { Field, type Form, Send, TextField, useForm } from "../form.tsx";
import { skald } from "../person.ts";
import { Joined } from "./joined.tsx";
import { KINDS, type KindField, plain, VISIBILITIES } from "./kinds.ts";
import { PictureField } from "./picture-field.tsx";

type Written = Readonly<Record<string, unknown>>;

/** What its maker writes of an entry, a new one or one that is there. */
export function EntryForm({
  kind,
  entry,
  onSaved,
}: {
  kind: CatalogKind;
  entry: CatalogEntry | null;
  onSaved: (now: CatalogEntry) => void;
}) {
  const { fields, one } = KINDS[kind];
  const now: Written = entry ?? {};
  const joins = useMemo(
    () =>
      new Map(
        fields
          .filter(({ as }) => as === "joined")
          .map(({ name }) => [
            name,
            signal(Array.isArray(now[name]) ? (now[name] as readonly string[]) : []),
          ]),
      ),
    [entry],
  );
  const picture = useSignal<string | null>(typeof now.imageId === "string" ? now.imageId : null);
  const form = useForm(async (text) => {
    const body = {
      ...Object.fromEntries(
        fields.flatMap((field) => {
          const value = writtenIn(field, text, joins);
          return value === undefined ? [] : [[field.name, value]];
        }),
      ),
      ...(kind === "tags" ? {} : { imageId: picture.value }),
      name: text("name"),
      description: text("description").trim() === "" ? null : text("description").trim(),
      visibility: text("visibility"),
    } as unknown as Partial<CatalogFields[CatalogKind]> & { readonly name: string };
    const saved =
      entry === null
        ? await skald.catalog.create(kind, body)
        : await skald.catalog.change(kind, entry.id, body);
    // Whoever sees the entry sees its picture, and nobody else.
    if (picture.value !== null)
      await skald.catalog.changeImage(picture.value, { visibility: saved.visibility });
    onSaved(saved);
  });
  return (
    <form onSubmit={form.onSubmit}>
      <Field
        form={form}
        name="name"
        label="Name"
        required
        maxLength={LIMITS.nameLength}
        defaultValue={entry?.name ?? ""}
      />
      <TextField
        form={form}
        name="description"
        label="Description"
        maxLength={8000}
        defaultValue={entry?.description ?? ""}
      />
      <label class="short">
        Who sees it
        <select name="visibility" defaultValue={entry?.visibility ?? "PRIVATE"}>
          {VISIBILITIES.map(([value, words]) => (
            <option key={value} value={value} selected={value === (entry?.visibility ?? "PRIVATE")}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {kind !== "tags" && <PictureField image={picture} about={one} />}
      <Numbers form={form} fields={fields} now={now} />
      {fields.map((field) => {
        const ids = joins.get(field.name);
        return field.as === "joined" && ids !== undefined ? (
          <Joined key={field.name} label={field.label} of={field.of} ids={ids} />
        ) : null;
      })}
      <Send form={form}>{entry === null ? `Make this ${one}` : "Save"}</Send>
    </form>
  );
}

function Numbers({ form, fields, now }: { form: Form; fields: readonly KindField[]; now: Written }) {
  const shown = fields.filter(({ as }) => as !== "joined");
  if (shown.length === 0) return null;
  return (
    <div>
      <p class="hint">A number that is left empty is the usual one.</p>
      <div class="scores facts">
        {shown.map((field) => (
          <Fact key={field.name} form={form} field={field} now={now[field.name]} />
        ))}
      </div>
    </div>
  );
}

function Fact({ form, field, now }: { form: Form; field: KindField; now: unknown }) {
  const mistake = form.mistakes.value[field.name];
  const id = `of-${field.name}`;
  const told =
    mistake === undefined ? null : (
      <p id={id} class="mistake">
        {mistake}
      </p>
    );
  if (field.as === "check")
    return (
      <label class="check">
        <input type="checkbox" name={field.name} defaultChecked={now === true} />
        {field.label}
      </label>
    );
  if (field.as === "select")
    return (
      <label>
        {field.label}
        <select name={field.name}>
          {field.options.map((option) => (
            <option key={option} value={option} selected={option === (now ?? field.options[0])}>
              {plain(option)}
            </option>
          ))}
        </select>
      </label>
    );
  if (field.as !== "number") return null;
  return (
    <div class="field">
      <label>
        {field.label}
        <input
          type="number"
          name={field.name}
          min={field.min}
          max={field.max}
          step={field.step ?? 1}
          aria-invalid={mistake !== undefined}
          aria-describedby={id}
          defaultValue={typeof now === "number" ? String(now) : ""}
        />
      </label>
      {told}
    </div>
  );
}

/** undefined: left to the server. */
function writtenIn(
  field: KindField,
  text: (name: string) => string,
  joins: ReadonlyMap<string, Signal<readonly string[]>>,
): unknown {
  const written = text(field.name);
  switch (field.as) {
    case "check":
      return written === "on";
    case "select":
      return written;
    case "joined":
      return joins.get(field.name)?.value;
    case "number":
      if (written === "") return field.empty === true ? null : undefined;
      return Number(written);
  }
}
