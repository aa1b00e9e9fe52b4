import { expect, it } from 'vitest';
import { UnreadablePayload } from '../../contract/error.ts';
import { inboundEvent } from '../../contract/inbound.ts';
import { messageEvent, payloadOf } from './payload.fixture.ts';
import { parsePayload } from './parse.ts';

const deep = (levels: number): unknown => {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value };
  return value;
};

/** Values that stand where others belong. */
const wrong: unknown[] = [
  null,
  true,
  -1,
  1e308,
  NaN,
  '',
  '\uD800',
  '\u0000',
  'x'.repeat(100_000),
  [],
  {},
  deep(2000),
  [[[]]],
  { _serialized: 7 },
];

const fields = [
  'id',
  'type',
  't',
  'body',
  'caption',
  'notifyName',
  'mimetype',
  'size',
  'lat',
  'vcardList',
  'quotedMsg',
  'pollOptions',
  'duration',
  'filename',
];

/** Two hundred and more broken events, the same on every run: each field with each wrong value, and wholes that are none. */
const poison: unknown[] = [
  ...fields.flatMap((field) => wrong.map((value) => messageEvent({ type: 'image', hasMedia: true, [field]: value }))),
  ...wrong.map((value) => messageEvent({ body: 'x' }, value as object)),
  ...wrong,
  ...['message', 'edit', 'revoke', 'reaction', 'ack', 'unheard-of'].map((kind) => ({ kind })),
  ...['edit', 'revoke', 'reaction', 'ack'].flatMap((kind) =>
    wrong.slice(0, 6).map((at) => ({ kind, peer: { remote: '1@c.us' }, at, editedAt: at })),
  ),
];

it(`takes ${poison.length} broken events without an end, and reads their neighbours`, () => {
  expect(poison.length).toBeGreaterThan(200);
  for (const [place, broken] of poison.entries()) {
    const before = messageEvent({ body: 'before', id: { fromMe: false, id: `A${place}` } });
    const after = messageEvent({ body: 'after', id: { fromMe: false, id: `B${place}` } });
    const elements = parsePayload(payloadOf(before, broken, after));
    const events = elements.flatMap((element) => ('event' in element ? [inboundEvent.parse(element.event)] : []));
    const texts = events.flatMap((event) => (event.type === 'message' ? [event.content.text] : []));
    expect([texts[0], texts.at(-1)], `event ${place}`).toEqual(['before', 'after']);
  }
});

it('refuses wholes that are no payload', () => {
  for (const whole of wrong) {
    if (typeof whole === 'object' && whole !== null && 'events' in whole) continue;
    expect(() => parsePayload(whole)).toThrow(UnreadablePayload);
  }
});
