/**
 * The process that decodes strangers' pictures and draws them anew. It has no environment, no database and no keys,
 * and is killed when it takes too long.
 */
import sharp from "sharp";
import { PICTURE_LIMITS } from "./header.ts";

export type RedrawOrder = { readonly id: number; readonly bytes: Uint8Array };
export type Drawn = { readonly blob: Uint8Array; readonly width: number; readonly height: number };
export type Redrawn = {
  readonly id: number;
  readonly picture?: Drawn;
  readonly variants?: readonly (Drawn & { readonly edge: number })[];
  readonly failed?: string;
  /** The most memory that this process ever had, in bytes. */
  readonly peakBytes: number;
};

/** More would cost more memory than the log may spare, and a portrait is no poster. */
const LARGEST = 1024;
const EDGES = [64, 256] as const;

sharp.cache(false);
sharp.concurrency(1);
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp"] });

async function draw(bytes: Uint8Array, edge: number): Promise<Drawn> {
  const { data, info } = await sharp(bytes, {
    limitInputPixels: PICTURE_LIMITS.pixels,
    sequentialRead: true,
    failOn: "error",
    pages: 1,
  })
    // As the camera was held, since what says so goes with the rest of the metadata.
    .autoOrient()
    .resize(edge, edge, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 86, effort: 2 })
    .toBuffer({ resolveWithObject: true });
  return { blob: data, width: info.width, height: info.height };
}

async function redraw(bytes: Uint8Array): Promise<Omit<Redrawn, "id" | "peakBytes">> {
  const picture = await draw(bytes, LARGEST);
  const variants: (Drawn & { edge: number })[] = [];
  for (const edge of EDGES)
    if (Math.max(picture.width, picture.height) > edge)
      variants.push({ edge, ...(await draw(picture.blob, edge)) });
  return { picture, variants };
}

process.on("disconnect", () => process.exit(0));
process.on("message", async ({ id, bytes }: RedrawOrder) => {
  const peakBytes = () => process.resourceUsage().maxRSS * 1024;
  const answer = await redraw(bytes).catch((error: unknown) => ({ failed: String(error) }));
  process.send?.({ id, ...answer, peakBytes: peakBytes() } satisfies Redrawn);
});
process.send?.({ ready: true, peakBytes: process.resourceUsage().maxRSS * 1024 });
