import type { MessageView } from '../../../../hub/api/customers/messages.ts';
import type { PendingMessage } from '../../../data/conversations/thread-store.ts';
import type { ChannelAbilities } from './abilities.ts';

/** What a message on screen asks for; the thread does it. */
export interface ThreadActs {
  reply: (message: MessageView) => void;
  edit: (message: MessageView) => void;
  remove: (message: MessageView) => void;
  react: (message: MessageView, emoji: string | null) => void;
  chooseReaction: (message: MessageView, anchor: Element) => void;
  retry: (message: MessageView) => void;
  dismiss: (message: MessageView) => void;
  copy: (text: string) => void;
  copyLink: (message: MessageView) => void;
  showMenu: (message: MessageView, at: Element | { x: number; y: number }) => void;
  showHistory: (message: MessageView, anchor: Element) => void;
  /** Scrolls to the message that was answered. */
  goToQuoted: (messageId: string) => void;
  openPicture: (message: MessageView, attachmentId: string) => void;
  /** The addresses of files have run out: reads the message again. */
  refreshFiles: (message: MessageView) => void;
  /** Opens or folds a run of events. */
  toggleEvents: (key: string) => void;
  retryPending: (pending: PendingMessage) => void;
  discardPending: (pending: PendingMessage) => void;
}

/** What rows need to know to draw themselves. */
export interface Scene {
  contact: { id: string; name: string; avatarUrl?: string | undefined };
  abilities: ChannelAbilities;
  acts: ThreadActs;
  /** A message by id, as far as it is in memory. */
  find: (messageId: string) => MessageView | undefined;
  /** The row under the pointer or the focus: only it has its tools drawn. */
  activeKey: string | null;
  /** The message that was jumped to. */
  flashSeq: number | null;
  /** What is searched for, marked in the texts; empty: nothing. */
  typed: string;
  /** Runs of events that were opened. */
  openEvents: ReadonlySet<string>;
}
