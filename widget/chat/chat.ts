import type { VisitorConversation, VisitorMessage } from '../../hub/api/widget/views.ts';
import type { Core } from '../data/core.ts';
import { randomName } from '../data/random-name.ts';
import { newThread, type QueuedFile, type QueueEntry } from '../data/sending/queue-entry.ts';
import type { State } from '../data/state.ts';
import { say } from '../data/words.ts';

/** Where the chat runs. */
export interface ChatOptions {
  mode: 'widget' | 'page';
  /** The visitor wants it away; only in a widget. */
  onClose?: () => void;
  /** The conversation to begin with; else the latest. */
  conversationId?: string;
  /** What else its menu offers. */
  actions?: () => readonly ChatAction[];
}

/** An entry of the chat's menu. */
export interface ChatAction {
  label: string;
  run: () => void;
}

/** What is on screen beside what the hub tells. */
interface View {
  isVisible: boolean;
  /** Null: the latest. */
  thread: string | null;
  isListShown: boolean;
  replyTo: VisitorMessage | null;
  editing: VisitorMessage | null;
  /** The message whose actions are open. */
  activeId: string | null;
  /** The message of which it is asked whether it may be deleted. */
  deletingId: string | null;
  /** Before what the line of new messages stands. */
  newFrom: { conversationId: string; seq: number } | null;
  /** For screen readers: what came, or what went wrong. */
  spoken: string;
  /** What went wrong, until something else is done. */
  notice: string;
}

interface Draft {
  text: string;
  files?: readonly QueuedFile[];
  press?: QueueEntry['press'];
}

/** The chat's own state and verbs, over the core's. */
export interface Chat {
  core: Core;
  mode: ChatOptions['mode'];
  actions(): readonly ChatAction[];
  state(): State;
  view(): View;
  set(part: Partial<View>): void;
  subscribe(listener: () => void): () => void;
  /** The name of the thread on screen: a conversation's id, or of one to come. */
  thread(): string;
  /** The conversation on screen; null before its first message. */
  conversation(): VisitorConversation | null;
  send(draft: Draft): void;
  open(conversationId: string): void;
  begin(): void;
  setVisible(isVisible: boolean): void;
  /** Runs something that may be refused; says so where it is. Resolves with whether it worked. */
  attempt(work: Promise<unknown>): Promise<boolean>;
  close(): void;
  stop(): void;
}

const liveThread = `${newThread}live`;

/** Makes the chat for one mount. */
export function createChat(core: Core, { mode, onClose, conversationId = undefined, actions = () => [] }: ChatOptions): Chat {
  const { store } = core;
  const listeners = new Set<() => void>();
  let view: View = {
    isVisible: false,
    thread: conversationId ?? null,
    isListShown: false,
    replyTo: null,
    editing: null,
    activeId: null,
    deletingId: null,
    newFrom: null,
    spoken: '',
    notice: '',
  };

  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const set = (part: Partial<View>) => {
    view = { ...view, ...part };
    tell();
  };
  const thread = () => {
    const { begun, conversations } = store.get();
    const name = view.thread ?? conversations[0]?.id ?? liveThread;
    return begun[name] ?? name;
  };
  const conversation = () => store.get().conversations.find(({ id }) => id === thread()) ?? null;
  /** Whom the view is about. */
  let owner: string | undefined;
  /** What is on screen stays there when another conversation becomes the latest. */
  let isPinned = false;
  const pin = () => {
    if (!view.isVisible || view.thread !== null || !conversation()) return;
    view = { ...view, thread: thread() };
    isPinned = true;
  };
  /** Of somebody else nothing stays on screen. */
  const follow = () => {
    const next = store.get().session?.visitorId;
    if (next === owner) return;
    if (owner !== undefined)
      view = { ...view, thread: null, isListShown: false, replyTo: null, editing: null, activeId: null, newFrom: null };
    owner = next;
  };
  const read = () => {
    const { session, threads } = store.get();
    const current = conversation();
    if (!session || !current || threads[current.id] || !view.isVisible) return;
    if (current.unread > 0) view = { ...view, newFrom: { conversationId: current.id, seq: current.seen } };
    core.load(current.id).catch(() => set({ notice: say('couldNotLoad') }));
  };

  const stops = [
    store.subscribe(() => {
      follow();
      pin();
      read();
      tell();
    }),
    core.onMessage(({ author, text, attachments, conversationId: from }) => {
      const current = conversation();
      if (from === current?.id && (!view.isVisible || document.visibilityState === 'hidden') && view.newFrom?.conversationId !== from)
        view = { ...view, newFrom: { conversationId: from, seq: current.seen } };
      set({ spoken: say('says', { name: author.name, text: text || say(attachments.length > 0 ? 'file' : 'newMessages') }) });
    }),
  ];

  return {
    core,
    mode,
    actions,
    state: store.get,
    view: () => view,
    set,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    thread,
    conversation,
    send({ text, files = [], press }) {
      // What goes on elsewhere stays there: who writes here again begins anew.
      const name = conversation()?.carriedOnTo ? newThread + randomName() : thread();
      const { replyTo } = view;
      const isTaken = core.queue.add({
        clientId: randomName(),
        thread: name,
        isNew: name.startsWith(newThread) && name !== liveThread,
        text,
        attachments: [...files],
        ...(replyTo && { replyTo: { id: replyTo.id, text: replyTo.text } }),
        ...(press && { press }),
        createdAt: new Date().toISOString(),
        state: 'waiting',
      });
      core.setTyping(null, false);
      set(
        isTaken
          ? { ...(name !== thread() && { thread: name }), replyTo: null, newFrom: null, activeId: null, notice: '', isListShown: false }
          : { notice: say('queueFull') },
      );
    },
    open(id) {
      isPinned = false;
      set({ thread: id, isListShown: false, replyTo: null, editing: null, activeId: null, notice: '' });
      read();
    },
    begin() {
      isPinned = false;
      set({ thread: newThread + randomName(), isListShown: false, replyTo: null, editing: null, activeId: null, notice: '' });
    },
    setVisible(isVisible) {
      // Opened again it begins with the latest, unless another was chosen.
      const isLet = !isVisible && isPinned && view.thread !== null;
      isPinned &&= isVisible;
      set({ isVisible, ...(!isVisible && { newFrom: null, activeId: null }), ...(isLet && { thread: null }) });
      pin();
      read();
    },
    async attempt(work) {
      try {
        await work;
        return true;
      } catch {
        set({ notice: say('actionFailed'), spoken: say('actionFailed') });
        return false;
      }
    },
    close: () => onClose?.(),
    stop() {
      for (const stop of stops) stop();
    },
  };
}
