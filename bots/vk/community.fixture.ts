import { Readable } from 'node:stream';
import type { Connection } from '../contract/channel.ts';
import { memorySession, testContext } from '../contract/context.fixture.ts';
import type { InboundEvent } from '../contract/inbound.ts';
import type { OutboundAttachment, OutboundMessage } from '../contract/outbound.ts';
import { startVkEmulator } from '../emulators/vk/emulator.ts';
import type { VkEmulatorOptions } from '../emulators/vk/emulator.ts';
import { vk } from './channel.ts';

/** A community on an emulated VK, and Anna, who has written to it once. */
export async function startTestCommunity(settings: object = {}, webhookUrl: string | null = null, options: VkEmulatorOptions = {}) {
  const emulator = await startVkEmulator(options);
  const group = emulator.createGroup({ name: 'Shop', screenName: 'shop' });
  const anna = emulator.createUser({ firstName: 'Anna', lastName: 'Lee' });
  const hello = anna.sendText(group, 'Hello');
  const session = memorySession();
  const connect = (more: object = {}, given: object = {}): Connection =>
    vk.connect(
      testContext({ settings: { accessToken: group.token, ...settings, ...more }, apiRoot: emulator.url, webhookUrl, session, ...given }),
    );
  const connection = connect();
  return {
    emulator,
    group,
    anna,
    hello,
    session,
    connect,
    connection,
    /** What the community has written to Anna, oldest first. */
    written: () => emulator.transcript(group, anna).filter(({ isOurs }) => isOurs),
    async stop() {
      await connection.close();
      await emulator.stop();
    },
  };
}
export type TestCommunity = Awaited<ReturnType<typeof startTestCommunity>>;

/** Listens in the background; collects what is delivered. */
export function listenTo(connection: Connection, onDeliver: (payload: unknown) => Promise<void> = async () => {}) {
  const events: InboundEvent[] = [];
  const stopping = new AbortController();
  const ended = connection.listen?.(async (payload) => {
    await onDeliver(payload);
    events.push(...connection.parse(payload).flatMap((element) => ('event' in element ? [element.event] : [])));
  }, stopping.signal);
  return {
    texts: () => events.flatMap((event) => (event.type === 'message' ? [event.content.text] : [])),
    events,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** A message to a person, plain and without anything unless said. */
export function messageTo(person: { id: number }, fields: Partial<OutboundMessage>): OutboundMessage {
  return { chatId: String(person.id), messageId: '65f0c0ffee65f0c0ffee65f0', text: '', format: 'plain', attachments: [], ...fields };
}

/** A file of the hub's. */
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

/** The beginning of an Ogg file: enough for VK to call it sound. */
export const ogg = Buffer.from('OggS\0\u0002 and then some sound');
