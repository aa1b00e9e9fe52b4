import { expect, test, vi } from 'vitest';
import { listMessages, sendMessage } from '../../api/customers/messages.ts';
import { Message } from '../../domain/timeline/model.ts';
import { reply } from './agents.ts';
import { findViolations } from './checker.ts';
import { createPolledCustomer, createWebhookCustomer, postUpdate } from './customers.ts';
import { findConversation } from './load.ts';
import { useFaultWorld } from './world.ts';

const world = useFaultWorld();
const patience = { timeout: 40_000, interval: 50 };
const deliveryOf = async (text: string) => (await Message.findOne({ text }).lean())?.delivery;

test(
  'a hub that was paused past its leases finalises nothing any more: another took over its sends and its polling',
  { timeout: 120_000 },
  async () => {
    const paused = await world().startHub();
    const shop = await world().connectBot();
    const ann = createPolledCustomer(world(), shop, 'Ann');
    ann.write('hello');
    const conversationId = await findConversation(world(), shop, 'Ann');
    const hanging = world().telegram.faults.add({ method: 'sendMessage', kind: 'hang', times: 1 });
    await reply(world(), conversationId, 'in the middle');
    await vi.waitFor(() => expect(hanging.hits).toBe(1), patience);
    await reply(world(), conversationId, 'behind it');
    paused.kill('SIGSTOP');
    await world().startHub();
    world().history.crashes = 1;

    ann.write('is anybody there?');
    await vi.waitFor(async () => expect(await deliveryOf('behind it')).toMatchObject({ state: 'sent' }), patience);
    await vi.waitFor(async () => expect(await Message.countDocuments({ text: 'is anybody there?' })).toBe(1), patience);
    const judged = await Message.findOne({ text: 'in the middle' }).lean();
    expect(judged?.delivery).toMatchObject({ state: 'unknown', reason: 'no-answer' });

    paused.kill('SIGCONT');
    world().telegram.faults.remove(hanging.id);
    await vi.waitFor(() => expect(world().telegram.requests.of('sendMessage')[0]?.isAnswered).toBe(true), patience);
    // The paused hub has the provider's yes in its hands and goes on: it answers, and what it is asked to send next goes out.
    await world()
      .client(paused.url)
      .call(sendMessage, { params: { conversationId }, body: { kind: 'text', text: 'from the paused one', clientId: 'p' } });
    world().history.replies.push({ conversationId, clientId: 'p', text: 'from the paused one' });
    ann.write('good');
    expect(await findViolations(world())).toEqual([]);
    expect((await Message.findOne({ text: 'in the middle' }).lean())?.delivery).toEqual(judged?.delivery);
    expect(
      world()
        .telegram.requests.of('sendMessage')
        .map(({ payload }) => payload['text']),
    ).toEqual(['in the middle', 'behind it', 'from the paused one']);
  },
);

test(
  'a reader that polls two hubs by its cursor misses nothing and sees nothing twice while eight writers write through both',
  { timeout: 120_000 },
  async () => {
    const hubs = [await world().startHub(), await world().startHub()];
    const [one = '', other = ''] = hubs.map(({ url }) => url);
    const shop = await world().connectBot();
    const ann = createWebhookCustomer(world(), shop, 'Ann');
    await ann.write('first');
    const conversationId = await findConversation(world(), shop, 'Ann');
    const params = { conversationId };
    const each = 25;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      const url = writer % 2 === 0 ? one : other;
      for (let at = 0; at < each; at += 1) {
        if (writer < 4) expect(await postUpdate(url, shop, ann.update(`customer ${writer}.${at}`))).toBe(200);
        else
          await world()
            .client(url)
            .call(sendMessage, { params, body: { kind: 'note', text: `note ${writer}.${at}` } });
      }
    });

    const seen: string[] = [];
    let cursor = 0;
    let isWritten = false;
    const read = async (url: string) => {
      const page = await world()
        .client(url)
        .call(listMessages, { params, query: { after: cursor } });
      cursor = page.cursor;
      seen.push(...page.items.map(({ text }) => text));
      return page.items.length;
    };
    const reading = (async () => {
      for (let turn = 0; !isWritten; turn += 1) await read(turn % 2 === 0 ? one : other);
      while ((await read(one)) > 0);
    })();
    await Promise.all(writers);
    isWritten = true;
    await reading;

    const written = await Message.find({}).sort({ seq: 1 }).lean();
    expect(written).toHaveLength(8 * each + 1);
    expect(seen).toEqual(written.map(({ text }) => text));
  },
);
