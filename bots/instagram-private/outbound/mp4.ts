/** What an MP4 file says of itself. Lengths in milliseconds, sizes in pixels; 0 where there is no picture. */
export interface Mp4Facts {
  durationMs: number;
  width: number;
  height: number;
}

/** Reads an MP4 file's head; null when it is no MP4. */
export function readMp4(bytes: Buffer): Mp4Facts | null {
  if (bytes.toString('latin1', 4, 8) !== 'ftyp') return null;
  const movie = boxes(bytes).find(({ type }) => type === 'moov');
  const inside = movie ? boxes(movie.body) : [];
  const header = inside.find(({ type }) => type === 'mvhd');
  if (!header) return null;
  const sizes = inside.filter(({ type }) => type === 'trak').map((track) => sizeOf(track.body));
  const picture = sizes.find(({ width }) => width > 0) ?? { width: 0, height: 0 };
  return { durationMs: durationOf(header.body), ...picture };
}

/** `mvhd`: version 0 counts in 32 bits, version 1 in 64. */
function durationOf(body: Buffer): number {
  const isLong = body[0] === 1;
  if (body.length < (isLong ? 32 : 20)) return 0;
  const scale = body.readUInt32BE(isLong ? 20 : 12);
  const units = isLong ? Number(body.readBigUInt64BE(24)) : body.readUInt32BE(16);
  return scale === 0 ? 0 : Math.floor((units / scale) * 1000);
}

/** `tkhd` ends with width and height, as 16.16 fixed-point numbers. */
function sizeOf(track: Buffer): { width: number; height: number } {
  const header = boxes(track).find(({ type }) => type === 'tkhd');
  if (!header || header.body.length < 8) return { width: 0, height: 0 };
  const end = header.body.length;
  return { width: header.body.readUInt32BE(end - 8) >>> 16, height: header.body.readUInt32BE(end - 4) >>> 16 };
}

/** The boxes that a stretch of bytes is made of, as far as they are whole. */
function boxes(bytes: Buffer): { type: string; body: Buffer }[] {
  const found: { type: string; body: Buffer }[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= bytes.length;
    const head = isLong ? 16 : 8;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.length - at : short;
    if (size < head || at + size > bytes.length) break;
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + head, at + size) });
    at += size;
  }
  return found;
}
