import { Readable } from 'node:stream';
import type { Connection } from '../contract/channel.ts';
import type { ChannelReport } from '../contract/channel.ts';
import { testContext } from '../contract/context.fixture.ts';
import type { InboundEvent } from '../contract/inbound.ts';
import type { OutboundAttachment, OutboundMessage } from '../contract/outbound.ts';
import { startWhatsAppEmulator } from '../emulators/whatsapp/emulator.ts';
import { whatsapp } from './channel.ts';

/** A number on an emulated WhatsApp, and Ann, who has written to it. */
export async function startTestNumber(webhookUrl: string | null = null) {
  const emulator = await startWhatsAppEmulator();
  const number = emulator.createNumber();
  const ann = emulator.createUser({ name: 'Ann' });
  const reports: ChannelReport[] = [];
  const settings = {
    phoneNumberId: number.phoneNumberId,
    accessToken: number.accessToken,
    appSecret: number.appSecret,
    verifyToken: 'a-word-of-ours',
  };
  const connect = (more: object = {}, apiRoot = emulator.url): Connection =>
    whatsapp.connect(testContext({ settings: { ...settings, ...more }, apiRoot, webhookUrl }, reports));
  ann.sendText(number, 'Hello');
  return {
    emulator,
    number,
    ann,
    settings,
    reports,
    connect,
    connection: connect(),
    /** What the number has written to Ann, oldest first. */
    written: () => emulator.transcript(number, ann).filter(({ from }) => from === 'business'),
    stop: () => emulator.stop(),
  };
}
export type TestNumber = Awaited<ReturnType<typeof startTestNumber>>;

/** A message to a person, plain and without anything unless said. */
export function messageTo(person: { phone: string | undefined }, fields: Partial<OutboundMessage>): OutboundMessage {
  return {
    chatId: person.phone ?? '',
    messageId: '65f0c0ffee65f0c0ffee65f0',
    text: '',
    format: 'plain',
    attachments: [],
    ...fields,
  };
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

/** The payload of a change, as WhatsApp pushes it. */
export function webhook(phoneNumberId: string, value: object, field = 'messages'): object {
  const metadata = { display_phone_number: '15550783881', phone_number_id: phoneNumberId };
  const change = { value: { messaging_product: 'whatsapp', metadata, ...value }, field };
  return { object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes: [change] }] };
}

/** Pablo's card, as the documentation has it. */
export const pablo = { profile: { name: 'Pablo Morales' }, wa_id: '16505551234' };

/** A message of Pablo; `fields` are the kind's own. */
export function fromPablo(id: string, fields: object): object {
  return { from: '16505551234', id, timestamp: '1750091045', ...fields };
}

/** What of a payload is an event. */
export function eventsOf(connection: Connection, payload: unknown): InboundEvent[] {
  return connection.parse(payload).flatMap((element) => ('event' in element ? [element.event] : []));
}
