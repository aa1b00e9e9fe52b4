import type { Abilities } from '../contract/abilities.ts';

const megabyte = 1024 * 1024;

/** Bytes a bot can download: `getFile` of the Bot API ("up to 20MB in size"). */
export const maxDownloadBytes = 20 * megabyte;

/** Bytes a bot can upload: "Sending files" of the Bot API (50 MB for everything but photos). */
export const maxUploadBytes = 50 * megabyte;

/** Bytes of a photo a bot can upload: `sendPhoto` of the Bot API; a larger one goes out as a document. */
export const maxPhotoBytes = 10 * megabyte;

/** UTF-16 units of a text after entities are parsed: `sendMessage` of the Bot API. */
export const maxTextLength = 4096;

/** UTF-16 units of a caption after entities are parsed: `sendPhoto` and its kin. */
export const maxCaptionLength = 1024;

/** Items of one album: `sendMediaGroup` takes 2-10. */
export const maxAlbumSize = 10;

/** Bytes of a button's data: `InlineKeyboardButton.callback_data`. */
export const maxCallbackBytes = 64;

const sizes = { maxOutBytes: maxUploadBytes, maxInBytes: maxDownloadBytes, formats: null };

/** The emoji of `ReactionTypeEmoji` (Bot API); a bot without Premium may set no others. */
const reactionEmojis = [
  ...['❤', '👍', '👎', '🔥', '🥰', '👏', '😁', '🤔', '🤯', '😱', '🤬', '😢', '🎉', '🤩', '🤮', '💩', '🙏', '👌', '🕊', '🤡'],
  ...['🥱', '🥴', '😍', '🐳', '❤‍🔥', '🌚', '🌭', '💯', '🤣', '⚡', '🍌', '🏆', '💔', '🤨', '😐', '🍓', '🍾', '💋', '🖕', '😈'],
  ...['😴', '😭', '🤓', '👻', '👨‍💻', '👀', '🎃', '🙈', '😇', '😨', '🤝', '✍', '🤗', '🫡', '🎅', '🎄', '☃', '💅', '🤪', '🗿'],
  ...['🆒', '💘', '🙉', '🦄', '😘', '💊', '🙊', '😎', '👾', '🤷‍♂', '🤷', '🤷‍♀', '😡'],
];

/** What a Telegram bot can do in a private chat. */
export const telegramAbilities: Abilities = {
  attachments: { image: sizes, video: sizes, audio: sizes, voice: sizes, document: sizes, sticker: sizes },
  textLength: maxTextLength,
  textBytes: null,
  captionLength: maxCaptionLength,
  albumSize: maxAlbumSize,
  location: true,
  edit: true,
  // `deleteMessage`: outgoing messages in private chats, if sent less than 48 hours ago.
  deleteHours: 48,
  react: true,
  reactionEmojis,
  replyTo: true,
  typing: true,
  told: { edit: true, delete: false, react: true, typing: false },
  // Bots are told neither of delivery nor of reading.
  receipts: 'sent',
  // An inline keyboard holds 100 buttons; titles have no stated limit, 64 is the contract's.
  buttons: { max: 100, titleLength: 64, urls: true },
  windowHours: null,
  templates: false,
  // "bots can't initiate conversations": the customer presses Start first.
  startConversation: false,
  idempotentSend: false,
  // Bot FAQ "My bot is hitting limits": about 1 message per second in a chat with short bursts, 30 per second over all chats.
  rate: { accountPerSecond: 30, chatPerSecond: 1, chatBurst: 5 },
};
