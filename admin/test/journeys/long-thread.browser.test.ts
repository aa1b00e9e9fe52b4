import { expect, test } from 'vitest';
import { ObjectId } from '../../../hub/core/ids.ts';
import { Conversation } from '../../../hub/domain/conversation/model.ts';
import { Message, type MessageRecord } from '../../../hub/domain/timeline/model.ts';
import { useAdmin } from '../use-admin.ts';

const admin = useAdmin();
const total = 5000;

test('a thread of 5,000 messages opens at its newest and at its first message, with a few dozen of them on the page', async () => {
  const { world, url, openAs } = admin();
  const { id } = await world.conversationOf('Yuki Tanaka');
  const newest = await fill(id);
  // Ada never opened it, so by itself it would open at the first message, which is unread.
  const page = await openAs(world.ada, `/inbox/all/${id}?message=${newest}`);
  const thread = page.locator('hub-thread');
  await thread.getByText(`message ${total} of ${total}`).first().waitFor();
  const rowsNow = () => thread.locator('[data-seq]').count();
  expect(await rowsNow()).toBeLessThan(120);

  // The other end is one link away.
  await page.goto(`${url}/admin/inbox/all/${id}?message=${newest - total + 2}`);
  await thread.getByText(`message 2 of ${total}`, { exact: true }).waitFor();
  expect(await rowsNow()).toBeLessThan(160);
}, 180_000);

/** Writes the messages straight into the database, since coming in by the channel is not what is tried here; the newest one's place. */
async function fill(conversationId: string): Promise<number> {
  const conversation = await Conversation.findById(conversationId).lean();
  const sample = await Message.findOne({ conversationId: new ObjectId(conversationId), direction: 'in' }).lean<MessageRecord>();
  if (!conversation || !sample) throw new Error('the conversation has no message');
  const start = Date.now() - total * 60_000;
  const made = Array.from({ length: total - 1 }, (_, index): MessageRecord => {
    const n = index + 2;
    const at = new Date(start + n * 60_000);
    return {
      ...sample,
      _id: new ObjectId(),
      seq: conversation.seq + n - 1,
      text: `message ${n} of ${total}`,
      externalId: `long-${n}`,
      sentAt: at,
      createdAt: at,
      updatedAt: at,
      terms: [],
    };
  });
  for (let from = 0; from < made.length; from += 500) await Message.collection.insertMany(made.slice(from, from + 500));
  const last = made.at(-1);
  await Conversation.updateOne(
    { _id: conversation._id },
    { $set: { seq: last?.seq, preview: last?.text, previewSeq: last?.seq, unread: 0 }, $inc: { rev: 1 } },
  );
  return last?.seq ?? 0;
}
