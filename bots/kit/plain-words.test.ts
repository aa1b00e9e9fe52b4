import { expect, it } from 'vitest';
import { placeWords, plainWords } from './plain-words.ts';

it('writes a marked text as its words, with the addresses of its links', () => {
  const words = (text: string) => plainWords({ text, format: 'markdown' });
  expect(words('**On** its [way](https://shop.test/1), see [https://shop.test](https://shop.test)')).toBe(
    'On its way (https://shop.test/1), see https://shop.test',
  );
  expect(words('[a](https://a.test) and [us](mailto:us@shop.test)')).toBe('a (https://a.test) and us (us@shop.test)');
  expect(plainWords({ text: '**as typed**', format: 'plain' })).toBe('**as typed**');
});

it('writes a place as its name, its address and a link to a map', () => {
  expect(placeWords({ latitude: 52.5, longitude: 13.4, name: 'Shop', address: 'Main St 1' })).toBe(
    'Shop\nMain St 1\nhttps://www.openstreetmap.org/?mlat=52.5&mlon=13.4#map=16/52.5/13.4',
  );
  expect(placeWords({ latitude: 1, longitude: 2, url: 'https://maps.test/1' })).toBe('https://maps.test/1');
});
