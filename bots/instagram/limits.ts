import type { Abilities } from '../contract/abilities.ts';

const megabyte = 1024 * 1024;

/** Bytes of UTF-8 of one text: "Send a Message" of Instagram Messaging ("must be UTF-8 and be a 1000 bytes or less"). */
export const maxTextBytes = 1000;

/** Bytes and formats of what can be uploaded: "Upload Media for Instagram Messaging". */
export const uploads = {
  image: { bytes: 8 * megabyte, types: ['image/png', 'image/jpeg', 'image/gif'], words: 'pictures as PNG, JPEG or GIF' },
  video: {
    bytes: 25 * megabyte,
    types: ['video/mp4', 'video/ogg', 'video/x-msvideo', 'video/avi', 'video/vnd.avi', 'video/quicktime', 'video/webm'],
    words: 'videos as MP4, MOV, AVI, OGG or WebM',
  },
  audio: {
    bytes: 25 * megabyte,
    types: ['audio/aac', 'audio/m4a', 'audio/x-m4a', 'audio/wav', 'audio/x-wav', 'audio/mp4'],
    words: 'sound as AAC, M4A, WAV or MP4',
  },
  file: { bytes: 25 * megabyte, types: ['application/pdf'], words: 'documents as PDF' },
} as const;
export type UploadType = keyof typeof uploads;

/** "Quick Replies": at most 13, titles of 20 characters before they are cut. */
export const maxQuickReplies = 13;
/** Characters of a button's title: "Quick Replies" and "Button Template". */
export const maxTitleLength = 20;
/** "Button Template": one to three buttons under a text of at most 640 characters. */
export const template = { buttons: 3, textLength: 640 };

/** Hours after the customer's last message in which anybody may answer, and in which a person may ("Human Agent" tag: seven days). */
export const windowHours = { anybody: 24, humanAgent: 7 * 24 };

// Instagram names no limit for what comes in; a story or a video is far below.
const maxInBytes = 100 * megabyte;

const outOf = ({ bytes, types }: (typeof uploads)[UploadType]) => ({ maxOutBytes: bytes, maxInBytes, formats: types });
const { image, video, audio, file } = uploads;

/** What an Instagram account can do through the Graph API. */
export const instagramAbilities: Abilities = {
  attachments: {
    image: outOf(image),
    video: outOf(video),
    audio: outOf(audio),
    voice: outOf(audio),
    // Only a PDF is one at Instagram; a GIF, which is no picture to most messengers and a document to us, goes as a picture.
    document: { ...outOf(file), formats: [...file.types, 'image/gif'] },
  },
  textLength: maxTextBytes,
  textBytes: maxTextBytes,
  // Text and files are separate messages.
  captionLength: 0,
  albumSize: 1,
  location: false,
  edit: false,
  deleteHours: null,
  react: true,
  // `sender_action: react` takes "love" and nothing else.
  reactionEmojis: ['❤'],
  replyTo: true,
  typing: true,
  told: { edit: true, delete: true, react: true, typing: false },
  receipts: 'read',
  buttons: { max: maxQuickReplies, titleLength: maxTitleLength, urls: true },
  windowHours: windowHours.humanAgent,
  templates: false,
  startConversation: false,
  idempotentSend: false,
  // `channels.md` 3.7: about 300 texts and 10 files a second for an account; kept well below, since Meta counts other apps of the account as well.
  rate: { accountPerSecond: 50, chatPerSecond: 2, chatBurst: 10 },
};
