import type { Abilities } from '../contract/abilities.ts';
import { reactionEmojis } from './reactions.ts';

const megabyte = 1024 * 1024;

/** The version of the API that is spoken and that events are asked for in. */
export const apiVersion = '5.199';

/** UTF-16 units of one message: the schema says 9000, the server refuses more than 4096 with error 914. */
export const maxTextLength = 4096;

/** Things that hang on one message: `attachment` of `messages.send`. */
export const maxAttachments = 10;

/** Bytes of a photo: "Uploading files", photos in messages. */
export const maxPhotoBytes = 50 * megabyte;

/** Bytes of a document: "Uploading files", documents. */
export const maxDocumentBytes = 200 * megabyte;

/** Buttons of an inline keyboard, its rows, and what stands on one: "Bot keyboards". */
export const maxButtons = 10;
/** Rows of an inline keyboard. */
export const maxButtonRows = 6;
/** Characters of a button's payload. */
export const maxPayloadLength = 255;

/** Calls in a second with one community token: "Messages from the bot" says 20; a little less, since we don't know when VK's second begins. */
export const callsPerSecond = 18;

/** People in one `users.get`. */
export const maxUsersPerCall = 1000;

const document = { maxOutBytes: maxDocumentBytes, maxInBytes: maxDocumentBytes, formats: null };

/** What a VK community can do in a conversation. */
export const vkAbilities: Abilities = {
  // A video can't be uploaded with a community's token: it goes out as a document.
  attachments: {
    image: { maxOutBytes: maxDocumentBytes, maxInBytes: maxPhotoBytes, formats: null },
    video: document,
    audio: document,
    voice: document,
    document,
    sticker: document,
  },
  textLength: maxTextLength,
  textBytes: null,
  captionLength: maxTextLength,
  albumSize: maxAttachments,
  location: true,
  edit: true,
  // `messages.delete` with `delete_for_all`: error 924 after a day.
  deleteHours: 24,
  react: true,
  reactionEmojis,
  replyTo: true,
  typing: true,
  // No event tells of a deletion.
  told: { edit: true, delete: false, react: true, typing: true },
  receipts: 'read',
  buttons: { max: maxButtons, titleLength: 40, urls: true },
  windowHours: null,
  templates: false,
  // Error 901 until the person has written or allowed messages.
  startConversation: false,
  // `random_id`: a number that was used is the message that was sent with it.
  idempotentSend: true,
  rate: { accountPerSecond: callsPerSecond, chatPerSecond: 5, chatBurst: 5 },
};
