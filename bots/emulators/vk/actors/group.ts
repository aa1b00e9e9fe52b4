import { randomBytes } from 'node:crypto';
import type { LongPoll } from '../delivery/long-poll.ts';
import type { CallbackServer, VkGroup, World } from '../world/state.ts';
import { chatOffset, dialogOf } from '../world/state.ts';
import { wireMessage } from '../world/wire.ts';
import { addMessage } from '../world/write.ts';
import type { MessageHandle } from './user.ts';

/** What a token may do unless said. */
const allScopes = ['messages', 'photos', 'docs', 'manage'];

/** A community as a test holds it. */
export interface VkCommunity {
  id: number;
  name: string;
  screenName: string;
  token: string;
  /** Its callback servers, as VK has them. */
  servers(): CallbackServer[];
  isLongPollOn(): boolean;
  /** One more token; `scopes` are what it may do. */
  addToken(scopes?: string[]): string;
  revoke(token: string): void;
  setBotAbilities(isOn: boolean): void;
  /** A human answers in VK's own inbox. */
  writeAsAdmin(person: { id: number }, text: string, adminId?: number): MessageHandle;
  /** A chat of many with the community in it. */
  createChat(): { peerId: number };
  /** Tells of something by the event's name, as it stands on the wire. */
  emit(type: string, object: unknown): void;
  /** How far the community has read a conversation, and whether it types. */
  look(person: { id: number }): { readUpTo: number; typing: string | undefined };
  longPoll: { expireKey(): void; forget(): void; failNext(...answers: { failed: number; ts?: number }[]): void; waiting(): number };
}

/** The hands of whoever runs a community. */
export function createCommunity(world: World, group: VkGroup, longPoll: LongPoll): VkCommunity {
  const addToken = (scopes = allScopes): string => {
    const token = `vk1.a.${randomBytes(24).toString('base64url')}`;
    group.tokens.set(token, new Set(scopes));
    return token;
  };
  return {
    id: group.id,
    name: group.name,
    screenName: group.screenName,
    token: addToken(),
    servers: () => group.servers,
    isLongPollOn: () => group.longPoll.isEnabled,
    addToken,
    revoke: (token) => void group.tokens.delete(token),
    setBotAbilities(isOn) {
      group.hasBotAbilities = isOn;
    },
    writeAsAdmin(person, text, adminId = 1) {
      const dialog = dialogOf(group, person.id);
      const randomId = randomBytes(4).readInt32BE();
      const message = addMessage(world, group, dialog, { text, fromId: -group.id, isOut: true, adminAuthorId: adminId, randomId });
      world.emit(group, 'message_reply', wireMessage(group, dialog, message));
      return { peerId: dialog.peerId, cmid: message.cmid };
    },
    createChat() {
      const number = [...group.dialogs.keys()].filter((peerId) => peerId > chatOffset).length + 1;
      return { peerId: dialogOf(group, chatOffset + number).peerId };
    },
    emit: (type, object) => void world.emit(group, type, object),
    look(person) {
      const { readByGroup, typing } = dialogOf(group, person.id);
      return { readUpTo: readByGroup, typing };
    },
    longPoll: {
      expireKey: () => longPoll.expireKey(group),
      forget: () => longPoll.forget(group),
      failNext: (...answers) => longPoll.failNext(group, answers),
      waiting: () => longPoll.waiting(group),
    },
  };
}
