import type { InboundAttachment, InboundContent } from '../../contract/content.ts';
import type { RawMessage } from './payload.ts';
import { readCards } from './cards.ts';

/** Notices of WhatsApp's own, and kinds that come again as something else: nobody wrote them. */
const silentTypes = new Set([
  'e2e_notification',
  'notification',
  'notification_template',
  'gp2',
  'group_notification',
  'broadcast_notification',
  'newsletter_notification',
  'protocol',
  'call_log',
  'ciphertext',
  'debug',
  'album',
  'reaction',
  'pinned_message',
]);

/** True for what is no message to anybody. */
export function isSilent({ type }: RawMessage): boolean {
  return silentTypes.has(type);
}

/** What a message says; a kind that is not known becomes a placeholder. */
export function contentOf(message: RawMessage, externalId: string): InboundContent {
  const content: InboundContent = {
    text: '',
    format: 'plain',
    attachments: [],
    ...(message.isForwarded && { forwarded: true }),
  };
  const kind = Object.hasOwn(kinds, message.type) ? kinds[message.type] : undefined;
  if (message.isViewOnce) return { ...content, text: message.caption ?? '', unsupported: true, unsupportedType: 'view_once' };
  const found = kind?.(message, externalId);
  if (found) return { ...content, ...found };
  const words = message.caption ?? (message.hasMedia ? '' : (message.body ?? ''));
  return { ...content, text: words, unsupported: true, unsupportedType: message.type };
}

type Kind = (message: RawMessage, externalId: string) => Partial<InboundContent> | undefined;

const kinds: Record<string, Kind> = {
  chat: ({ body }) => ({ text: body ?? '' }),
  image: file('image'),
  video: file('video'),
  ptv: file('video'),
  audio: file('audio'),
  ptt: file('voice'),
  document: file('document'),
  sticker: file('sticker'),
  location: placeOf,
  live_location: placeOf,
  vcard: ({ body }) => ({ contacts: readCards([body ?? '']) }),
  multi_vcard: ({ vcardList }) => ({ contacts: readCards((vcardList ?? []).map(({ vcard }) => vcard)) }),
  buttons_response: ({ body, selectedButtonId }) => choiceOf(selectedButtonId, body),
  template_button_reply: ({ body, selectedButtonId }) => choiceOf(selectedButtonId, body),
  list_response: ({ body, selectedRowId, listTitle, listDescription }) => choiceOf(selectedRowId, listTitle ?? body, listDescription),
  poll_creation: ({ pollName, pollOptions }) => ({
    text: [pollName ?? '', ...(pollOptions ?? []).map(({ name }) => `• ${name}`)].join('\n'),
  }),
  event_creation: ({ eventName }) => ({ text: eventName ?? '' }),
  scheduled_event_creation: ({ eventName }) => ({ text: eventName ?? '' }),
  product: ({ title, description, body }) => ({
    text: body ?? '',
    shared: { what: 'product', ...(title && { title }), ...(description && { text: description }) },
  }),
  order: ({ title, body, orderId }) => ({
    text: body ?? '',
    shared: { what: 'order', ...((title ?? orderId) && { title: title ?? orderId }) },
  }),
  groups_v4_invite: ({ inviteGrpName, inviteCode, caption }) => ({
    text: caption ?? '',
    shared: {
      what: 'link',
      ...(inviteGrpName && { title: inviteGrpName }),
      ...(inviteCode && { url: `https://chat.whatsapp.com/${encodeURIComponent(inviteCode)}` }),
    },
  }),
};

function file(kind: InboundAttachment['kind']): Kind {
  return ({ type, caption, filename, mimetype, size, duration, isGif }, externalId) => {
    const seconds = Number(duration);
    const attachment: InboundAttachment = {
      kind,
      ref: externalId,
      ...(filename && { name: filename }),
      ...(mimetype && { mimeType: mimetype }),
      ...(size !== undefined && Number.isSafeInteger(size) && size >= 0 && { size }),
      ...(type === 'ptv' && { variant: 'note' }),
      ...(isGif && { variant: 'animation' }),
      ...(duration !== undefined && Number.isFinite(seconds) && { durationSeconds: seconds }),
    };
    // A document without words has its own name for a caption.
    return { text: caption === filename ? '' : (caption ?? ''), attachments: [attachment] };
  };
}

function placeOf({ lat, lng, loc, clientUrl }: RawMessage): Partial<InboundContent> | undefined {
  if (lat === undefined || lng === undefined || Math.abs(lat) > 90 || Math.abs(lng) > 180) return undefined;
  const [name, address] = (loc ?? '').split('\n');
  return {
    location: { latitude: lat, longitude: lng, ...(name && { name }), ...(address && { address }), ...(clientUrl && { url: clientUrl }) },
  };
}

function choiceOf(payload: string | undefined, title: string | undefined, description?: string): Partial<InboundContent> | undefined {
  const words = title ?? payload;
  if (!words) return undefined;
  return { text: words, choice: { payload: payload ?? words, title: words, ...(description && { description }) } };
}
