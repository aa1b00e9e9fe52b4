import type { Chat, Message } from '../world/state.ts';

/** A bot as tests hold it. */
export interface EmulatedBot {
  readonly id: number;
  readonly token: string;
  readonly username: string;
  readonly name: string;
}

/** A chat as tests hold it. */
export interface ChatRef {
  /** Unique in the emulator. */
  readonly key: string;
  /** The id on the wire (a private chat's is the person's). */
  readonly id: number;
}

/** A message as tests hold it; transcripts' entries are such references too. */
export interface MessageRef {
  readonly chatKey: string;
  readonly messageId: number;
}

/** Refers to a chat. */
export const chatRef = ({ key, id }: Chat): ChatRef => ({ key, id });

/** Refers to a message. */
export const messageRef = ({ chat, id }: Message): MessageRef => ({ chatKey: chat.key, messageId: id });
