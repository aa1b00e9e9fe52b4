import { inflateSync } from 'node:zlib';

/** A picture as rows of red, green, blue and opacity, a byte each. */
export interface Pixels {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** A picture with longer sides is not unpacked. */
const longest = 2048;
/** How many bytes a pixel has, by PNG's colour type: grey, colours, of a palette, grey with opacity, colours with opacity. */
const bytesOf: Partial<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Unpacks a PNG of eight bits a channel, not interlaced, as browsers write them. Null for anything else, broken ones included. */
export function readPng(file: Buffer): Pixels | null {
  try {
    const { header, palette, opacity, data } = chunksOf(file);
    const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
    const [depth, colours = -1, , , interlace] = header.subarray(8);
    const bytes = bytesOf[colours];
    if (depth !== 8 || interlace !== 0 || bytes === undefined || Math.max(width, height) > longest || width * height === 0) return null;
    const rows = inflateSync(data, { maxOutputLength: (width * bytes + 1) * height });
    if (rows.length < (width * bytes + 1) * height) return null;
    const values = unfilter(rows, width * bytes, height, bytes);
    const rgba = new Uint8Array(width * height * 4);
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      const at = pixel * bytes;
      const first = values[at] ?? 0;
      const colour =
        colours === 3
          ? [...palette.subarray(first * 3, first * 3 + 3), opacity[first] ?? 255]
          : bytes < 3
            ? [first, first, first, bytes === 2 ? (values[at + 1] ?? 0) : 255]
            : [...values.subarray(at, at + 3), bytes === 4 ? (values[at + 3] ?? 0) : 255];
      rgba.set(colour, pixel * 4);
    }
    return { width, height, rgba };
  } catch {
    return null; // cut off, or no PNG at all: as a picture of another kind
  }
}

function chunksOf(file: Buffer) {
  const none: Buffer = Buffer.alloc(0);
  const found = { header: none, palette: none, opacity: none };
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 <= file.length;) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') found.header = data;
    if (name === 'PLTE') found.palette = data;
    if (name === 'tRNS') found.opacity = data;
    if (name === 'IDAT') parts.push(data);
    at += length + 12;
  }
  return { ...found, data: Buffer.concat(parts) };
}

/** Each row says by its first byte from which neighbours its values count. */
function unfilter(rows: Buffer, width: number, height: number, step: number): Uint8Array {
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (width + 1)];
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      const left = x >= step ? (values[at - step] ?? 0) : 0;
      const up = y > 0 ? (values[at - width] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (values[at - width - step] ?? 0) : 0;
      const from = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter ?? 0] ?? 0;
      values[at] = (rows[y * (width + 1) + 1 + x] ?? 0) + from;
    }
  }
  return values;
}

/** The neighbour nearest to what the three let expect. */
function nearest(left: number, up: number, corner: number): number {
  const expected = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(expected - value)) as [number, number, number];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
