import { createHash, createHmac, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, hmacSha256, sha256Hex, toHex } from "../../client-sdk/src/verify/sha256.ts";
import { canonical, NotCanonical, verifySession } from "../../client-sdk/src/verify.ts";
import { dieOf, EVENING, exported, HIDDEN_SECRET, recorded, SECRET_CHECK } from "./recorded-session.ts";

describe("sha256 in plain JavaScript", () => {
  it("[VER-1] agrees with the platform's for every length around a block", () => {
    for (let length = 0; length < 200; length += 1) {
      const bytes = randomBytes(length);
      expect(sha256Hex(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
  });

  it("[VER-1] agrees with the platform's keyed hash, long keys too", () => {
    for (const length of [0, 1, 63, 64, 65, 200]) {
      const key = randomBytes(length);
      const expected = createHmac("sha256", key).update("skald ä 🗡").digest("hex");
      expect(toHex(hmacSha256(key, "skald ä 🗡"))).toBe(expected);
    }
  });

  it("[VER-1] reads hex and nothing else", () => {
    expect(fromHex("00ff")).toEqual(Uint8Array.of(0, 255));
    expect([fromHex("0"), fromHex("zz")]).toEqual([null, null]);
  });
});

describe("canonical JSON", () => {
  it("[VER-2] does not depend on the order in which names were given", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.integer()), (value) => {
        const backwards = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(backwards)).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual({ ...value });
      }),
    );
  });

  it("[VER-2] sorts by UTF-16 units and writes texts as JSON does", () => {
    expect(canonical({ "\u{1F600}": 1, "\uFB33": 2, b: [true, null, "\n"], a: -0 })).toBe(
      '{"a":0,"b":[true,null,"\\n"],"\u{1F600}":1,"\uFB33":2}',
    );
  });

  it.each([[0.5], [Number.NaN], [2 ** 60], ["\uD800"], [undefined], [{ a: undefined }]])(
    "[VER-2] has no form for %s",
    (value) => {
      expect(() => canonical(value)).toThrow(NotCanonical);
    },
  );
});

describe("an exported session", () => {
  it("[VER-3] is accepted as it was written, dice and all", () => {
    expect(verifySession(exported())).toEqual({
      ok: true,
      sessionId: recorded()[0]?.sessionId,
      events: EVENING.length,
      head: recorded().at(-1)?.hash,
      dice: {
        drawn: 3,
        checked: 3,
        inherited: 0,
        entered: 1,
        revealed: true,
        hidden: { drawn: 0, checked: 0, revealed: false },
      },
    });
  });

  it("[VER-3] is read line by line too", () => {
    expect(verifySession(exported().trimEnd().split("\n")).ok).toBe(true);
  });

  it("[VER-3] is refused with the number of the event in which any one byte was changed", () => {
    const file = Buffer.from(exported(), "utf8");
    const lineOf = (byte: number) => file.subarray(0, byte).toString("latin1").split("\n").length - 1;
    const missed: number[] = [];
    for (let byte = 0; byte < file.length - 1; byte += 7) {
      const changed = Buffer.from(file);
      changed[byte] = (changed[byte] ?? 0) ^ (1 << (byte % 7));
      const verdict = verifySession(changed.toString("utf8"));
      const line = lineOf(byte);
      const last = line === EVENING.length + 1;
      const right = !verdict.ok && (last || line === 0 || verdict.fault.sequence === line);
      // A line break more splits the line in two: the first half is the fault.
      if (!right && !(changed[byte] === 10)) missed.push(byte);
    }
    expect(missed).toEqual([]);
  });

  it("[VER-3] is refused when an event is missing, doubled, out of place or added at the end", () => {
    const rows = [...recorded()];
    const codes = [
      rows.toSpliced(3, 1),
      rows.toSpliced(3, 0, ...rows.slice(3, 4)),
      rows.toSpliced(3, 2, ...rows.slice(3, 5).reverse()),
      rows.slice(0, -1),
    ].map((changed) => {
      const verdict = verifySession(exported(changed, { count: rows.length, head: rows.at(-1)?.hash }));
      return verdict.ok ? null : [verdict.fault.sequence, verdict.fault.code];
    });
    expect(codes).toEqual([
      [4, "sequence-gap"],
      [5, "sequence-gap"],
      [4, "sequence-gap"],
      [8, "end-altered"],
    ]);
  });

  it("[VER-3] is refused when its end is cut off", () => {
    const lines = exported().trimEnd().split("\n");
    expect(verifySession(lines.slice(0, -1))).toMatchObject({
      ok: false,
      fault: { code: "end-missing", sequence: 9 },
    });
    expect(verifySession([])).toMatchObject({ ok: false, fault: { code: "end-missing", sequence: 0 } });
  });

  it("[VER-3] is refused when a line says a name twice or carries more than is hashed", () => {
    const lines = exported().split("\n");
    const smuggled = lines.with(2, (lines[2] ?? "").replace("{", '{"note":"x",'));
    const twice = lines.with(2, (lines[2] ?? "").replace("{", '{"sequence":2,'));
    for (const changed of [smuggled, twice])
      expect(verifySession(changed.join("\n"))).toMatchObject({
        fault: { sequence: 2, code: "malformed-line" },
      });
  });

  it("[VER-3] is refused when a command was applied twice", () => {
    const doubled = recorded(EVENING, (sequence) => `command-${sequence === 4 ? 3 : sequence}`);
    expect(verifySession(exported(doubled))).toMatchObject({
      fault: { sequence: 4, code: "command-doubled" },
    });
  });

  it("[VER-4] a log written anew is refused by whoever kept a head of the old one", () => {
    const other = recorded([...EVENING.slice(0, 3), { kind: "said", text: "Peace." }, ...EVENING.slice(4)]);
    const kept = recorded().map(({ sequence, hash }) => ({ sequence, hash }));
    expect(verifySession(exported(other)).ok).toBe(true);
    expect(verifySession(exported(other), kept)).toMatchObject({
      fault: { sequence: 4, code: "log-denied" },
    });
    expect(verifySession(exported(), kept).ok).toBe(true);
  });

  it("[VER-4] a log that ends before a head that was told is refused", () => {
    const short = recorded(EVENING.slice(0, 4));
    const kept = recorded().map(({ sequence, hash }) => ({ sequence, hash }));
    expect(verifySession(exported(short), kept)).toMatchObject({
      fault: { sequence: 5, code: "log-denied" },
    });
  });
});

