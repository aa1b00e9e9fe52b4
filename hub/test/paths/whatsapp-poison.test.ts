import { expect, test, vi } from 'vitest';
import { sign } from '../../../bots/emulators/whatsapp/delivery/pusher.ts';
import { addChannel } from '../../api/customers/channels.ts';
import { Message } from '../../domain/timeline/model.ts';
import { useHub } from '../start-hub.ts';
import { poisons } from '../widget/poison.fixture.ts';

// Nothing listens there: a channel is connected all the same, and tried again.
const hub = useHub({ WHATSAPP_API_ROOT: 'http://127.0.0.1:9', PUBLIC_URL: 'https://hub.example.com' });
const appSecret = 'the-secret-of-the-app';
const phoneNumberId = '106540352242922';
const metadata = { display_phone_number: '15550783881', phone_number_id: phoneNumberId };

/** One good element of each kind, under the list it comes in. */
const good: [list: 'messages' | 'statuses' | 'message_echoes' | 'contacts', element: Record<string, unknown>][] = [
  [
    'messages',
    { type: 'text', text: { body: 'x' }, context: { id: 'wamid.0', forwarded: true }, referral: { source_url: 'u', headline: 'h' } },
  ],
  ['messages', { type: 'image', image: { id: '1', mime_type: 'image/png', sha256: 's', caption: 'c' } }],
  ['messages', { type: 'document', document: { id: '1', filename: 'f' } }],
  ['messages', { type: 'location', location: { latitude: 1, longitude: 2, name: 'n' } }],
  ['messages', { type: 'contacts', contacts: [{ name: { formatted_name: 'n' }, phones: [{ phone: '1' }], emails: [{ email: 'e' }] }] }],
  ['messages', { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'i', title: 't', description: 'd' } } }],
  ['messages', { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { body: 'b', response_json: '{"a":1}' } } }],
  ['messages', { type: 'button', button: { payload: 'p', text: 't' } }],
  ['messages', { type: 'order', order: { text: 't', product_items: [{ product_retailer_id: 'r', quantity: 1, item_price: 2 }] } }],
  ['messages', { type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } }],
  ['messages', { type: 'edit', edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'y' } } } }],
  ['messages', { type: 'revoke', revoke: { original_message_id: 'wamid.0' } }],
  ['messages', { type: 'system', system: { type: 'user_changed_number', wa_id: '1651' } }],
  ['messages', { type: 'unsupported', errors: [{ code: 131051, title: 't' }] }],
  [
    'statuses',
    {
      status: 'failed',
      recipient_id: '1650',
      errors: [{ code: 131047, error_data: { details: 'd' } }],
      biz_opaque_callback_data: 'hubbub:a/1:b',
    },
  ],
  ['message_echoes', { type: 'text', text: { body: 'x' }, to: '1652' }],
  ['contacts', { wa_id: '1650', user_id: 'US.1', profile: { name: 'n', username: 'u' } }],
];

/** All places within a value, its own included. */
function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

/** A copy with another value at a place; undefined leaves the field out. */
function withAt(value: unknown, [key, ...rest]: string[], poison: unknown): unknown {
  if (key === undefined) return poison;
  if (Array.isArray(value)) return value.map((one: unknown, at) => (String(at) === key ? withAt(one, rest, poison) : one));
  return { ...(value as object), [key]: withAt((value as Record<string, unknown>)[key], rest, poison) };
}

const text = (id: string, body: string) => ({ id, from: '491555', timestamp: '1750091045', type: 'text', text: { body } });

/** Webhooks with one poisoned element between two good messages: every place of every kind, each with a few poisons, always the same. */
function poisonedWebhooks(): string[] {
  const all = [undefined, ...poisons];
  let turn = 0;
  return good.flatMap(([list, element], kind) => {
    const whole = { id: `wamid.${kind}`, from: `4916${kind}`, timestamp: '1750091045', ...element };
    return pathsOf(whole).flatMap((path) =>
      [0, 1].map(() => {
        const poison = all[(turn += 7) % all.length];
        const neighbours = [text(`wamid.a${turn}`, `neighbour ${turn}a`), text(`wamid.b${turn}`, `neighbour ${turn}b`)];
        const poisoned = withAt(whole, path, poison);
        const value =
          list === 'messages'
            ? { metadata, messages: [neighbours[0], poisoned, neighbours[1]] }
            : { metadata, messages: neighbours, [list]: [poisoned] };
        return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
      }),
    );
  });
}

/** The envelope itself is poison, beside a good entry where there is room for one. */
function poisonedEnvelopes(): string[] {
  const entry = { id: '1', changes: [{ field: 'messages', value: { metadata, messages: [text('wamid.e', 'in an envelope')] } }] };
  return [
    ...poisons.map((poison) =>
      JSON.stringify({ object: 'whatsapp_business_account', entry: [entry, poison, { id: '1', changes: poison }] }),
    ),
    ...poisons.map((poison) => JSON.stringify({ object: 'whatsapp_business_account', entry: poison })),
    ...poisons.map((poison) => JSON.stringify(poison)),
  ];
}

test('poisoned webhooks are taken, their neighbours too, and what comes next as ever', async () => {
  const channel = await hub().client.call(addChannel, {
    body: { provider: 'whatsapp', settings: { phoneNumberId, accessToken: 'EAAtoken', appSecret, verifyToken: 'word' } },
  });
  const post = async (body: string | Buffer): Promise<number> => {
    const bytes = Buffer.from(body);
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(bytes, appSecret) };
    const response = await fetch(`${hub().url}/webhooks/${channel.id}`, { method: 'POST', headers, body: new Uint8Array(bytes) });
    await response.arrayBuffer();
    return response.status;
  };
  // Three of four: enough to have every kind and every poison in many places.
  const webhooks = poisonedWebhooks().filter((_, at) => at % 4 !== 3);
  const raw = [Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), Buffer.from('{"object":"whatsapp_business_account","entry":['), Buffer.alloc(0)];
  expect(webhooks.length).toBeGreaterThan(200);

  const statuses = new Map<string, number>();
  const bodies = [...webhooks, ...poisonedEnvelopes().filter((_, at) => at % 3 === 0), ...raw];
  for (let at = 0; at < bodies.length; at += 10) {
    await Promise.all(
      bodies.slice(at, at + 10).map(async (body) => {
        const status = await post(body);
        if (status !== 200) statuses.set(body.toString().slice(0, 300), status);
      }),
    );
  }

  expect([...statuses]).toEqual([]);
  const stored = (await Message.find({ text: /^neighbour/ }).lean()).map((message) => message.text);
  const expected = webhooks.flatMap((body) => body.match(/neighbour \d+[ab]/g) ?? []);
  expect(stored.sort()).toEqual([...new Set(expected)].sort());
  expect(
    await post(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [{ id: '1', changes: [{ field: 'messages', value: { metadata, messages: [text('wamid.last', 'as ever')] } }] }],
      }),
    ),
  ).toBe(200);
  await vi.waitFor(async () => expect(await Message.countDocuments({ text: { $in: ['as ever', 'in an envelope'] } })).toBe(2), {
    timeout: 20_000,
  });
}, 300_000);
