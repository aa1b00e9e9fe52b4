import { expect, test } from 'vitest';
import { useHub } from '../test/start-hub.ts';
import { labelOf, openConsole } from './console.fixture.ts';

const hubUnderTest = useHub();

test('a customer writes, one of two agents who press Take at once gets it, and the reply reaches the customer', async () => {
  const under = hubUnderTest();
  const { telegram } = under;
  const world = await openConsole(under);
  const ann = await world.link('Ann');
  const bob = await world.link('Bob');

  const carl = telegram.createUser({ firstName: 'Carl' });
  const chat = carl.chatWith(world.customers);
  carl.sendText(world.customers, 'Where is my parcel?');
  const annsCard = await telegram.waitFor(() => ann.findButton('Take'), { what: "Ann's card" });
  const bobsCard = await telegram.waitFor(() => bob.findButton('Take'), { what: "Bob's card" });
  expect(annsCard.text).toContain('Where is my parcel?');

  const answers = await Promise.all([ann.phone.press(annsCard, labelOf(annsCard, 'Take')), bob.phone.press(bobsCard, labelOf(bobsCard, 'Take'))]);
  expect(answers.filter(({ showAlert }) => showAlert)).toHaveLength(1);
  const winner = answers[0]?.showAlert ? bob : ann;
  winner.phone.replyTo(winner === ann ? annsCard : bobsCard, 'It left this morning.');
  await telegram.waitFor(() => telegram.transcript(chat).some(({ text }) => text === 'It left this morning.'), { what: 'the answer' });
});
