import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, describe, expect, it } from "vitest";
import { barePng, PICTURE_LIMITS, readHeader } from "../../../server/images/header.ts";
import { openStudio, type Redrawing } from "../../../server/images/studio.ts";

/** Machines are busy: the bound itself has a test of its own. */
const studio = openStudio({ timeMs: 60_000, startMs: 60_000 });
afterAll(() => studio.close());

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 40, g: 90, b: 160 } } });

async function drawn(bytes: Buffer): Promise<Redrawing> {
  const answer = await studio.redraw(bytes);
  if (typeof answer === "string") throw new Error(answer);
  return answer;
}

/** CRC 32 as PNG has it. */
function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}
/** With these parts after the first one. */
const withChunks = (png: Buffer, ...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
/** A picture that says it is this large, whatever is in it. */
function pretending(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = chunk("IDAT", deflateSync(Buffer.alloc(100_000)));
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk("IHDR", head), rows, chunk("IEND", Buffer.alloc(0))]);
}

describe("pictures that strangers send", () => {
  it.each(["png", "jpeg", "webp"] as const)(
    "[IMG-1] a %s becomes a WebP of ours, with smaller ones beside it",
    async (kind) => {
      const bytes = await plain(1500, 500).toFormat(kind).toBuffer();
      expect(readHeader(bytes)).toEqual({ type: `image/${kind}`, width: 1500, height: 500 });
      const { picture, variants } = await drawn(bytes);
      expect(await sharp(picture.blob).metadata()).toMatchObject({
        format: "webp",
        width: 1024,
        height: 341,
      });
      expect(variants.map(({ edge, width, height }) => [edge, width, height])).toEqual([
        [64, 64, 21],
        [256, 256, 85],
      ]);
    },
    120_000,
  );

  it("[IMG-2] places, cameras and comments are gone, and the picture stands as it was held", async () => {
    const exif = {
      IFD0: { Artist: "SECRET-ARTIST" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 0/1" },
    };
    const bytes = await plain(300, 100).withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect((await sharp(bytes).metadata()).exif).toBeDefined();
    const { picture } = await drawn(bytes);
    const metadata = await sharp(picture.blob).metadata();
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.icc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([metadata.width, metadata.height]).toEqual([100, 300]);
    expect(picture.blob.includes("SECRET")).toBe(false);
  }, 120_000);

  it("[IMG-3] what rides behind a picture does not come along", async () => {
    const script = "<script>alert(1)</script>";
    const bytes = Buffer.concat([await plain(90, 90).jpeg().toBuffer(), Buffer.from(script)]);
    const { picture } = await drawn(bytes);
    expect(bytes.includes(script)).toBe(true);
    expect(picture.blob.includes(script)).toBe(false);
  }, 120_000);

  it.each([
    ["an SVG with a script", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
    ["a GIF", Buffer.from("GIF89a\x01\x00\x01\x00\x80\x00\x00", "latin1")],
    ["a page that is called .png", Buffer.from("<!doctype html><p>hello")],
    ["nothing", Buffer.alloc(0)],
    ["eight bytes of a PNG", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ["two bytes of a JPEG", Buffer.from([0xff, 0xd8])],
  ])("[IMG-4] %s is no picture", async (_what, bytes) => {
    expect(await studio.redraw(bytes)).toBe("not-a-picture");
  });

  it.each([
    ["14000 by 14000", 14_000, 14_000],
    ["1 by 8 million", 1, 8_000_000],
    ["8 million by 1", 8_000_000, 1],
    ["4096 by 4096", 4096, 4096],
  ])(
    "[IMG-5] a PNG that says it is %s is refused before anything decodes it",
    async (_what, width, height) => {
      expect(await studio.redraw(pretending(width, height))).toBe("too-large");
    },
  );

  it("[IMG-6] a file over the cap on bytes is not looked at", async () => {
    expect(await studio.redraw(Buffer.alloc(PICTURE_LIMITS.bytes + 1, 0xff))).toBe("too-large");
  });

  it("[IMG-7] a JPEG of hundreds of scans is refused", async () => {
    const bytes = await plain(64, 64).jpeg({ progressive: true }).toBuffer();
    const scan = Buffer.from([0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00]);
    const many = Buffer.concat([bytes.subarray(0, -2), ...Array.from({ length: 300 }, () => scan)]);
    expect(await studio.redraw(many)).toBe("too-large");
  });

  it("[IMG-8] compressed texts and the frames of an animation are thrown away unread", async () => {
    const png = await plain(50, 50).png().toBuffer();
    const bomb = chunk("zTXt", Buffer.concat([Buffer.from("k\0\0"), deflateSync(Buffer.alloc(20_000_000))]));
    const frames = Array.from({ length: 10_000 }, () => chunk("fcTL", Buffer.alloc(26)));
    const bytes = withChunks(png, bomb, chunk("acTL", Buffer.alloc(8)), ...frames);
    expect(bytes.length).toBeGreaterThan(png.length + 300_000);
    const bare = barePng(bytes);
    expect(bare?.includes("zTXt") || bare?.includes("fcTL")).toBe(false);
    expect((await drawn(bytes)).picture).toMatchObject({ width: 50, height: 50 });
  }, 120_000);

  it("[IMG-9] the largest picture that is taken costs its process at most 64 MiB", async () => {
    const noisy = await sharp({
      create: {
        width: 4096,
        height: 3072,
        channels: 3,
        background: "red",
        noise: { type: "gaussian", mean: 120, sigma: 4 },
      },
    })
      .jpeg({ progressive: true, quality: 60 })
      .toBuffer();
    const fresh = openStudio({ timeMs: 60_000, startMs: 60_000 });
    const answer = await fresh.redraw(noisy);
    fresh.close();
    if (typeof answer === "string") throw new Error(answer);
    const { memory, picture } = answer;
    expect([picture.width, picture.height]).toEqual([1024, 768]);
    expect((memory.peakBytes - memory.startBytes) / 1024 / 1024).toBeLessThanOrEqual(64);
  }, 120_000);

  it("[IMG-11] what takes too long is ended, and the next picture is drawn", async () => {
    const hasty = openStudio({ timeMs: 1, startMs: 60_000 });
    const bytes = await plain(3000, 3000).png().toBuffer();
    expect(await hasty.redraw(bytes)).toBe("too-slow");
    hasty.close();
    expect((await drawn(bytes)).picture.width).toBe(1024);
  }, 120_000);

  it("[IMG-12] more pictures than fit the line are told to come back", async () => {
    const small = openStudio({ timeMs: 60_000, startMs: 60_000, queue: 2 });
    const bytes = await plain(40, 40).png().toBuffer();
    const answers = await Promise.all(Array.from({ length: 5 }, () => small.redraw(bytes)));
    small.close();
    expect(answers.filter((answer) => answer === "busy")).toHaveLength(3);
    expect(answers.filter((answer) => typeof answer !== "string")).toHaveLength(2);
  }, 120_000);

  it("[IMG-13] a broken picture is unreadable, and breaks nothing else", async () => {
    const bytes = await plain(200, 200).png().toBuffer();
    const broken = Buffer.from(bytes);
    broken.fill(0x55, 60, 80);
    expect(await studio.redraw(broken)).toBe("unreadable");
    expect((await drawn(bytes)).picture.width).toBe(200);
  }, 120_000);
});
