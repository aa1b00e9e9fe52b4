import { startTelegramEmulator } from '../../../../bots/emulators/telegram/emulator.ts';
import { connect, enter, pdf, type Driver, type SendFault } from './driver.ts';

const kinds = { 'too-many': '429', broken: '500', 'cut-before': 'cut-before', 'cut-after': 'cut-after-accept' } as const satisfies Record<
  SendFault,
  string
>;

/** Telegram by polling: knows no repeat and tells nothing of what bots send, so that every lost answer is a doubt. */
export async function startTelegramDriver(): Promise<Driver> {
  const telegram = await startTelegramEmulator();
  let accounts = 0;
  return {
    provider: 'telegram',
    environment: { TELEGRAM_API_ROOT: telegram.url },
    afterCut: { 'cut-before': 'unknown', 'cut-after': 'unknown' },
    keepsOrder: true,
    file: pdf,
    async open(hub, name) {
      accounts += 1;
      const bot = telegram.createBot({ username: `shop_${accounts}_bot` });
      const channelId = await connect(hub, 'telegram', { botToken: bot.token });
      const customer = telegram.createUser({ firstName: name });
      return {
        channelId,
        write: (text) => void customer.sendText(bot, text),
        sendFile: () => void customer.sendDocument(bot, { bytes: pdf.bytes, name: 'theirs.pdf' }),
        seen: () =>
          telegram.transcript(customer.chatWith(bot)).flatMap(({ from, text, caption }) => (from.isBot ? [text ?? caption ?? ''] : [])),
        pending: () => telegram.pendingUpdates(bot),
        strike(fault, times) {
          const added = telegram.faults.add({ bot: bot.id, method: 'sendMessage', kind: kinds[fault], times });
          return () => added.hits;
        },
        disturb() {
          for (const kind of ['cut-after-accept', '500', 'cut-before', 'cut-after-accept'] as const)
            telegram.faults.add({ bot: bot.id, method: 'getUpdates', kind, times: 1 });
          return () => {};
        },
        takeMediaDown() {
          for (const method of ['getFile', 'sendDocument']) telegram.faults.add({ bot: bot.id, method, kind: '500' });
          return () => telegram.faults.clear();
        },
        endAccess() {
          const renewed = telegram.renewToken(bot);
          return () => enter(hub, channelId, { botToken: renewed });
        },
      };
    },
    follow: async () => {},
    stop: () => telegram.stop(),
  };
}
