import { expect, onTestFinished, test } from 'vitest';
import { sayWhy } from '../../bots/contract/reason.ts';
import { ObjectId } from '../../hub/core/ids.ts';
import { Channel } from '../../hub/domain/channel/model.ts';
import { raiseAlert, settleAlert } from '../../hub/domain/console/alerts.ts';
import { violationsOf } from './axe.ts';
import { useAdmin } from './use-admin.ts';

const admin = useAdmin();

test('why it is out of order is said in the language on screen, what the provider says is quoted, and an older sentence stays as it is', async () => {
  const { world, openAs } = admin();
  const channel = { _id: new ObjectId(world.channelId) };
  const before = await Channel.findOne(channel).orFail().lean();
  const tell = (state: 'warning' | 'failed' | 'connecting', why: object) =>
    Channel.updateOne(channel, { $set: { health: { state, ...why, at: new Date() } } });
  onTestFinished(async () => void (await Channel.updateOne(channel, { $set: { health: before.health } })));
  const reasons: readonly [told: Parameters<typeof tell>, shown: string][] = [
    [
      ['warning', sayWhy('telegram-webhook', { words: 'Connection timed out' })],
      'Telegram не может достучаться до вебхука: «Connection timed out»',
    ],
    [['warning', sayWhy('whatsapp-account', { words: 'ACCOUNT_VIOLATION' })], 'WhatsApp сообщает об аккаунте: ACCOUNT_VIOLATION'],
    [['warning', sayWhy('instagram-fields', { fields: 'standby' })], 'В этой версии API Instagram не сообщает о событиях standby'],
    [['warning', sayWhy('vk-no-files', { rights: 'docs' })], 'Файлы не отправить: у ключа нет права на docs'],
    [['failed', sayWhy('instagram-password')], 'Instagram не принимает этот пароль'],
    [['connecting', { ...sayWhy('instagram-confirm'), signIn: { kind: 'confirm' } }], 'Откройте его приложение с этим аккаунтом'],
    [['failed', sayWhy('web-silent')], 'WhatsApp Web не отвечает; пробуем снова'],
    [['failed', sayWhy('provider-says', { words: 'Unauthorized' })], 'Провайдер отвечает: «Unauthorized»'],
    [['failed', { reason: 'A sentence of last year' }], 'A sentence of last year'],
  ];
  await tell(...reasons[0]![0]);
  const page = await openAs(world.ada, `/settings/channels/${world.channelId}`, { language: 'ru' });
  for (const [told, shown] of reasons) {
    await tell(...told);
    await page.reload();
    await page.locator('hub-channel-page .reason').getByText(shown).waitFor();
  }
  expect(await violationsOf(page)).toEqual([]);
});

test('an alert of a broken channel says which and why in the language on screen', async () => {
  const { hub, world, openAs } = admin();
  const channel = { _id: new ObjectId(world.channelId) };
  const before = await Channel.findOne(channel).orFail().lean();
  await Channel.updateOne(channel, { $set: { health: { state: 'failed', ...sayWhy('not-taken'), at: new Date() } } });
  await raiseAlert(hub.hub, before.workspaceId, { kind: 'channel-broken', subject: world.channelId, detail: 'in English' });
  onTestFinished(async () => {
    await Channel.updateOne(channel, { $set: { health: before.health } });
    await settleAlert(hub.hub, before.workspaceId, 'channel-broken', world.channelId);
  });
  const page = await openAs(world.ada, '/settings/console', { language: 'ru' });

  await page.locator('hub-console-alerts').getByText(`${before.name}: Провайдер больше не принимает данные для входа`).waitFor();
});
