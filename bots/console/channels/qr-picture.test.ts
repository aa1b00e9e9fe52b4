import { inflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrPicture } from './qr-picture.ts';

test('the picture has a dot of eight pixels for each of the code', () => {
  const picture = qrPicture('2@abc/def==,xyz,123');
  const { data, size } = encode('2@abc/def==,xyz,123', { border: 3 });

  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([size * 8, size * 8]);
  const at = picture.indexOf('IDAT');
  const pixels = inflateSync(picture.subarray(at + 4, at + 4 + picture.readUInt32BE(at - 4)));
  const rows = Array.from({ length: size }, (_, y) =>
    [...pixels.subarray(y * 8 * (size + 1) + 1, (y * 8 + 1) * (size + 1))].map((byte) => byte === 0),
  );
  expect(rows).toEqual(data);
});
