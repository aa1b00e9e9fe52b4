import type { MessengerView } from '../session.ts';

/** A file somebody sends from the page. */
export interface SentFile {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/** An app on a customer's phone, beside Telegram: what they see in it, and what they do. */
export interface Messenger {
  provider: string;
  read(): MessengerView;
  writeText(text: string): void;
  sendFile(file: SentFile): void;
  /** Presses a button of the newest message that has it; throws when there is none. */
  press(title: string): void;
  /** Connects it, where it waits to be asked for; its view says how far that is. */
  connect?(): void;
}

/** What the customer sees and does in an app that is connected. */
export interface OpenApp extends Pick<Messenger, 'writeText' | 'sendFile'> {
  isTyping(): boolean;
  /** Oldest first. */
  lines(): MessengerView['lines'];
}

/** What the view of an app says that is connected from the beginning. */
export const connected = { isUnofficial: false, link: 'on', problem: null } as const;
