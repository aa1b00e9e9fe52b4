import type { Clock } from '../../clock.ts';
import type { FileStore } from './files.ts';

/** A person of the emulated VK. */
export interface VkUser {
  id: number;
  firstName: string;
  lastName: string;
  screenName: string;
  /** The key of a picture in the file store. */
  photoKey?: string;
}

/** A server that a community's events are posted to. */
export interface CallbackServer {
  id: number;
  title: string;
  url: string;
  secretKey: string;
  status: 'unconfigured' | 'wait' | 'ok' | 'failed';
  events: Set<string>;
}

/** An event as it goes over the wire, by either way. */
export interface VkEvent {
  type: string;
  object: unknown;
  group_id: number;
  event_id: string;
  v: string;
}

/** A community: the account that customers write to. */
export interface VkGroup {
  id: number;
  name: string;
  screenName: string;
  /** Tokens that are valid, with what each may do. */
  tokens: Map<string, Set<string>>;
  confirmationCode: string;
  /** Whether "bot abilities" are on: without them VK refuses keyboards. */
  hasBotAbilities: boolean;
  servers: CallbackServer[];
  longPoll: { isEnabled: boolean; events: Set<string>; key: string; history: VkEvent[]; dropped: number };
  dialogs: Map<number, Dialog>;
  lastMessageId: number;
}

/** A conversation of a community with a person, or a chat of many that it is in. */
export interface Dialog {
  peerId: number;
  /** False until the person has written or allowed messages, and after they denied them. */
  isAllowed: boolean;
  lastCmid: number;
  messages: VkMessage[];
  /** What the community sees of the conversation as read by it: its number of the last one. */
  readByGroup: number;
  /** The last sign of typing the community has sent. */
  typing?: string;
}

/** Something hung on a message, as the wire has it. */
export interface VkAttachment {
  type: string;
  [type: string]: unknown;
}

/** A message as the emulator keeps it. */
export interface VkMessage {
  id: number;
  cmid: number;
  peerId: number;
  fromId: number;
  date: number;
  text: string;
  attachments: VkAttachment[];
  randomId: number;
  isOut: boolean;
  geo?: { latitude: number; longitude: number };
  replyTo?: number;
  keyboard?: VkKeyboard;
  payload?: string;
  adminAuthorId?: number;
  editedAt?: number;
  isDeleted?: boolean;
  /** One reaction of each, by who has it (a community's id is negative). */
  reactions: Map<number, number>;
  /** Fields that only this message has: kinds nobody knows yet, referrals, service actions. */
  more: Record<string, unknown>;
}

/** A keyboard as it was sent. */
export interface VkKeyboard {
  inline?: boolean;
  one_time?: boolean;
  buttons: { action: { type: string; label?: string; payload?: string; link?: string }; color?: string }[][];
}

/** A press that waits for its answer. */
export interface PendingPress {
  eventId: string;
  userId: number;
  peerId: number;
  answered: boolean;
}

/** Everything there is in the emulated VK. */
export interface World {
  clock: Clock;
  files: FileStore;
  users: Map<number, VkUser>;
  groups: Map<number, VkGroup>;
  presses: Map<string, PendingPress>;
  /** The address of the emulator, for links. */
  url(): string;
  /** Called after every change, for those who wait for one. */
  changed(): void;
  emit(group: VkGroup, type: string, object: unknown): VkEvent;
}

/** Peers from here on are chats of many. */
export const chatOffset = 2_000_000_000;

/** The conversation with a peer, begun if there is none. */
export function dialogOf(group: VkGroup, peerId: number): Dialog {
  const known = group.dialogs.get(peerId);
  if (known) return known;
  const begun: Dialog = { peerId, isAllowed: peerId >= chatOffset, lastCmid: 0, messages: [], readByGroup: 0 };
  group.dialogs.set(peerId, begun);
  return begun;
}

/** A message by its number in the conversation. */
export function findMessage(dialog: Dialog, cmid: number): VkMessage | undefined {
  return dialog.messages.find((message) => message.cmid === cmid && !message.isDeleted);
}
