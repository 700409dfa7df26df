/** A term of a question with its share of the whole; alternatives compete, the best of them counts. */
export type TermGroup = {
  readonly alternatives: readonly { readonly term: string; readonly weight: number }[];
  readonly weight: number;
};

export type FieldName = "title" | "above" | "alias" | "text";
export type Document = Readonly<Record<FieldName, readonly string[]>>;

const FIELDS: readonly FieldName[] = ["title", "above", "alias", "text"];
const WEIGHTS: Readonly<Record<FieldName, number>> = { title: 6, above: 1.5, alias: 5, text: 1 };
const LENGTH: Readonly<Record<FieldName, number>> = { title: 0.4, above: 0.2, alias: 0.35, text: 0.7 };
const SATURATION = 1.4;

/** What a document earns for a question: in all, how much of the question it covers, and for each group of terms. */
export type Scored = { score: number; covered: number; readonly shares: (number | undefined)[] };

type Posting = { readonly document: number; readonly frequency: number };

/**
 * BM25 over several fields of differing weight, with its term statistics kept once for all of them. A few documents
 * beside many take how rare words are from a `background`.
 */
export class FieldIndex {
  readonly #postings = new Map<string, Posting[]>();
  readonly #idf = new Map<string, number>();
  readonly #unseen: (term: string) => number;

  constructor(documents: readonly Document[], background?: (term: string) => number) {
    const averages = averageLengths(documents);
    for (const [at, document] of documents.entries()) {
      for (const [term, frequency] of weigh(document, averages)) {
        const list = this.#postings.get(term);
        if (list === undefined) this.#postings.set(term, [{ document: at, frequency }]);
        else list.push({ document: at, frequency });
      }
    }
    for (const [term, list] of this.#postings) {
      const own = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5));
      this.#idf.set(term, background?.(term) ?? own);
    }
    this.#unseen = background ?? (() => Math.log(1 + documents.length * 2));
  }

  has(term: string): boolean {
    return this.#postings.has(term);
  }

  terms(): Iterable<string> {
    return this.#postings.keys();
  }

  /** How rare a term is; a term that no document has counts as the rarest. */
  idf(term: string): number {
    return this.#idf.get(term) ?? this.#unseen(term);
  }

  /** Scores by document, and how much of the question each document covers. */
  score(groups: readonly TermGroup[]): ReadonlyMap<number, Scored> {
    const totals = new Map<number, Scored>();
    for (const [at, group] of groups.entries()) {
      const best = new Map<number, { score: number; match: number }>();
      for (const { term, weight } of group.alternatives) {
        const idf = this.idf(term);
        for (const { document, frequency } of this.#postings.get(term) ?? []) {
          const match = weight * (frequency / (SATURATION + frequency));
          const score = idf * match * (SATURATION + 1) * group.weight;
          if (score > (best.get(document)?.score ?? 0)) best.set(document, { score, match });
        }
      }
      const rarity = Math.max(...group.alternatives.map(({ term, weight }) => weight * this.idf(term)), 0);
      for (const [document, { score, match }] of best) {
        const total = totals.get(document) ?? { score: 0, covered: 0, shares: [] };
        total.score += score;
        total.shares[at] = score;
        total.covered += rarity * group.weight * Math.min(1, match * 1.6);
        totals.set(document, total);
      }
    }
    return totals;
  }

  /** The most that a document could cover of a question. */
  mass(groups: readonly TermGroup[]): number {
    return groups.reduce(
      (sum, group) =>
        sum +
        group.weight * Math.max(...group.alternatives.map(({ term, weight }) => weight * this.idf(term)), 0),
      0,
    );
  }
}

type Lengths = Readonly<Record<FieldName, number>>;

function averageLengths(documents: readonly Document[]): Lengths {
  const sum = { title: 0, above: 0, alias: 0, text: 0 };
  for (const document of documents) for (const field of FIELDS) sum[field] += document[field].length;
  const count = Math.max(1, documents.length);
  return {
    title: sum.title / count || 1,
    above: sum.above / count || 1,
    alias: sum.alias / count || 1,
    text: sum.text / count || 1,
  };
}

function weigh(document: Document, averages: Lengths): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const field of FIELDS) {
    const stems = document[field];
    if (stems.length === 0) continue;
    const unit = WEIGHTS[field] / (1 - LENGTH[field] + (LENGTH[field] * stems.length) / averages[field]);
    for (const term of stems) weights.set(term, (weights.get(term) ?? 0) + unit);
  }
  return weights;
}
