/** A JSON object of the Bot API whose fields are not looked at here. */
export type WireObject = Record<string, unknown>;

/** `User` of the Bot API. */
export interface WireUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string | undefined;
  username?: string | undefined;
  language_code?: string | undefined;
}

/** `MessageEntity` of the Bot API; offset and length count UTF-16 units. */
export interface Entity {
  type: string;
  offset: number;
  length: number;
  url?: string | undefined;
  user?: WireUser | undefined;
  language?: string | undefined;
  custom_emoji_id?: string | undefined;
}

/** `Message` of the Bot API. */
export interface WireMessage {
  message_id: number;
  date: number;
  chat: WireObject;
  [field: string]: unknown;
}

/** A button under a message or in a reply keyboard: only `text` is always there. */
export interface Button {
  text: string;
  callback_data?: string | undefined;
  url?: string | undefined;
  [field: string]: unknown;
}

/** Kinds of update this emulator delivers. */
export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'callback_query'
  | 'inline_query'
  | 'chosen_inline_result'
  | 'my_chat_member'
  | 'chat_member'
  | 'message_reaction';

/** `Update` of the Bot API. */
export type WireUpdate = { update_id: number } & Partial<Record<UpdateKind, WireObject>>;

/** Kinds of media a message can carry, named as their field on the wire. */
export const mediaKinds = ['photo', 'document', 'video', 'audio', 'voice', 'video_note', 'animation', 'sticker'] as const;

/** One kind of media. */
export type MediaKind = (typeof mediaKinds)[number];