describe("dice", () => {
  /** The evening with another face of die 1, chained anew by somebody who owns the server. */
  const loaded = (face: number) =>
    EVENING.map((event) =>
      JSON.parse(JSON.stringify(event), (_, value: unknown) =>
        typeof value === "object" && value !== null && "draw" in value && value.draw === 1
          ? { ...value, face }
          : value,
      ),
    );

  it("[VER-5] a die that does not follow from the secret is named with its event", () => {
    const verdict = verifySession(exported(recorded(loaded((dieOf(1, 20) % 20) + 1))));
    expect(verdict).toMatchObject({ ok: false, fault: { sequence: 5, code: "die-altered" } });
  });

  it("[VER-5] a secret that was not committed to is refused", () => {
    const other = EVENING.with(-1, { kind: "session-ended", diceSecret: "6f".repeat(32) });
    expect(verifySession(exported(recorded(other), { diceSecret: "6f".repeat(32) }))).toMatchObject({
      fault: { code: "dice-commitment" },
    });
    expect(verifySession(exported(recorded(), { diceSecret: "6f".repeat(32) }))).toMatchObject({
      fault: { code: "dice-commitment" },
    });
  });

  it("[VER-5] a draw that was left out is noticed even while the secret is kept", () => {
    const running = EVENING.slice(0, -1).toSpliced(4, 1);
    const verdict = verifySession(exported(recorded(running), { diceSecret: undefined }));
    expect(verdict).toMatchObject({ ok: false, fault: { sequence: 5, code: "die-missing" } });
  });

  it("[VER-5] while the session runs its dice are counted and not yet checked", () => {
    const verdict = verifySession(exported(recorded(EVENING.slice(0, -1)), { diceSecret: undefined }));
    expect(verdict).toMatchObject({ ok: true, dice: { drawn: 3, checked: 0, revealed: false } });
  });

  const withSecretCheck = EVENING.toSpliced(-1, 0, SECRET_CHECK);

  it("[VER-7] hidden dice are counted for everybody, and follow for whoever has their secret", () => {
    const file = exported(recorded(withSecretCheck));
    expect(verifySession(file)).toMatchObject({
      dice: { drawn: 5, checked: 3, hidden: { drawn: 2, checked: 0, revealed: false } },
    });
    expect(verifySession(file, [], HIDDEN_SECRET)).toMatchObject({
      dice: { drawn: 5, checked: 5, hidden: { drawn: 2, checked: 2, revealed: true } },
    });
  });

  it("[VER-7] the secret of hidden dice may be known before that of the open ones is told", () => {
    const running = exported(recorded(withSecretCheck.slice(0, -1)), { diceSecret: undefined });
    expect(verifySession(running, [], HIDDEN_SECRET)).toMatchObject({
      dice: { drawn: 5, checked: 2, revealed: false, hidden: { checked: 2, revealed: true } },
    });
  });

  it("[VER-7] a hidden die that does not follow from its secret is named with its event", () => {
    const loaded = {
      ...SECRET_CHECK,
      roll: { dice: [{ sides: 20, kept: true, draw: 1, stream: "hidden" }] },
    };
    const face = (dieOf(1, 20, "hidden") % 20) + 1;
    const dice = loaded.roll.dice.map((die) => ({ ...die, face }));
    const file = exported(recorded(EVENING.toSpliced(-1, 0, { ...loaded, roll: { dice } })));
    expect(verifySession(file)).toMatchObject({ ok: true });
    expect(verifySession(file, [], HIDDEN_SECRET)).toMatchObject({
      ok: false,
      fault: { sequence: EVENING.length, code: "die-altered" },
    });
  });

  it("[VER-7] a secret of hidden dice that was not committed to is refused", () => {
    const file = exported(recorded(withSecretCheck));
    expect(verifySession(file, [], "6f".repeat(32))).toMatchObject({
      ok: false,
      fault: { sequence: 1, code: "dice-commitment" },
    });
  });
});
