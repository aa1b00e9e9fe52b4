import type { Abilities } from '../contract/abilities.ts';

const megabyte = 1024 * 1024;

/** Bytes of a picture, a sound or a voice message: "Maximum file size" of WhatsApp's help for media in chats (16 MB on all devices). */
const maxMediaBytes = 16 * megabyte;

/** Bytes of a video or a document. WhatsApp takes up to 2 GB, but the page holds each file in memory several times over as text. */
export const maxFileBytes = 64 * megabyte;

/** Bytes of a sticker: 500 KB for an animated one (WhatsApp's sticker guide). */
const maxStickerBytes = 500 * 1024;

/** UTF-16 units of a text. The app takes 65,536; longer ones than the Cloud API's 4,096 are unreadable on a phone. */
export const maxTextLength = 4096;

/** UTF-16 units of a caption, as the Cloud API states it. */
export const maxCaptionLength = 1024;

const media = { maxOutBytes: maxMediaBytes, maxInBytes: maxFileBytes, formats: null };
const files = { maxOutBytes: maxFileBytes, maxInBytes: maxFileBytes, formats: null };

/** What an account on WhatsApp Web can do. */
export const whatsappWebAbilities: Abilities = {
  attachments: {
    image: media,
    video: files,
    audio: media,
    voice: media,
    document: files,
    sticker: { maxOutBytes: maxStickerBytes, maxInBytes: maxFileBytes, formats: null },
  },
  textLength: maxTextLength,
  textBytes: null,
  captionLength: maxCaptionLength,
  albumSize: 1,
  location: true,
  // For 15 minutes (WhatsApp's help, "How to edit messages").
  edit: true,
  // "Delete for everyone" works for a little over two days.
  deleteHours: 48,
  react: true,
  reactionEmojis: null,
  replyTo: true,
  typing: true,
  told: { edit: true, delete: true, react: true, typing: false },
  receipts: 'read',
  // The library marks them deprecated: they are not delivered.
  buttons: null,
  windowHours: null,
  templates: false,
  // Writing to strangers is what accounts are closed for.
  startConversation: false,
  idempotentSend: false,
  // No stated limit: slow as a person, since faster ones are closed.
  rate: { accountPerSecond: 1, chatPerSecond: 0.5, chatBurst: 3 },
};
