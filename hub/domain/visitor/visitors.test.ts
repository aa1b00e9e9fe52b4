import mongoose from 'mongoose';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { getConversation } from '../../api/customers/conversations.ts';
import { getVisitor, listContactVisits, listVisitors, writeToVisitor } from '../../api/visitors/visitors.ts';
import { createClient, type ApiError, type Client } from '../../api/client.ts';
import { countCommands } from '../../database/count-commands.ts';
import { toObjectId } from '../../core/ids.ts';
import { systemActor } from '../../core/actor.ts';
import { Contact } from '../contact/model.ts';
import { recogniseContact } from '../contact/recognise.ts';
import { Conversation } from '../conversation/model.ts';
import { eraseContact } from '../data/erase/erase-contact.ts';
import { mergeContacts } from '../data/merge/merge-contacts.ts';
import { signIn } from '../../test/factories.ts';
import { useHub } from '../../test/start-hub.ts';
import { connectWebhook, textUpdate } from '../../test/telegram-webhook.ts';
import { arrive, page } from './arrive.fixture.ts';
import { keyOf } from './visits/keep-visits.ts';
import { PageVisit, SiteVisitor } from './model.ts';

const hub = useHub({ PUBLIC_URL: 'https://hub.example' });
const list = (query: Record<string, string | number> = {}) => hub().client.call(listVisitors, { query });
const idsOf = async (query: Record<string, string | number> = {}) => (await list(query)).items.map(({ id }) => id);
const leaveAll = () => hub().hub.visitors.stop();

beforeEach(leaveAll);

test('a list shows who came last first, page by page, by what is known of them and by beginnings of words', async () => {
  arrive(hub(), 'v_first111', { page: page('/prices', 'Our prices'), claimedName: 'Ёлка' });
  arrive(hub(), 'v_second22', {
    page: page('/cart', 'Cart'),
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
  });
  arrive(hub(), 'v_third333', { page: page('/cart', 'Cart') });

  const whole = await list();
  const beginning = await list({ limit: 2 });
  const rest = await list({ limit: 2, cursor: beginning.nextCursor ?? '' });

  expect(whole).toMatchObject({ total: 3, nextCursor: null });
  expect([...beginning.items, ...rest.items].map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id));
  expect(new Set(whole.items.map(({ id }) => id))).toEqual(new Set(['v_first111', 'v_second22', 'v_third333']));
  expect(whole.items.find(({ id }) => id === 'v_second22')).toMatchObject({
    contact: null,
    name: null,
    page: page('/cart', 'Cart'),
    device: { kind: 'desktop', browser: 'Firefox 130' },
    country: null,
    visits: 1,
    tabs: 1,
    isChatOpen: false,
    conversationId: null,
  });
  expect(await idsOf({ q: 'pri' })).toEqual(['v_first111']);
  expect(await idsOf({ q: 'ёл' })).toEqual(['v_first111']);
  expect(await idsOf({ known: 'true' })).toEqual([]);
  await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'request.invalid' });
});

test('a visit is counted once, and its pages and events are read with how long they were looked at', async () => {
  const tab = arrive(hub(), 'v_counted1');
  tab.moved(page('/cart'));
  hub().hub.visitors.tracked(hub().workspaceId, 'v_counted1', { name: 'added to cart', data: { price: 5 } });

  const { pages } = await hub().client.call(getVisitor, { params: { visitorId: 'v_counted1' } });
  expect(pages.map(({ url, seconds, event }) => [url, seconds, event?.name])).toEqual(
    expect.arrayContaining([
      [page('/').url, 0, undefined],
      [page('/cart').url, null, undefined],
      [page('/cart').url, null, 'added to cart'],
    ]),
  );

  leaveAll();
  arrive(hub(), 'v_counted1');
  await expect.poll(async () => (await list()).items[0]?.visits, { timeout: 15_000 }).toBe(2);
  await expect(hub().client.call(getVisitor, { params: { visitorId: 'v_nobody11' } })).rejects.toMatchObject({ code: 'visitor.gone' });
});

test('pages are written together: however many visitors move, a few commands for all, and the address never', async () => {
  const { commands } = await countCommands(mongoose.connection, async () => {
    for (let index = 0; index < 300; index += 1) {
      const tab = arrive(hub(), `v_mover${index}`, { address: '203.0.113.77' });
      for (let step = 0; step < 5; step += 1) tab.moved(page(`/${step}`));
    }
    await hub().client.call(getVisitor, { params: { visitorId: 'v_mover0' } });
  });

  // 1,800 pages of 300 visitors; the hub's own timer may have come in between.
  expect(commands.filter((command) => /^(insert|update).*(pageVisits|visitors)/.test(command)).length).toBeLessThanOrEqual(6);
  expect(await PageVisit.countDocuments({ url: page('/4').url })).toBe(300);
  const stored = [...(await PageVisit.find().lean()), ...(await SiteVisitor.find().lean())];
  expect(JSON.stringify(stored)).not.toContain('203.0.113.77');
});

