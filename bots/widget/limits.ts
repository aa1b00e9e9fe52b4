import type { Abilities, AttachmentLimit } from '../contract/abilities.ts';

/** As large as FILE_LIMIT_MB may allow: the hub's own limits on files hold, no provider's. */
const largest = 2000 * 1024 * 1024;
const anySize: AttachmentLimit = { maxOutBytes: largest, maxInBytes: largest, formats: null };

/** What the widget can do: the frame is ours, so all of it. */
export const widgetAbilities: Abilities = {
  attachments: { image: anySize, video: anySize, audio: anySize, voice: anySize, document: anySize, sticker: anySize },
  // As long as a message of the API may be: nothing is split.
  textLength: 150_000,
  textBytes: null,
  captionLength: 150_000,
  albumSize: 10,
  location: true,
  edit: true,
  // A hundred years: the frame takes it back whenever.
  deleteHours: 876_000,
  react: true,
  reactionEmojis: null,
  replyTo: true,
  typing: true,
  told: { edit: true, delete: true, react: true, typing: true },
  receipts: 'read',
  // As many as a message of the API may have, with the contract's own length of a title.
  buttons: { max: 20, titleLength: 64, urls: true },
  windowHours: null,
  templates: false,
  startConversation: true,
  idempotentSend: true,
  // Stored is sent: there is nobody to be spared.
  rate: { accountPerSecond: 10_000, chatPerSecond: 1000, chatBurst: 1000 },
};
