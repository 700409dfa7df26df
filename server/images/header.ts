import { LIMITS } from "../../client-sdk/src/protocol.ts";

/** What a picture says of itself, read before anything decodes it: no more than its first bytes are believed. */
export const PICTURE_LIMITS = {
  /** Of an upload. */
  bytes: LIMITS.pictureBytes,
  /** A picture of one pixel by millions passes every cap on its area, and costs as much. */
  side: 4096,
  pixels: 4096 * 3072,
  /** Scans of a progressive JPEG: each costs a pass over the whole picture. */
  scans: 64,
} as const;

export type PictureType = "image/png" | "image/jpeg" | "image/webp";
export const PICTURE_TYPES: readonly PictureType[] = ["image/png", "image/jpeg", "image/webp"];

export type PictureFault = "not-a-picture" | "too-large";
export type PictureHeader = { readonly type: PictureType; readonly width: number; readonly height: number };

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The kind by its magic bytes, whatever it was called; SVG and everything else is no picture here. */
export function readHeader(bytes: Buffer): PictureHeader | PictureFault {
  if (bytes.length > PICTURE_LIMITS.bytes) return "too-large";
  const header = bytes.subarray(0, 8).equals(PNG)
    ? png(bytes)
    : bytes[0] === 0xff && bytes[1] === 0xd8
      ? jpeg(bytes)
      : bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP"
        ? webp(bytes)
        : null;
  if (header === null) return "not-a-picture";
  if (header === "too-large") return header;
  const { width, height } = header;
  if (width < 1 || height < 1) return "not-a-picture";
  const { side, pixels } = PICTURE_LIMITS;
  return width > side || height > side || width * height > pixels ? "too-large" : header;
}

function png(bytes: Buffer): PictureHeader | null {
  if (bytes.length < 33 || bytes.toString("latin1", 12, 16) !== "IHDR") return null;
  return { type: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Start of frame: 0xC0 to 0xCF but for tables (C4), arithmetic conditioning (CC) and what is reserved (C8). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpeg(bytes: Buffer): PictureHeader | "too-large" | null {
  let found: PictureHeader | null = null;
  let scans = 0;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) {
      at = bytes.indexOf(0xff, at);
      if (at === -1) break;
    }
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes, escaped data and restart markers have no length.
    if (marker === 0xff || marker === 0) {
      at += marker === 0 ? 2 : 1;
      continue;
    }
    if (marker >= 0xd0 && marker <= 0xd9) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.length) break;
    const length = bytes.readUInt16BE(at + 2);
    if (isFrame(marker)) {
      if (found !== null || at + 9 > bytes.length) return null;
      found = { type: "image/jpeg", height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (marker === 0xda && ++scans > PICTURE_LIMITS.scans) return "too-large";
    at += 2 + Math.max(2, length);
  }
  return scans === 0 ? null : found;
}

function webp(bytes: Buffer): PictureHeader | null {
  if (bytes.length < 30) return null;
  const type = "image/webp";
  switch (bytes.toString("latin1", 12, 16)) {
    case "VP8 ":
      return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case "VP8L": {
      const bits = bytes.readUInt32LE(21);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return null;
  }
}

const DRAWN = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

/**
 * A PNG of the parts that draw it alone: texts and profiles may be compressed without a bound, and an animation's
 * further frames are never shown. null when it does not hold together.
 */
export function barePng(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const name = bytes.toString("latin1", at + 4, at + 8);
    if (DRAWN.has(name)) kept.push(bytes.subarray(at, end));
    if (name === "IEND") return Buffer.concat(kept);
    at = end;
  }
  return null;
}
