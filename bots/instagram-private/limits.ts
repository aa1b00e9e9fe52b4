import type { Abilities } from '../contract/abilities.ts';

const megabyte = 1024 * 1024;

/** UTF-16 units of a text; what the app's own input takes. Not documented anywhere. */
export const maxTextLength = 1000;

/** Bytes of a photo we upload; the app makes smaller ones itself. Same as Instagram's documented limit for messages (`channels.md` 3.6). */
export const maxPhotoBytes = 8 * megabyte;

/** Bytes of a video or a voice message: Instagram's documented limit for messages (`channels.md` 3.6). */
export const maxVideoBytes = 25 * megabyte;

/** Bytes of a file we fetch from Instagram's media servers; they name no limit. */
const maxFetchedBytes = 100 * megabyte;

/** Formats of a photo, and of a film or sound, that the app sends itself. */
export const photoFormats = ['image/jpeg', 'image/jpg'];
export const mp4Formats = ['video/mp4', 'audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/aac', 'video/quicktime'];

const video = { maxOutBytes: maxVideoBytes, maxInBytes: maxFetchedBytes, formats: mp4Formats };

/** What the app's interface can do, as far as `channels.md` section 7 knows it. */
export const instagramPrivateAbilities: Abilities = {
  // Pictures as JPEG, videos and sound as MP4 only, sound as a voice message; other files can't be sent in a chat at all.
  attachments: {
    image: { maxOutBytes: maxPhotoBytes, maxInBytes: maxFetchedBytes, formats: photoFormats },
    video,
    audio: video,
    voice: video,
  },
  textLength: maxTextLength,
  textBytes: null,
  // Words never stand under a file: they are a message of their own.
  captionLength: 0,
  albumSize: 1,
  location: false,
  edit: false,
  deleteHours: Infinity,
  react: true,
  reactionEmojis: null,
  replyTo: true,
  // Shown over MQTT only.
  typing: false,
  told: { edit: true, delete: true, react: true, typing: false },
  receipts: 'read',
  buttons: null,
  windowHours: null,
  templates: false,
  // Writing to strangers is the surest way to lose the account.
  startConversation: false,
  // Nobody knows whether Instagram recognises a repeated client_context; we look for ours in the chat instead.
  idempotentSend: false,
  // Nothing is documented. Far slower in truth: messages go out one after another, each with a person's pause before it (`pacing.ts`).
  rate: { accountPerSecond: 2, chatPerSecond: 1, chatBurst: 4 },
};
