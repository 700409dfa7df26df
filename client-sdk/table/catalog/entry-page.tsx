import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { CatalogEntry, CatalogKind } from "../../src/index.ts";
import { Twice } from "../form.tsx";
import { useLoaded } from "../loaded.ts";
import { attempt, notify } from "../notices.tsx";
import { moderates, person, skald } from "../person.ts";
import { go, linkTo } from "../route.ts";
import { EntryForm } from "./entry-form.tsx";
import { KINDS, plain } from "./kinds.ts";
import { Picture } from "./picture-field.tsx";

/** One thing of the catalog: its maker changes it, everybody else reads it. */
export function EntryPage({ kind, id }: { kind: CatalogKind; id: string }) {
  const { value, reload } = useLoaded(() => skald.catalog.get(kind, id));
  const entry = value.value;
  if (entry === null) return <p class="lead">Looking…</p>;
  const mine = entry.ownerId === person.value?.id;
  const remove = (): void =>
    void attempt(async () => {
      await skald.catalog.remove(kind, id);
      notify(`${entry.name} is gone.`, "good");
      go(`/catalog/${kind}`);
    });
  const withhold = (): void =>
    void attempt(async () => {
      await skald.catalog.withhold(kind, id, !entry.isWithheld);
      await reload();
    });
  return (
    <>
      <Back kind={kind} />
      <h1 class="page-title">{entry.name}</h1>
      {entry.isWithheld && (
        <p class="line">A moderator took this off the public shelf. Its maker alone still sees it.</p>
      )}
      <section class="card wide" aria-label={entry.name}>
        {mine ? (
          <EntryForm
            key={entry.updatedAt}
            kind={kind}
            entry={entry}
            onSaved={() => {
              notify("Saved.", "good");
              void reload();
            }}
          />
        ) : (
          <Read kind={kind} entry={entry} />
        )}
        <div class="buttons">
          {mine && <Twice ask="Delete it…" yes="Yes, delete it" onYes={remove} />}
          {moderates.value && (
            <button type="button" onClick={withhold}>
              {entry.isWithheld ? "Put it back on the shelf" : "Take it off the public shelf"}
            </button>
          )}
        </div>
      </section>
    </>
  );
}

export function NewEntryPage({ kind }: { kind: CatalogKind }) {
  const { one } = KINDS[kind];
  return (
    <>
      <Back kind={kind} />
      <h1 class="page-title">A new {one}</h1>
      <section class="card wide" aria-label={`A new ${one}`}>
        <EntryForm
          kind={kind}
          entry={null}
          onSaved={({ id, name }) => {
            notify(`${name} is made.`, "good");
            go(`/catalog/${kind}/${id}`);
          }}
        />
      </section>
    </>
  );
}

const Back = ({ kind }: { kind: CatalogKind }) => (
  <p class="crumbs">
    <a {...linkTo(`/catalog/${kind}`)}>Back to the shelf</a>
  </p>
);

function Read({ kind, entry }: { kind: CatalogKind; entry: CatalogEntry }) {
  const all: Readonly<Record<string, unknown>> = entry;
  const facts = KINDS[kind].fields.flatMap(({ as, name, label }): readonly (readonly [string, string])[] => {
    const value = all[name];
    if (as === "joined" || value === null || value === 0 || value === false || value === undefined) return [];
    return [[label, value === true ? "yes" : as === "select" ? plain(String(value)) : String(value)]];
  });
  const image = "imageId" in entry ? entry.imageId : null;
  return (
    <>
      {image !== null && <Picture image={image} alt={`Picture of ${entry.name}`} />}
      {entry.description !== null && <p class="prose">{entry.description}</p>}
      {facts.length > 0 && (
        <dl class="facts-read">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {KINDS[kind].fields.map((field) =>
        field.as === "joined" ? (
          <Names
            key={field.name}
            label={field.label}
            of={field.of}
            ids={all[field.name] as readonly string[]}
          />
        ) : null,
      )}
    </>
  );
}

function Names({ label, of, ids }: { label: string; of: CatalogKind; ids: readonly string[] }) {
  const names = useSignal<readonly (readonly [id: string, name: string])[]>([]);
  useEffect(() => {
    void Promise.all(
      ids.map((id) =>
        skald.catalog.get(of, id).then(
          ({ name }) => [[id, name] as const],
          // Hidden from this reader.
          () => [],
        ),
      ),
    ).then((all) => {
      names.value = all.flat();
    });
  }, []);
  if (names.value.length === 0) return null;
  return (
    <>
      <h3>{label}</h3>
      <ul class="listed">
        {names.value.map(([id, name]) => (
          <li key={id}>
            <a {...linkTo(`/catalog/${of}/${id}`)}>{name}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
