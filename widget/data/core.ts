import type { fillLeadForm, rateConversation, startCarryingOn, trackVisitorEvent, uploadVisitorFile } from '../../hub/api/widget/calls.ts';
import type { VisitorMessage, WidgetConfig } from '../../hub/api/widget/views.ts';
import type { IdentifyInput, VisitorProfile } from '../profile.ts';
import type { Answer, Body } from './call.ts';
import type { Reading } from './reading.ts';
import type { Queue } from './sending/queue.ts';
import type { ComesFrom } from './session.ts';
import type { State, Store } from './state.ts';

/** Where the visitor is. */
export interface VisitedPage {
  url: string;
  title: string;
  referrer: string;
  language: string;
}

/** Everything that talks to the hub for one visitor; without a DOM of its own. */
export interface Core extends Pick<Reading, 'load' | 'loadOlder'> {
  config: WidgetConfig;
  store: Store;
  queue: Pick<Queue, 'add' | 'retry' | 'discard'>;
  /** Begins the session and connects, as who the site says it is. */
  begin(page: VisitedPage, identity: IdentifyInput | null, from?: ComesFrom): void;
  /** Shows what this browser kept of a visitor, until the hub says more, or that it is somebody else. */
  restore(known: { visitorId: string } & Pick<State, 'conversations' | 'threads'>): void;
  /** A code by which another page of the hub goes on as the same visitor. */
  handOver(): Promise<string>;
  identify(identity: IdentifyInput): void;
  setPage(page: VisitedPage): void;
  setProfile(profile: VisitorProfile): void;
  track(name: string, data: Body<typeof trackVisitorEvent>['data']): void;
  /** The visitor writes: an answer to a conversation, or the first words of one. To be told while it goes on. */
  setTyping(conversationId: string | null, isTyping: boolean): void;
  setSeen(conversationId: string, seq: number): void;
  setChatOpen(isOpen: boolean): void;
  setMuted(isMuted: boolean): void;
  setLeadDone(): void;
  /** Changes a message of the visitor's. Throws CallFailed. */
  edit(message: VisitorMessage, text: string): Promise<void>;
  remove(message: VisitorMessage): Promise<void>;
  react(message: VisitorMessage, emoji: string | null): Promise<void>;
  rate(conversationId: string, rating: Body<typeof rateConversation>): Promise<void>;
  fillLead(values: Body<typeof fillLeadForm>['values']): Promise<void>;
  carryOn(conversationId: string): Promise<Answer<typeof startCarryingOn>>;
  upload(file: File, signal: AbortSignal, onProgress: (part: number) => void): Promise<Answer<typeof uploadVisitorFile>>;
  /** Hears each message of the team that arrives from now on. Returns its removal. */
  onMessage(listener: (message: VisitorMessage) => void): () => void;
  dismissed(): Readonly<Record<string, number>>;
  dismiss(conversationId: string, seq: number): void;
  /** Words that were not sent, by any name; empty: none. */
  draft(name: string): string;
  setDraft(name: string, text: string): void;
  /** Leaves nothing of the visitor behind; until `begin` nobody is here. */
  forget(): Promise<void>;
  /** The same, and goes on as a stranger. */
  logout(): Promise<void>;
}
