import { randomBytes } from 'node:crypto';
import { unixTime } from '../../clock.ts';
import { attachmentOf } from '../world/attachments.ts';
import type { StoredFile } from '../world/files.ts';
import type { Dialog, VkGroup, VkMessage, VkUser, World } from '../world/state.ts';
import { dialogOf } from '../world/state.ts';
import { wireMessage } from '../world/wire.ts';
import { addMessage, type NewVkMessage } from '../world/write.ts';

/** Names a message: where it is and its number there. */
export interface MessageHandle {
  peerId: number;
  cmid: number;
}

/** A file a person sends. */
export interface SentFile {
  bytes: Buffer;
  name: string;
  mimeType?: string;
}

/** What may stand beside the words of a message. */
export interface WriteOptions {
  replyTo?: MessageHandle;
  payload?: unknown;
  /** Where the person came from, as a link with `ref` says. */
  ref?: string;
  refSource?: string;
  /** The chat of many it is written in; without one it is written to the community. */
  chat?: { peerId: number };
  /** Fields of the message that only this one has. */
  more?: Record<string, unknown>;
}

/** The community, by its id or whatever has it. */
export interface GroupRef {
  id: number;
}

/** A person who plays the customer. */
export interface VkCustomer {
  id: number;
  firstName: string;
  lastName: string;
  sendText(group: GroupRef, text: string, options?: WriteOptions): MessageHandle;
  /** Pictures; several are one message. */
  sendPhoto(group: GroupRef, files: SentFile | SentFile[], text?: string, options?: WriteOptions): MessageHandle;
  sendDoc(group: GroupRef, file: SentFile, text?: string, options?: WriteOptions): MessageHandle;
  sendVoice(group: GroupRef, file: SentFile, options?: WriteOptions): MessageHandle;
  sendSticker(group: GroupRef, picture: SentFile): MessageHandle;
  sendLocation(group: GroupRef, latitude: number, longitude: number): MessageHandle;
  /** Whatever VK may hang on a message, as it stands on the wire. */
  sendAttachments(
    group: GroupRef,
    attachments: NonNullable<VkMessage['attachments']>,
    text?: string,
    options?: WriteOptions,
  ): MessageHandle;
  edit(group: GroupRef, message: MessageHandle, text: string): void;
  /** Puts a reaction on a message; null takes it back. */
  react(group: GroupRef, message: MessageHandle, reactionId: number | null): void;
  /** Presses a button by its title: a `text` button writes a message, a `callback` button asks and its press has an id. */
  press(group: GroupRef, message: MessageHandle, title: string): { pressId?: string; written?: MessageHandle };
  /** Allows the community to write, without writing. */
  allow(group: GroupRef): void;
  /** Forbids the community to write. */
  deny(group: GroupRef): void;
  type(group: GroupRef): void;
  /** Reads everything up to a message, or up to the last. */
  read(group: GroupRef, message?: MessageHandle): void;
}

