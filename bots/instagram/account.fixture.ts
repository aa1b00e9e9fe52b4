import { Readable } from 'node:stream';
import type { ChannelReport, Connection } from '../contract/channel.ts';
import { memorySession, testContext } from '../contract/context.fixture.ts';
import type { InboundEvent } from '../contract/inbound.ts';
import type { OutboundAttachment, OutboundMessage } from '../contract/outbound.ts';
import { startInstagramEmulator } from '../emulators/instagram/emulator.ts';
import { instagram } from './channel.ts';

/** A shop on an emulated Instagram, and Ann, who has written to it. The emulator's clock is the connection's. */
export async function startTestAccount(login: 'instagram' | 'facebook' = 'instagram', tokenLivesMs?: number) {
  const emulator = await startInstagramEmulator();
  const shop = emulator.createAccount({ username: 'shop', name: 'The Shop', login, ...(tokenLivesMs !== undefined && { tokenLivesMs }) });
  const ann = emulator.createPerson({ name: 'Ann Lee', username: 'ann' });
  const first = ann.sendText(shop, 'Hi');
  const session = memorySession();
  const reports: ChannelReport[] = [];
  const settings = { login, accountId: shop.id, accessToken: shop.token, appSecret: shop.appSecret, verifyToken: shop.verifyToken };
  const now = () => new Date(emulator.clock.now());
  const connect = (more: object = {}, webhookUrl: string | null = 'https://hub.example/webhooks/1'): Connection =>
    instagram.connect(testContext({ settings: { ...settings, ...more }, apiRoot: emulator.url, webhookUrl, session, now }, reports));
  const connection = connect();
  return {
    emulator,
    shop,
    ann,
    first,
    settings,
    connect,
    connection,
    /** What the shop has written to Ann, oldest first. */
    written: () => emulator.transcript(shop, ann).filter(({ from }) => from === 'account'),
    send: (fields: Partial<OutboundMessage>) => connection.send(messageTo(ann, fields)),
    async stop() {
      await connection.close();
      await emulator.stop();
    },
  };
}
export type TestAccount = Awaited<ReturnType<typeof startTestAccount>>;

/** A message to a person, plain and without anything unless said. */
export function messageTo(person: { id: string }, fields: Partial<OutboundMessage>): OutboundMessage {
  return { chatId: person.id, messageId: '65f0c0ffee65f0c0ffee65f0', text: '', format: 'plain', attachments: [], ...fields };
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

/** The ids that payloads below are written with. */
export const ids = { shop: '17841400000000001', ann: '7000000000001' };

/** A webhook with one event of Ann's, as the documentation writes it. */
export function webhook(...items: object[]): object {
  const whole = items.map((item) => ({ sender: { id: ids.ann }, recipient: { id: ids.shop }, timestamp: 1_700_000_000_123, ...item }));
  return { object: 'instagram', entry: [{ id: ids.shop, time: 1_700_000_000_456, messaging: whole }] };
}

/** What a connection makes of a payload; unreadable elements as their reason. */
export function read(connection: Pick<Connection, 'parse'>, payload: unknown): (InboundEvent | string)[] {
  return connection.parse(payload).map((element) => ('event' in element ? element.event : element.unreadable));
}
