import { createHash, createHmac } from "node:crypto";
import type { Row } from "../../client-sdk/src/verify.ts";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** Sorted compact JSON by the platform's own means: a second opinion on what is hashed. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );

export const SESSION = "0197a000-0000-7000-8000-00000000000a";
export const SECRET = "5e".repeat(32);
export const HIDDEN_SECRET = "7d".repeat(32);
const ENTROPY = ["a1".repeat(16), "b2".repeat(16)];

export function dieOf(draw: number, sides: number, stream = "open"): number {
  const digest = sha256(ENTROPY.join("\n"));
  const message = `skald-dice-1:${stream}:${SESSION}:${digest}:${draw}:0`;
  const secret = stream === "open" ? SECRET : HIDDEN_SECRET;
  const word = createHmac("sha256", secret).update(message).digest().readUInt32BE(0);
  return (word % sides) + 1;
}

const die = (draw: number, sides: number, stream = "open") => ({
  sides,
  face: dieOf(draw, sides, stream),
  kept: true,
  draw,
  stream,
});

/** A check that the DM rolled out of sight. */
export const SECRET_CHECK: Recorded = {
  kind: "check-rolled",
  roll: { dice: [die(1, 20, "hidden"), die(2, 20, "hidden")] },
};

type Recorded = { readonly kind: string; readonly [field: string]: unknown };

/** A short evening: it begins, two seats give to the dice, an attack hits, a die is entered by hand, it ends. */
export const EVENING: readonly Recorded[] = [
  {
    kind: "session-started",
    rulesVersion: "1",
    contentVersion: "srd-1",
    books: ["rules.txt@0123456789ab"],
    diceCommitment: { open: sha256(SECRET), hidden: sha256(HIDDEN_SECRET) },
  },
  { kind: "dice-contributed", seat: "ana", entropy: ENTROPY[0] },
  { kind: "dice-contributed", seat: "ben", entropy: ENTROPY[1] },
  { kind: "said", seat: "ana", text: "Für Kara – auf sie! 🗡", to: "table" },
  { kind: "attack-rolled", attacker: "kara", roll: { total: 12, dice: [die(2, 20), die(1, 20)] } },
  { kind: "damage-rolled", rolls: [{ dice: [die(3, 8), { ...die(3, 6), draw: null, face: 4 }] }] },
  { kind: "frame-stepped", frame: { roll: { dice: [die(1, 20)] } } },
  { kind: "session-ended", diceSecret: SECRET },
];

/** Records with their chain, made by the platform's crypto and none of the verifier's code. */
export function recorded(
  events: readonly Recorded[] = EVENING,
  commandOf = (sequence: number): string => `command-${sequence}`,
): readonly Row[] {
  let prevHash = "0".repeat(64);
  return events.map((event, index) => {
    const sequence = index + 1;
    const first = sequence === 6 ? false : sequence !== 7;
    const quote = "A roll of 20 always hits.";
    const body = {
      kind: event.kind,
      actorId: null,
      actorName: "Ana",
      seatId: first ? "ana" : null,
      commandId: first ? commandOf(sequence) : null,
      payloadHash: first ? sha256(`command ${sequence}`) : null,
      causationId: first ? null : "id-5",
      content: { schemaVersion: 1, event, actor: { kind: "seat", seat: "ana" }, command: null },
      citations:
        event.kind === "attack-rolled"
          ? [{ ruleId: "combat.attack", quote, quoteSha256: sha256(quote) }]
          : [],
      seen: { table: "whole", seats: {} },
    };
    const salt = sha256(`salt ${sequence}`).slice(0, 32);
    const link = {
      sessionId: SESSION,
      sequence,
      id: `id-${sequence}`,
      createdAt: "2026-01-01T18:00:00.000Z",
    };
    const sealed = sha256(salt + sorted(body));
    const hash = sha256(prevHash + sorted({ ...link, sealed }));
    const row = { ...link, ...body, salt, prevHash, hash };
    prevHash = hash;
    return row;
  });
}

/** The export of records, as a file's text. */
export function exported(rows: readonly Row[] = recorded(), end: object = {}): string {
  const head = {
    format: "skald-session",
    version: 1,
    sessionId: SESSION,
    rulesVersion: "1",
    contentVersion: "srd-1",
    books: ["rules.txt@0123456789ab"],
  };
  const last = {
    format: "skald-end",
    count: rows.length,
    head: rows.at(-1)?.hash ?? "",
    diceSecret: SECRET,
    ...end,
  };
  return `${[head, ...rows, last].map((line) => JSON.stringify(line)).join("\n")}\n`;
}
