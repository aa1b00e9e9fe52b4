import { expect, test } from 'vitest';
import { png } from '../../bots/emulators/telegram/test-files.ts';
import { useHub } from '../test/start-hub.ts';
import { openConsole } from './console.fixture.ts';

const hubUnderTest = useHub();

test('a place an agent sends reaches the customer as a place on the map', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const carl = telegram.createUser({ firstName: 'Carl' });
  carl.sendText(world.customers, 'Where are you?');
  const card = await ann.waitForButton('Take');

  ann.phone.sendLocation(world.team, { latitude: 52.5, longitude: 13.4 }, { replyTo: card });

  const place = await telegram.waitFor(
    () => telegram.transcript(carl.chatWith(world.customers)).find(({ from, attachment }) => from.isBot && attachment !== undefined),
    { what: 'the place', timeout: 8000 },
  );
  expect(place.attachment).toMatchObject({ location: { latitude: 52.5, longitude: 13.4 } });
});

test('an album with a caption reaches the agents as an album, and their document and album reach the customer', async () => {
  const { telegram } = hubUnderTest();
  const world = await openConsole(hubUnderTest());
  const ann = await world.link('Ann');
  const carl = telegram.createUser({ firstName: 'Carl' });
  const carlSees = () => telegram.transcript(carl.chatWith(world.customers));

  carl.sendAlbum(
    world.customers,
    [1, 2, 3].map((number) => ({ kind: 'photo' as const, bytes: png, name: `${number}.png` })),
    { caption: 'It came broken' },
  );

  const card = await ann.waitForButton('Take');
  const album = await telegram.waitFor(
    () => {
      const parts = ann.sees().filter(({ from, albumId, media }) => from.isBot && albumId !== undefined && media?.kind === 'photo');
      return parts.length === 3 && parts;
    },
    { what: 'the album at Ann', timeout: 10_000 },
  );
  expect(new Set(album.map(({ albumId }) => albumId)).size).toBe(1);
  expect(`${card.text ?? ''}${album[0]?.caption ?? ''}`).toContain('It came broken');

  await ann.press(card, 'Take');
  ann.phone.sendDocument(
    world.team,
    { bytes: Buffer.from('%PDF-1.4 sorry'), name: 'voucher.pdf' },
    { replyTo: album[1] ?? card, caption: 'Please take this' },
  );
  const document = await telegram.waitFor(() => carlSees().find(({ from, media }) => from.isBot && media?.kind === 'document'), {
    what: 'the document',
    timeout: 10_000,
  });
  expect(document).toMatchObject({ caption: 'Please take this', media: { name: 'voucher.pdf' } });

  ann.phone.sendAlbum(
    world.team,
    [1, 2].map((number) => ({ kind: 'photo' as const, bytes: png, name: `${number}.png` })),
    { replyTo: card, caption: 'These are ours' },
  );
  await telegram.waitFor(() => carlSees().filter(({ from, albumId }) => from.isBot && albumId !== undefined).length === 2, {
    what: 'our album',
    timeout: 10_000,
  });
});
