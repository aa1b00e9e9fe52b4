/** The MIME type that the first bytes tell, for the few kinds Telegram itself looks at. */
export function sniffMime(bytes: Buffer): string | null {
  if (bytes.length >= 8 && bytes.readUInt32BE(0) === 0x89504e47) return 'image/png';
  if (bytes.length >= 3 && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('GIF8')) return 'image/gif';
  if (start.startsWith('BM')) return 'image/bmp';
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'image/webp';
  if (start.startsWith('%PDF')) return 'application/pdf';
  if (start.startsWith('OggS')) return 'audio/ogg';
  if (start.slice(4, 8) === 'ftyp') return 'video/mp4';
  return null;
}

/** Whether Telegram would take these bytes as a photo. */
export const isImage = (bytes: Buffer): boolean => sniffMime(bytes)?.startsWith('image/') === true;

/** Width and height of a PNG, GIF or JPEG in pixels; null for anything else. */
export function imageSize(bytes: Buffer): { width: number; height: number } | null {
  const mime = sniffMime(bytes);
  if (mime === 'image/png' && bytes.length >= 24) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (mime === 'image/gif' && bytes.length >= 10) return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  if (mime === 'image/jpeg') return jpegSize(bytes);
  return null;
}

function jpegSize(bytes: Buffer): { width: number; height: number } | null {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
