import { Readable } from 'node:stream';
import type { ChannelHealth, ChannelReport, Connection } from '../contract/channel.ts';
import { memorySession, testContext } from '../contract/context.fixture.ts';
import type { InboundEvent, ParsedElement } from '../contract/inbound.ts';
import type { OutboundAttachment, OutboundMessage } from '../contract/outbound.ts';
import type { ChannelSession } from '../contract/sign-in.ts';
import { startInstagramPrivateEmulator } from '../emulators/instagram-private/emulator.ts';
import type { NewAccount } from '../emulators/instagram-private/emulator.ts';
import { instagramPrivate } from './channel.ts';

/** The password of the shop's account; must show nowhere. */
export const password = 'correct-horse-battery';

/** A shop's account at an emulated Instagram, and Ann, who can write to it. */
export async function startTestAccount(given: Partial<NewAccount> = {}) {
  const emulator = await startInstagramPrivateEmulator();
  const account = emulator.createAccount({ username: 'shop', fullName: 'The Shop', password, ...given });
  const ann = emulator.createPerson(account, { username: 'ann.lee', fullName: 'Ann Lee' });
  const session = memorySession();
  const listeners: Listener[] = [];
  const connect = (settings: object = {}, kept: ChannelSession = session) => {
    const reports: ChannelReport[] = [];
    const context = { settings: { username: 'shop', password, ...settings }, apiRoot: emulator.url, session: kept };
    return { connection: instagramPrivate.connect(testContext(context, reports)), reports };
  };
  return {
    emulator,
    account,
    ann,
    session,
    connect,
    /** Tests the channel as a person does, beside whoever listens. */
    test: (kept: ChannelSession = session) => connect({}, kept).connection.tryAgain?.() ?? Promise.reject(new Error('it tries nothing')),
    /** Connects and listens; stopped with the stage. */
    listen(
      settings: object = {},
      options: { session?: ChannelSession; deliver?: (elements: ParsedElement[]) => Promise<void> } = {},
    ): Listener {
      const { connection, reports } = connect(settings, options.session);
      const listener = listenTo(connection, reports, options.deliver);
      listeners.push(listener);
      return listener;
    },
    async stop() {
      await Promise.all(listeners.map((one) => one.stop()));
      await emulator.stop();
    },
  };
}
export type TestAccount = Awaited<ReturnType<typeof startTestAccount>>;

/** A connection that listens, and what it handed over. */
export interface Listener {
  connection: Connection;
  reports: ChannelReport[];
  elements: ParsedElement[];
  /** What was read of it, oldest first. */
  events(): InboundEvent[];
  texts(): string[];
  health(): ChannelHealth | undefined;
  stop(): Promise<void>;
}

function listenTo(
  connection: Connection,
  reports: ChannelReport[],
  deliver: (elements: ParsedElement[]) => Promise<void> = async () => {},
): Listener {
  const elements: ParsedElement[] = [];
  const stopping = new AbortController();
  const ended = connection.listen?.(async (payload) => {
    const parsed = connection.parse(payload);
    await deliver(parsed);
    elements.push(...parsed);
  }, stopping.signal);
  const events = () => elements.flatMap((element) => ('event' in element ? [element.event] : []));
  return {
    connection,
    reports,
    elements,
    events,
    texts: () => events().flatMap((event) => (event.type === 'message' ? [event.content.text] : [])),
    health: () => reports.at(-1)?.health,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** A message to a chat, plain and without anything unless said. */
export function messageTo(chatId: string, fields: Partial<OutboundMessage>): OutboundMessage {
  return { chatId, messageId: '65f0c0ffee65f0c0ffee65f0', text: '', format: 'plain', attachments: [], ...fields };
}

/** A file of the hub's. */
export function attachment(fields: Partial<OutboundAttachment> & { bytes?: Buffer }): OutboundAttachment {
  const { bytes = jpeg, ...rest } = fields;
  return { kind: 'image', name: 'a.jpg', mimeType: 'image/jpeg', size: bytes.length, open: async () => Readable.from([bytes]), ...rest };
}

/** What begins like a JPEG. */
export const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

/** An MP4 of 1.5 seconds and 320 x 240 pixels without a single frame; without a picture at all where it is sound. */
export function mp4(isSound = false): Buffer {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(1000, 12);
  header.writeUInt32BE(1500, 16);
  const track = Buffer.alloc(84);
  track.writeUInt32BE(isSound ? 0 : 320 << 16, 76);
  track.writeUInt32BE(isSound ? 0 : 240 << 16, 80);
  return Buffer.concat([
    box('ftyp', Buffer.from('isom')),
    box('moov', Buffer.concat([box('mvhd', header), box('trak', box('tkhd', track))])),
  ]);
}

function box(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}
