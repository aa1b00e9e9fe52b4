import { expect, test, vi } from 'vitest';
import { Receipt } from '../../inbound/receipts.ts';
import { testChannel } from '../../api/customers/channels.ts';
import { patience, useVkHub } from '../vk-hub.ts';
import { brokenBodies, poisonPayloads } from './poison-payloads.ts';

const world = useVkHub();
const person = 100_000_001;
const fields = {
  date: 1_790_000_000,
  peer_id: person,
  from_id: person,
  text: 'poison',
  out: 0,
  random_id: 0,
  fwd_messages: [
    {
      text: 'inner',
      attachments: [{ type: 'photo', photo: { id: 1, owner_id: 2, sizes: [{ url: 'http://127.0.0.1:9/a', width: 1, height: 1 }] } }],
    },
  ],
  reply_message: { conversation_message_id: 1, text: 'before' },
  geo: { coordinates: { latitude: 1, longitude: 2 }, place: { title: 'Here' } },
  payload: '{"b":1,"t":"Yes"}',
  ref: 'spring',
  format_data: { version: '1', items: [{ type: 'bold', offset: 0, length: 3 }] },
  attachments: [
    { type: 'doc', doc: { id: 1, owner_id: 2, title: 'a', ext: 'pdf', size: 3, url: 'http://127.0.0.1:9/b' } },
    { type: 'audio_message', audio_message: { id: 1, owner_id: 2, duration: 3, link_ogg: 'http://127.0.0.1:9/c' } },
    { type: 'sticker', sticker: { images: [{ url: 'http://127.0.0.1:9/d', width: 1, height: 1 }] } },
    { type: 'wall', wall: { id: 1, to_id: 2, text: 'post' } },
  ],
};

/** One of each kind of event, with everything in it. */
const samples = [
  { type: 'message_new', object: { message: { ...fields, id: 900, conversation_message_id: 9000 }, client_info: {} } },
  { type: 'message_reply', object: { ...fields, out: 1, from_id: -5, id: 901, conversation_message_id: 9001 } },
  { type: 'message_edit', object: { ...fields, id: 902, conversation_message_id: 9002, update_time: 1_790_000_001 } },
  {
    type: 'message_event',
    object: { user_id: person, peer_id: person, event_id: 'p', payload: { b: 1, t: 'Yes' }, conversation_message_id: 1 },
  },
  { type: 'message_allow', object: { user_id: person, key: 'k' } },
  { type: 'message_deny', object: { user_id: person } },
  { type: 'message_read', object: { from_id: person, peer_id: person, read_message_id: 9, conversation_message_id: 1 } },
  { type: 'message_typing_state', object: { state: 'typing', from_id: person, to_id: -5 } },
  { type: 'message_reaction_event', object: { reacted_id: person, peer_id: person, cmid: 1, reaction_id: 3 } },
];

test('two hundred poison events by the Callback API: none is answered as a failure, none spoils what comes next', async () => {
  const { hub, vk, connect, conversation, messages } = world();
  const { group, channelId } = await connect({ mode: 'callback', secret: 'a_secret' });
  expect((await hub.client.call(testChannel, { params: { channelId } })).health.state).toBe('ok');
  const [server] = group.servers();
  if (!server) throw new Error('there is no server');
  const anna = vk.createUser();
  const envelope = { group_id: group.id, v: '5.199', secret: 'a_secret' };
  const good = JSON.stringify({ ...envelope, event_id: 'good', ...samples[0] });
  const bodies: (string | Buffer)[] = [
    ...poisonPayloads(samples, 190).map((payload, nth) => JSON.stringify({ event_id: `e${nth}`, ...Object(payload), ...envelope })),
    ...brokenBodies(good, 'poison'),
  ];

  const statuses: number[] = [];
  for (const [nth, body] of bodies.entries()) {
    const url = `${hub.url}/webhooks/${channelId}`;
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: Buffer.from(body) });
    statuses.push(response.status);
    if (nth % 20 === 0) anna.sendText(group, `neighbour ${nth}`);
  }

  expect(bodies.length).toBeGreaterThan(200);
  expect(statuses.filter((status) => status !== 200 && status !== 401)).toEqual([]);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(190);
  await vk.waitFor(() => vk.callback.pending() === 0, 30_000);
  const conversationId = await conversation(channelId);
  await vi.waitFor(async () => {
    const texts = (await Promise.all((await world().conversations(channelId)).map(({ id }) => messages(id))))
      .flat()
      .map(({ text }) => text);
    for (let nth = 0; nth < bodies.length; nth += 20) expect(texts.filter((text) => text === `neighbour ${nth}`)).toHaveLength(1);
  }, patience);
  expect(conversationId).toBeTruthy();
  expect(await Receipt.countDocuments({ raw: /a_secret/ })).toBe(0);
}, 120_000);

test('poison in the batches of long polling: what stands beside it arrives, each once and in order', async () => {
  const { vk, connect, conversations, messages } = world();
  const { group, channelId } = await connect();
  const bo = vk.createUser({ firstName: 'Bo' });
  const objects = poisonPayloads(samples, 40, 11);
  const told: string[] = [];
  for (const [nth, payload] of objects.entries()) {
    const { type, object } = Object(payload) as { type?: unknown; object?: unknown };
    group.emit(typeof type === 'string' ? type : 'message_new', object);
    told.push(`beside ${nth}`);
    bo.sendText(group, `beside ${nth}`);
  }
  await vi.waitFor(
    async () => {
      const own = (await conversations(channelId)).find(({ contact }) => contact.name === 'Bo Lee');
      expect((await messages(own?.id ?? '')).map(({ text }) => text)).toEqual(told);
    },
    { ...patience, timeout: 60_000 },
  );
}, 90_000);
