import type { Abilities } from '../contract/abilities.ts';

const megabyte = 1024 * 1024;

/** Characters of a text's body ("Text messages" of the Cloud API). */
export const maxTextLength = 4096;

/** Characters of a caption ("Image messages" and its kin). */
export const maxCaptionLength = 1024;

/** Characters of the words above buttons or a list ("Interactive reply buttons messages", "Interactive list messages"). */
export const maxInteractiveLength = 1024;

/** Reply buttons under one message, and the characters of their titles and ids. */
export const replyButtons = { max: 3, titleLength: 20, idLength: 256 } as const;

/** Rows of a list, all sections together, and the characters of their titles and ids. */
export const listRows = { max: 10, titleLength: 24, idLength: 200 } as const;

/** Characters on a button that opens an address (`cta_url`). */
export const maxUrlTitleLength = 20;

/** Bytes of media ("Media", Supported media types). Stickers: 100 KB when still, 500 KB when animated; we can't tell them apart. */
export const mediaBytes = {
  image: 5 * megabyte,
  video: 16 * megabyte,
  audio: 16 * megabyte,
  document: 100 * megabyte,
  sticker: 500 * 1024,
} as const;

// What WhatsApp shows in no other form goes out as a document, of whatever format. What comes in is capped by the largest kind: the customer's app may send a picture as large as it likes.
const sizes = (maxOutBytes: number) => ({ maxOutBytes, maxInBytes: mediaBytes.document, formats: null });

/** What a number of the WhatsApp Cloud API can do. A picture or video over its own limit goes out as a document. */
export const whatsappAbilities: Abilities = {
  attachments: {
    image: sizes(mediaBytes.document),
    video: sizes(mediaBytes.document),
    audio: sizes(mediaBytes.document),
    voice: sizes(mediaBytes.document),
    document: sizes(mediaBytes.document),
    sticker: sizes(mediaBytes.document),
  },
  textLength: maxTextLength,
  textBytes: null,
  captionLength: maxCaptionLength,
  albumSize: 1,
  location: true,
  // A business can change or take back nothing that it sent; a customer can.
  edit: false,
  deleteHours: null,
  react: true,
  reactionEmojis: null,
  replyTo: true,
  typing: true,
  told: { edit: true, delete: true, react: true, typing: false },
  receipts: 'read',
  // Up to three as buttons, up to ten as a list, more as numbered lines.
  buttons: { max: listRows.max, titleLength: replyButtons.titleLength, urls: true },
  // "Customer service window": 24 hours after the customer's last message or call.
  windowHours: 24,
  templates: true,
  startConversation: true,
  // The send has no idempotency key; `biz_opaque_callback_data` only comes back with the statuses.
  idempotentSend: false,
  // "Throughput": 80 messages a second for a number. "Pair rate limits": 1 message in 6 seconds to one person; a burst of 45 is borrowed from the future.
  rate: { accountPerSecond: 80, chatPerSecond: 1 / 6, chatBurst: 12 },
};
