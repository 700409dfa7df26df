import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  ChainCheck,
  canonical,
  commitmentOf,
  faceOf,
  hashOf,
  NO_HASH,
  type Row,
  sealOf,
} from "../../client-sdk/src/verify.ts";

const read = <Shape>(name: string): Shape =>
  JSON.parse(readFileSync(new URL(`../support/${name}`, import.meta.url), "utf8"));

type Chain = {
  readonly records: readonly Row[];
  readonly links: readonly { readonly sealed: string; readonly hash: string }[];
  readonly canonical: readonly { readonly value: unknown; readonly text: string }[];
};
type Dice = {
  readonly cases: readonly {
    readonly name: string;
    readonly stream: "open" | "hidden";
    readonly session: string;
    readonly secret: string;
    readonly commitment: string;
    readonly contributions: readonly string[];
    readonly draws: readonly { readonly draw: number; readonly sides: number; readonly face: number }[];
  }[];
};

it("[VER-6] seals and links the shared vectors as the server does", () => {
  const { records, links, canonical: texts } = read<Chain>("chain-vectors.json");
  expect(records.map((row) => ({ sealed: sealOf(row), hash: hashOf(row) }))).toEqual(
    links.map(({ sealed, hash }) => ({ sealed, hash })),
  );
  for (const { value, text } of texts) expect(canonical(value)).toBe(text);
  expect(records[0]?.prevHash).toBe(NO_HASH);
});

it("[VER-6] follows the shared vectors' chain from end to end", () => {
  const { records } = read<Chain>("chain-vectors.json");
  const chain = new ChainCheck(records[0]?.sessionId ?? "");
  expect(records.map((row) => chain.next(row))).toEqual(records.map(() => null));
  expect(chain.head).toBe(records.at(-1)?.hash);
});

it.each(read<Dice>("dice-vectors.json").cases)(
  "[VER-6] draws the shared dice as the server does: $name",
  ({ stream, session, secret, commitment, contributions, draws }) => {
    expect(commitmentOf(secret)).toBe(commitment);
    expect(
      draws.map(({ draw, sides }) => faceOf(secret, stream, session, contributions, draw, sides)),
    ).toEqual(draws.map(({ face }) => face));
  },
);
