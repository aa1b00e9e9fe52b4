import { expect, test } from 'vitest';
import { formatNames, isFormatTaken } from './abilities.ts';

test('a format is known by its type alone, however it is written, and without a list every one is taken', () => {
  expect(isFormatTaken(['audio/ogg'], 'Audio/OGG; codecs=opus')).toBe(true);
  expect(isFormatTaken(['audio/ogg'], 'audio/mpeg')).toBe(false);
  expect(isFormatTaken(null, 'application/zip')).toBe(true);
});

test('formats are named as people know them, each once', () => {
  expect(
    formatNames(['image/png', 'image/jpeg', 'image/jpg', 'video/quicktime', 'video/vnd.avi', 'video/x-msvideo', 'video/webm']),
  ).toEqual(['PNG', 'JPEG', 'MOV', 'AVI', 'WebM']);
});
