import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { CatalogEntry, CatalogKind, CatalogQuery } from "../../src/index.ts";
import { attempt } from "../notices.tsx";
import { moderates, person, skald } from "../person.ts";
import { linkTo } from "../route.ts";
import { KIND_NAMES, KINDS, plain } from "./kinds.ts";

type Scope = NonNullable<CatalogQuery["scope"]>;

/** A shelf of the catalog: what everybody or oneself made of a kind. */
export function ShelfPage({ kind }: { kind: CatalogKind }) {
  const scope = useSignal<Scope>("public");
  const search = useSignal("");
  const found = useSignal<readonly CatalogEntry[] | null>(null);
  const next = useSignal<string | null>(null);
  const { title, one } = KINDS[kind];

  const look = (after: string | null): Promise<void> =>
    attempt(async () => {
      const words = search.value.trim();
      const page = await skald.catalog.list(kind, {
        scope: scope.value,
        after,
        limit: 30,
        ...(words === "" ? {} : { search: words }),
      });
      found.value = after === null ? page.entries : [...(found.value ?? []), ...page.entries];
      next.value = page.next;
    });
  useEffect(() => {
    void look(null);
  }, [scope.value]);

  return (
    <>
      <h1 class="page-title">Catalog</h1>
      <nav aria-label="Shelves" class="steps">
        <ol>
          {KIND_NAMES.map((name) => (
            <li key={name}>
              <a
                class="button"
                aria-current={name === kind ? "page" : undefined}
                {...linkTo(`/catalog/${name}`)}
              >
                {KINDS[name].title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <section class="card" aria-labelledby="shelf">
        <h2 id="shelf">{title}</h2>
        <form
          class="inline find"
          onSubmit={(event) => {
            event.preventDefault();
            void look(null);
          }}
        >
          <label>
            Words of the name or the description
            <input
              type="search"
              maxLength={80}
              value={search.value}
              onInput={({ currentTarget }) => {
                search.value = currentTarget.value;
              }}
            />
          </label>
          <label class="whose">
            Whose
            <select
              value={scope.value}
              onChange={({ currentTarget }) => {
                scope.value = currentTarget.value as Scope;
              }}
            >
              <option value="public">Everybody’s</option>
              <option value="own">My own</option>
              {moderates.value && <option value="hidden">Hidden ones</option>}
            </select>
          </label>
          <button type="submit" class="primary">
            Find
          </button>
        </form>
        <p class="sr" aria-live="polite">
          {found.value === null ? "" : `${found.value.length} found`}
        </p>
        {found.value?.length === 0 && <p class="lead">Nothing stands here yet.</p>}
        <ul class="cards shelf" aria-label={title}>
          {found.value?.map((entry) => (
            <li key={entry.id}>
              <Entry kind={kind} entry={entry} />
            </li>
          ))}
        </ul>
        <div class="buttons">
          {next.value !== null && (
            <button type="button" onClick={() => void look(next.value)}>
              More
            </button>
          )}
          <a class="button" {...linkTo(`/catalog/${kind}/new`)}>
            Make {/^[aeiou]/.test(one) ? "an" : "a"} {one}
          </a>
        </div>
      </section>
    </>
  );
}

function Entry({ kind, entry }: { kind: CatalogKind; entry: CatalogEntry }) {
  const { id, name, description, ownerId, visibility, isWithheld } = entry;
  return (
    <a class="option found" {...linkTo(`/catalog/${kind}/${id}`)}>
      <span>
        <strong>{name}</strong> {ownerId === person.value?.id && <span class="tag">yours</span>}{" "}
        {visibility !== "PUBLIC" && <span class="tag">{visibility.toLowerCase()}</span>}{" "}
        {isWithheld && <span class="tag warn">withheld</span>}
        {"rarity" in entry && entry.rarity !== "COMMON" && <span class="tag">{plain(entry.rarity)}</span>}
        {description !== null && <small class="about">{shortened(description)}</small>}
      </span>
    </a>
  );
}

const shortened = (text: string): string =>
  text.length <= 140 ? text : `${text.slice(0, 140).replace(/\s+\S*$/, "")}…`;
