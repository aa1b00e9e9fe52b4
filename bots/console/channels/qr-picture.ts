import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

const dotSize = 8;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A QR code as a PNG, one bit a pixel, with the white border that cameras need. */
export function qrPicture(value: string): Buffer {
  const { data, size } = encode(value, { border: 3 });
  const side = size * dotSize;
  const rowBytes = Math.ceil(side / 8);
  const pixels = Buffer.alloc((rowBytes + 1) * side);
  for (let y = 0; y < side; y++) {
    const row = data[Math.floor(y / dotSize)] ?? [];
    // A dot is eight pixels, so a byte of a row; 1 is white. The first byte names the row's filter: none.
    for (let x = 0; x < size; x++) pixels[y * (rowBytes + 1) + 1 + x] = row[x] ? 0x00 : 0xff;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
