/** Time and chance, so that tests own them. */
export interface Platform {
  /** Milliseconds, from any start. */
  now(): number;
  /** Calls once after `ms`; the returned function cancels. */
  after(ms: number, call: () => void): () => void;
  /** Random bytes as lower-case hex. */
  hex(bytes: number): string;
}

/** The platform of Node and browsers. `crypto.randomUUID` is missing on plain HTTP pages, this is not. */
export const platform: Platform = {
  now: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  hex: (bytes) =>
    Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join(""),
};

/** A random UUID, version 4. */
export function uuid(from: Platform): string {
  const hex = from.hex(16);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}
