import { expect, test } from 'vitest';
import { listConversations } from '../../api/customers/conversations.ts';
import { listMessages } from '../../api/customers/messages.ts';
import { openConsole } from '../../console/console.fixture.ts';
import { useHub } from '../start-hub.ts';

const hub = useHub();
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n');

test('from an album of a customer, over two agents who take it at once, to the reopening', async () => {
  const { telegram } = hub();
  const world = await openConsole(hub());
  const ann = await world.link('Ann');
  const bob = await world.link('Bob');
  const carl = telegram.createUser({ firstName: 'Carl' });
  const atCarl = () => telegram.transcript(carl.chatWith(world.customers));
  const timeline = async () => {
    const { items } = await world.client.call(listConversations, {});
    return (await world.client.call(listMessages, { params: { conversationId: items[0]!.id } })).items;
  };

  // The album is one message with its caption; both agents get the card and the pictures.
  const pictures = [1, 2, 3].map((n) => ({ kind: 'photo' as const, bytes: png, name: `${n}.png`, mime: 'image/png' }));
  const [captioned] = carl.sendAlbum(world.customers, pictures, { caption: 'All three arrived broken' });
  const cards = [await ann.waitForButton('Take'), await bob.waitForButton('Take')] as const;
  for (const { sees, phone } of [ann, bob]) {
    await telegram.waitFor(() => sees().filter(({ media }) => media?.kind === 'photo').length === 3, {
      what: `three pictures at ${phone.firstName}`,
      timeout: 15_000,
    });
  }
  expect(await timeline()).toMatchObject([
    { text: 'All three arrived broken', attachments: [{ kind: 'image' }, { kind: 'image' }, { kind: 'image' }] },
  ]);

  // Both press Take: one has it, the other is told by whom it was taken.
  const answers = await Promise.all([ann.press(cards[0], 'Take'), bob.press(cards[1], 'Take')]);
  expect(answers.filter(({ showAlert }) => showAlert === true)).toHaveLength(1);
  const [winner, loser, card] = answers[0].showAlert ? [bob, ann, cards[1]] : [ann, bob, cards[0]];
  await loser.waitForText(`Taken by ${winner.phone.firstName}`);

  // A document goes to the customer, a note does not.
  winner.phone.replyTo(card, '// he is right, they were packed badly');
  winner.phone.sendDocument(
    world.team,
    { bytes: pdf, name: 'refund.pdf', mime: 'application/pdf' },
    { caption: 'Your refund', replyTo: card },
  );
  await telegram.waitFor(() => atCarl().some(({ media, caption }) => media?.kind === 'document' && caption === 'Your refund'), {
    what: 'the document',
    timeout: 15_000,
  });
  expect(JSON.stringify(atCarl())).not.toContain('packed badly');
  expect((await timeline()).filter(({ kind }) => kind === 'note')).toHaveLength(1);

  // The customer's edit is shown in place, with what it was before.
  carl.edit(captioned!, 'All three arrived broken, and one is missing');
  await winner.waitForText('one is missing');
  expect((await timeline())[0]).toMatchObject({
    text: 'All three arrived broken, and one is missing',
    revisions: [{ text: 'All three arrived broken' }],
  });

  // Closed, and opened again by the customer.
  await winner.press(await winner.waitForButton('Close'), 'Close');
  await winner.waitForText('is closed');
  carl.sendText(world.customers, 'Thank you! One more question');
  await winner.waitForText('One more question');
  const { items } = await world.client.call(listConversations, {});
  expect(items).toMatchObject([{ status: 'open', assigneeId: winner.agent._id.toHexString() }]);
  expect((await timeline()).flatMap(({ event }) => event?.type ?? [])).toEqual(['assigned', 'closed', 'reopened']);
});
