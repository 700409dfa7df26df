import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  ChainCheck,
  canonical,
  commitmentOf,
  DiceCheck,
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

/** A session in which nothing happens but the dice of a shared case, as far as they go without a hole. */
function recordOf({
  stream,
  session,
  commitment,
  contributions,
  draws,
}: Dice["cases"][number]): readonly Row[] {
  const [open, hidden] = stream === "open" ? [commitment, "0".repeat(64)] : ["0".repeat(64), commitment];
  const dice = draws.filter(({ draw }, index) => draw === index + 1);
  const events = [
    { kind: "session-started", diceCommitment: { open, hidden } },
    ...contributions.map((entropy) => ({ kind: "dice-contributed", entropy })),
    { kind: "check-rolled", roll: { dice: dice.map((die) => ({ ...die, kept: true, stream })) } },
  ];
  const rest = { citations: [], seen: {}, salt: "", prevHash: "", hash: "", id: "", createdAt: "" };
  const nobody = { actorId: null, actorName: null, seatId: null, commandId: null, payloadHash: null };
  return events.map((event, index) => ({
    ...rest,
    ...nobody,
    causationId: null,
    sessionId: session,
    sequence: index + 1,
    kind: event.kind,
    content: { event },
  }));
}

it.each(read<Dice>("dice-vectors.json").cases)(
  "[VER-7] recomputes the shared dice from the secret of their stream, and from no other: $name",
  (shared) => {
    const rows = recordOf(shared);
    const drawn = shared.draws.filter(({ draw }, index) => draw === index + 1).length;
    const closed = (secret: string) => {
      const check = new DiceCheck();
      expect(rows.map((row) => check.next(row))).toEqual(rows.map(() => null));
      const fault = shared.stream === "open" ? check.close(secret) : check.close(null, secret);
      return { fault, verdict: check.verdict };
    };
    expect(closed(shared.secret)).toMatchObject({ fault: null, verdict: { drawn, checked: drawn } });
    expect(closed("6f".repeat(32)).fault).toMatchObject({ code: "dice-commitment" });
  },
);