describe('somebody with an account', () => {
  async function aContact(visitorId: string) {
    const { channel } = await connectWebhook(hub());
    const place = { id: toObjectId(channel.id), workspaceId: hub().workspaceId, provider: 'telegram' };
    const { contact, identity } = await recogniseContact(hub().hub, place, { externalId: visitorId, name: `Anna ${visitorId}` });
    return { channelId: place.id, contact, identity };
  }
  const visitsOf = async (contactId: string) => (await hub().client.call(listContactVisits, { params: { contactId } })).items;

  test('is known by their contact, and anew when it is renamed', async () => {
    const { channelId, contact } = await aContact('v_known111');
    arrive(hub(), 'v_known111', { channelId });

    await expect
      .poll(async () => (await list({ known: 'true' })).items[0]?.contact?.id, { timeout: 15_000 })
      .toBe(contact._id.toHexString());
    await Contact.updateOne({ _id: contact._id }, { $set: { name: 'Bea' } });
    await hub().hub.facts.announce({
      id: 'x',
      type: 'contact.changed',
      workspaceId: hub().workspaceId.toHexString(),
      at: new Date(),
      actor: { type: 'system', id: null, name: '' },
      data: { contactId: contact._id.toHexString() },
    });

    await expect.poll(async () => (await list({ q: 'bea' })).items[0]?.name, { timeout: 15_000 }).toBe('Bea');
  });

  test('has their visits on the contact; a merge brings them along, an erasure ends them', async () => {
    const one = await aContact('v_merged11');
    const other = await aContact('v_merged22');
    arrive(hub(), 'v_merged11', { channelId: one.channelId, page: page('/one') });
    arrive(hub(), 'v_merged22', { channelId: other.channelId, page: page('/other') });
    await hub().client.call(getVisitor, { params: { visitorId: 'v_merged11' } });
    expect((await visitsOf(one.contact._id.toHexString())).map(({ url }) => url)).toEqual([page('/one').url]);

    const actor = systemActor(hub().workspaceId);
    await mergeContacts(hub().hub, actor, { contactId: one.contact._id.toHexString(), fromId: other.contact._id.toHexString() });
    const merged = async () => (await visitsOf(one.contact._id.toHexString())).map(({ url }) => url).sort();
    await expect.poll(merged, { timeout: 15_000 }).toEqual([page('/one').url, page('/other').url]);

    await eraseContact(hub().hub, actor, one.contact._id.toHexString());
    const keys = [one, other].map(({ channelId }, index) =>
      keyOf({ channelId: channelId.toHexString(), identity: `v_merged${index ? '22' : '11'}` }),
    );
    expect(await PageVisit.countDocuments({ visitorKey: { $in: keys } })).toBe(0);
    expect(await SiteVisitor.countDocuments({ _id: { $in: keys } })).toBe(0);
  });
});

describe('writing to a visitor', () => {
  async function agentAt() {
    const seat = await hub().addAgent({ role: 'agent', name: 'Olga' });
    const client = createClient({
      baseUrl: hub().url,
      headers: await signIn(hub().hub, seat.user._id),
      workspaceId: hub().workspaceId.toHexString(),
    });
    return { seat, client };
  }
  const write = (client: Client, visitorId: string, clientId?: string) =>
    client.call(writeToVisitor, { params: { visitorId }, body: { text: 'Can I help?', ...(clientId && { clientId }) } });

  test('makes contact and conversation, gives it to the agent, sends the text; a repeat is the same message', async () => {
    const { channel } = await connectWebhook(hub());
    arrive(hub(), '777000777', { channelId: toObjectId(channel.id) });
    const { seat, client } = await agentAt();

    const { conversation, message } = await write(client, '777000777', 'once');
    const again = await write(client, '777000777', 'once');

    expect(conversation).toMatchObject({
      assigneeId: seat.agent._id.toHexString(),
      contact: { name: 'Visitor 777000777' },
      preview: 'Can I help?',
    });
    expect(message).toMatchObject({ text: 'Can I help?', author: { name: 'Olga' }, delivery: { state: 'queued' } });
    expect(again.message.id).toBe(message.id);
    expect(await Conversation.findById(conversation.id).lean()).toMatchObject({ isProactive: true });
  });

  test('ends being the first word once the customer writes', async () => {
    const { channel, post } = await connectWebhook(hub());
    arrive(hub(), '666000666', { channelId: toObjectId(channel.id) });
    const { client } = await agentAt();
    const { conversation } = await write(client, '666000666');

    await post(textUpdate(9001, { from: 666000666, text: 'hello' }));

    await vi.waitFor(async () => expect((await Conversation.findById(conversation.id).lean())?.isProactive).toBeUndefined(), {
      timeout: 15_000,
    });
    expect((await hub().client.call(getConversation, { params: { conversationId: conversation.id } })).preview).toBe('hello');
  });

  test('is refused when the visitor has left, is blocked, or a colleague is at it', async () => {
    const { channel } = await connectWebhook(hub());
    arrive(hub(), '888000888', { channelId: toObjectId(channel.id) });
    const [olga, ivan] = [await agentAt(), await agentAt()];
    const codeOf = (promise: Promise<unknown>) =>
      promise.then(
        () => 'none',
        (error: ApiError) => error.code,
      );

    const { conversation } = await write(olga.client, '888000888');
    expect(await codeOf(write(ivan.client, '888000888'))).toBe('conversation.taken');

    await Contact.updateOne({ _id: toObjectId(conversation.contact.id) }, { $set: { blocked: true } });
    expect(await codeOf(write(olga.client, '888000888'))).toBe('contact.blocked');
    leaveAll();
    expect(await codeOf(write(olga.client, '888000888'))).toBe('visitor.gone');
  });
});
