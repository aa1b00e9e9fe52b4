import { Readable } from 'node:stream';
import type { Connection } from '../contract/channel.ts';
import { testContext } from '../contract/context.fixture.ts';
import type { OutboundAttachment, OutboundMessage } from '../contract/outbound.ts';
import { startTelegramEmulator } from '../emulators/telegram/emulator.ts';
import { telegram } from './channel.ts';

/** A bot on an emulated Telegram, and Ann, who has pressed Start. */
export async function startTestBot(settings: object = {}, webhookUrl: string | null = null) {
  const emulator = await startTelegramEmulator();
  const bot = emulator.createBot({ username: 'shop_bot' });
  const ann = emulator.createUser({ firstName: 'Ann' });
  ann.openDeepLink(bot);
  const connect = (more: object = {}): Connection =>
    telegram.connect(testContext({ settings: { botToken: bot.token, ...settings, ...more }, apiRoot: emulator.url, webhookUrl }));
  const connection = connect();
  return {
    emulator,
    bot,
    ann,
    connect,
    connection,
    /** What the bot has written to Ann, oldest first. */
    written: () => emulator.transcript(ann.chatWith(bot)).filter((message) => message.from.isBot),
    async stop() {
      await connection.close();
      await emulator.stop();
    },
  };
}
export type TestBot = Awaited<ReturnType<typeof startTestBot>>;

/** A message to a person, plain and without anything unless said. */
export function messageTo(person: { id: number }, fields: Partial<OutboundMessage>): OutboundMessage {
  return { chatId: String(person.id), messageId: '65f0c0ffee65f0c0ffee65f0', text: '', format: 'plain', attachments: [], ...fields };
}

/** A file of the hub's, of which `size` may differ from its bytes. */
export function attachment(fields: Partial<OutboundAttachment> & { bytes?: Buffer } = {}): OutboundAttachment {
  const { bytes = Buffer.from('file'), ...rest } = fields;
  return {
    kind: 'document',
    name: 'a.pdf',
    mimeType: 'application/pdf',
    size: bytes.length,
    open: async () => Readable.from([bytes]),
    ...rest,
  };
}

/** The smallest PNG: one pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
