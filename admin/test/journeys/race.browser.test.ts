import { expect, test } from 'vitest';
import { listMessages } from '../../../hub/api/customers/messages.ts';
import { setDuty } from '../../../hub/domain/agent/update-agent.ts';
import { createAgentLink } from '../../../hub/domain/console/linking.ts';
import { useAdmin } from '../use-admin.ts';

const admin = useAdmin();

test('two agents in two browsers and one in Telegram take the same conversation: one has it, everybody sees who', async () => {
  const { hub, world, openAs } = admin();
  const { telegram } = hub;
  const phone = telegram.createUser({ firstName: 'Chen' });
  const { code } = await createAgentLink(hub.hub, world.chen.actor, null);
  phone.openDeepLink(world.consoleBot, code);
  const sees = () => telegram.transcript(phone.chatWith(world.consoleBot));
  /** The last message with words of this kind on one of its buttons, and that button. */
  const waitForButton = (words: string, about = '') =>
    telegram.waitFor(
      () => {
        const message = sees().findLast(
          ({ text, buttons }) => (text ?? '').includes(about) && buttons.flat().some((each) => each.text.includes(words)),
        );
        const label = message?.buttons.flat().find((each) => each.text.includes(words))?.text;
        return message && label ? { message, label } : undefined;
      },
      { what: `a button ${words}`, timeout: 20_000 },
    );
  const confirm = await waitForButton('Confirm');
  await phone.press(confirm.message, confirm.label);
  await setDuty(hub.hub, world.chen.actor, true);

  const nora = telegram.createUser({ firstName: 'Nora' });
  nora.sendText(world.shopBot, 'Who of you is the fastest?');
  const card = await waitForButton('Take', 'Nora');
  const { id } = await world.conversationOf('Nora');
  const [ada, boris] = await Promise.all([openAs(world.ada, `/inbox/unassigned/${id}`), openAs(world.boris, `/inbox/unassigned/${id}`)]);
  const take = { name: 'Take', exact: true };
  await Promise.all([ada.getByRole('button', take).waitFor(), boris.getByRole('button', take).waitFor()]);
  // Who is too late may find the button gone already: the others' screens are that quick.
  const press = (page: typeof ada) =>
    page
      .getByRole('button', take)
      .click({ timeout: 4000 })
      .catch(() => undefined);
  await Promise.all([press(ada), press(boris), phone.press(card.message, card.label)]);

  await expect.poll(async () => (await world.conversationOf('Nora')).assigneeId).not.toBeNull();
  const { assigneeId } = await world.conversationOf('Nora');
  const winner = [world.ada, world.boris, world.chen].find(({ agent }) => agent._id.toHexString() === assigneeId)?.agent.displayName ?? '';
  expect(winner).not.toBe('');
  // Everybody's screen says who has it, without anybody reloading.
  const assigneeOn = (page: typeof ada, agent: string) =>
    page
      .locator('hub-conversation-header')
      .getByText(agent === winner ? /Me|You|Owner|Agent/ : new RegExp(winner))
      .first();
  await Promise.all([assigneeOn(ada, 'Ada Owner').waitFor(), assigneeOn(boris, 'Boris Agent').waitFor()]);
  await telegram.waitFor(() => sees().some(({ text }) => (text ?? '').includes('Nora') && /Taken by|yours|you/i.test(text ?? '')), {
    what: 'the card that says who',
    timeout: 20_000,
  });
  const { items } = await world.client.call(listMessages, { params: { conversationId: id }, query: { limit: 50 } });
  expect(items.filter(({ event }) => event?.type === 'assigned')).toHaveLength(1);
}, 120_000);