/** The hands of a person. */
export function createCustomer(world: World, user: VkUser): VkCustomer {
  const groupOf = ({ id }: GroupRef): VkGroup => {
    const group = world.groups.get(id);
    if (!group) throw new Error(`There is no community ${id}`);
    return group;
  };
  const find = (group: VkGroup, { peerId, cmid }: MessageHandle): { dialog: Dialog; message: VkMessage } => {
    const dialog = dialogOf(group, peerId);
    const message = dialog.messages.find((one) => one.cmid === cmid);
    if (!message) throw new Error(`There is no message ${cmid} with ${peerId}`);
    return { dialog, message };
  };
  const write = (ref: GroupRef, given: Omit<NewVkMessage, 'fromId' | 'isOut'>, options: WriteOptions = {}): MessageHandle => {
    const group = groupOf(ref);
    const dialog = dialogOf(group, options.chat?.peerId ?? user.id);
    dialog.isAllowed = true;
    const message = addMessage(world, group, dialog, {
      ...given,
      fromId: user.id,
      isOut: false,
      ...(options.replyTo && { replyTo: options.replyTo.cmid }),
      ...(options.payload !== undefined && { payload: JSON.stringify(options.payload) }),
      more: { ...(options.ref !== undefined && { ref: options.ref, ref_source: options.refSource ?? '' }), ...options.more },
    });
    world.emit(group, 'message_new', { message: wireMessage(group, dialog, message), client_info: clientInfo });
    return { peerId: dialog.peerId, cmid: message.cmid };
  };
  const hang = (type: StoredFile['type'], { bytes, name, mimeType = 'application/octet-stream' }: SentFile) =>
    attachmentOf(world.files.add({ ownerId: user.id, type, name, mimeType, bytes }), world.url(), unixTime(world.clock));

  return {
    id: user.id,
    firstName: user.firstName,
    lastName: user.lastName,
    sendText: (group, text, options) => write(group, { text }, options),
    sendPhoto: (group, files, text = '', options = {}) =>
      write(group, { text, attachments: [files].flat().map((file) => hang('photo', { mimeType: 'image/jpeg', ...file })) }, options),
    sendDoc: (group, file, text = '', options = {}) => write(group, { text, attachments: [hang('doc', file)] }, options),
    sendVoice: (group, file, options) =>
      write(group, { attachments: [hang('audio_message', { mimeType: 'audio/ogg', ...file })] }, options),
    sendSticker(group, picture) {
      const file = world.files.add({ ownerId: user.id, type: 'photo', mimeType: 'image/png', ...picture });
      const image = (width: number) => ({ url: `${world.url()}/files/${file.key}/sticker-${width}.png`, width, height: width });
      const sticker = { product_id: 1, sticker_id: 2, images: [64, 512, 128].map(image), images_with_background: [image(512)] };
      return write(group, { attachments: [{ type: 'sticker', sticker }] });
    },
    sendLocation: (group, latitude, longitude) => write(group, { geo: { latitude, longitude } }),
    sendAttachments: (group, attachments, text = '', options = {}) => write(group, { attachments, text }, options),
    edit(ref, handle, text) {
      const group = groupOf(ref);
      const { dialog, message } = find(group, handle);
      Object.assign(message, { text, editedAt: unixTime(world.clock) });
      world.emit(group, 'message_edit', wireMessage(group, dialog, message));
    },
    react(ref, handle, reactionId) {
      const group = groupOf(ref);
      const { message } = find(group, handle);
      if (reactionId === null) message.reactions.delete(user.id);
      else message.reactions.set(user.id, reactionId);
      const place = { reacted_id: user.id, peer_id: handle.peerId, cmid: handle.cmid };
      world.emit(group, 'message_reaction_event', { ...place, ...(reactionId !== null && { reaction_id: reactionId }) });
    },
    press(ref, handle, title) {
      const group = groupOf(ref);
      const action = find(group, handle)
        .message.keyboard?.buttons.flat()
        .find((button) => button.action.label === title)?.action;
      if (!action) throw new Error(`There is no button ${title}`);
      const payload: unknown = action.payload === undefined ? undefined : JSON.parse(action.payload);
      if (action.type === 'text') return { written: write(ref, { text: title }, { payload }) };
      const eventId = randomBytes(6).toString('hex');
      world.presses.set(eventId, { eventId, userId: user.id, peerId: handle.peerId, answered: false });
      const place = { user_id: user.id, peer_id: handle.peerId, conversation_message_id: handle.cmid };
      world.emit(group, 'message_event', { ...place, event_id: eventId, payload });
      return { pressId: eventId };
    },
    allow(ref) {
      const group = groupOf(ref);
      dialogOf(group, user.id).isAllowed = true;
      world.emit(group, 'message_allow', { user_id: user.id, key: '' });
    },
    deny(ref) {
      const group = groupOf(ref);
      dialogOf(group, user.id).isAllowed = false;
      world.emit(group, 'message_deny', { user_id: user.id });
    },
    type: (ref) => void world.emit(groupOf(ref), 'message_typing_state', { state: 'typing', from_id: user.id, to_id: -ref.id }),
    read(ref, handle) {
      const group = groupOf(ref);
      const dialog = dialogOf(group, handle?.peerId ?? user.id);
      const last = handle ? find(group, handle).message : dialog.messages.at(-1);
      if (!last) return;
      const read = { read_message_id: last.id, conversation_message_id: last.cmid };
      world.emit(group, 'message_read', { from_id: user.id, peer_id: dialog.peerId, ...read });
    },
  };
}

const clientInfo = {
  button_actions: ['text', 'vkpay', 'open_app', 'location', 'open_link', 'callback', 'intent_subscribe', 'intent_unsubscribe'],
  keyboard: true,
  inline_keyboard: true,
  carousel: true,
  lang_id: 0,
};
