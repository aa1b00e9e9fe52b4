import {
  deleteMessage,
  dismissMessage,
  reactToMessage,
  retryMessage,
  type MessageView,
} from '../../../../../hub/api/customers/messages.ts';
import { showError, showToast } from '../../../../app/feedback/toasts.ts';
import { href } from '../../../../app/routing/route.ts';
import { api } from '../../../../data/api.ts';
import { startEdit, startReply } from '../../../../data/conversations/composing.ts';
import { discard, retry } from '../../../../data/conversations/outbox.ts';
import type { ThreadStore } from '../../../../data/conversations/thread-live.ts';
import { confirm } from '../../../../dialogs/confirm.ts';
import { t } from '../../../../words/words.ts';
import { isViewable } from '../files/attachments.ts';
import { showViewer } from '../files/show-viewer.ts';
import type { ThreadActs } from '../scene.ts';
import type { FloatingPlace } from './floating.ts';
import { actionsOf, isAtCustomer } from './possible.ts';
import type { ChannelAbilities } from '../abilities.ts';

const loadReactions = () => import('./choose-reaction.ts');
const loadMenu = () => import('./message-menu.ts');
const loadHistory = () => import('./history.ts');

/** Loads what opens over a thread, before it is asked for: it has to open without a line, too. */
export async function prepareActs(): Promise<void> {
  await Promise.all([loadReactions(), loadMenu(), loadHistory()]);
}

/** What of a thread its acts need: which conversation, what its channel can. */
export interface ActsOf {
  store: ThreadStore;
  abilities: () => ChannelAbilities;
  goToQuoted: (messageId: string) => void;
  toggleEvents: (key: string) => void;
}

/** Everything that can be done with the messages of one thread. Each tells its failure. */
export function actsOf({ store, abilities, goToQuoted, toggleEvents }: ActsOf): ThreadActs {
  const { conversationId } = store;
  const at = ({ id: messageId }: MessageView) => ({ params: { conversationId, messageId } });
  const change = async (work: () => Promise<MessageView>): Promise<void> => {
    try {
      store.keep([await work()]);
    } catch (error) {
      showError(error, () => void change(work));
    }
  };
  const remove = async (message: MessageView): Promise<void> => {
    const text =
      message.kind === 'note' ? t('thread:deleteNote') : isAtCustomer(message) ? t('thread:deleteText') : t('thread:deleteUnsent');
    const isAgreed = await confirm({ heading: t('thread:deleteTitle'), text, action: t('thread:deleteAction'), isDangerous: true });
    if (isAgreed) await change(() => api.call(deleteMessage, at(message)));
  };
  const choose = async (message: MessageView, anchor: Element): Promise<void> => {
    const own = message.reactions.find(({ isCustomers }) => !isCustomers)?.emoji ?? null;
    const allowed = message.kind === 'note' ? null : abilities().reactionEmojis;
    // The button goes with the pointer; the message stays.
    const beside = anchor.closest('.message')?.querySelector('.bubble') ?? anchor;
    const { chooseReaction } = await loadReactions();
    const emoji = await chooseReaction(beside, { allowed, own });
    if (emoji !== undefined) acts.react(message, emoji);
  };
  const menu = async (message: MessageView, place: FloatingPlace): Promise<void> => {
    const { showMessageMenu } = await loadMenu();
    const action = await showMessageMenu(actionsOf(message, abilities()), place);
    const anchor = place instanceof Element ? place : (document.querySelector('hub-thread .item:focus-within .bubble') ?? document.body);
    const runs = {
      reply: () => acts.reply(message),
      react: () => acts.chooseReaction(message, anchor),
      copyText: () => acts.copy(message.text),
      copyLink: () => acts.copyLink(message),
      edit: () => acts.edit(message),
      delete: () => acts.remove(message),
    };
    if (action) runs[action]();
  };
  const refreshed = new Map<string, number>();
  const acts: ThreadActs = {
    reply: (message) => startReply(conversationId, message),
    edit: (message) => startEdit(conversationId, message),
    remove: (message) => void remove(message),
    react: (message, emoji) => void change(() => api.call(reactToMessage, { ...at(message), body: { emoji } })),
    chooseReaction: (message, anchor) => void choose(message, anchor),
    retry: (message) => void change(() => api.call(retryMessage, at(message))),
    dismiss: (message) => void change(() => api.call(dismissMessage, at(message))),
    copy: (text) => void copy(text),
    copyLink: ({ seq }) => void copy(`${location.origin}${href(`/inbox/all/${conversationId}`)}?message=${seq}`),
    showMenu: (message, place) => void menu(message, place),
    showHistory: (message, anchor) => void loadHistory().then(({ showHistory }) => showHistory(message, anchor)),
    goToQuoted,
    openPicture: (message, attachmentId) => void showViewer(picturesOf(message), attachmentId),
    refreshFiles: (message) => {
      const last = refreshed.get(message.id) ?? 0;
      if (Date.now() - last < 60_000) return; // a file that is broken stays broken
      refreshed.set(message.id, Date.now());
      store.stretch.readPage({ around: message.seq, limit: 2 }).then(
        ({ items }) => store.keep(items),
        () => refreshed.delete(message.id), // offline: the next failure to load asks again
      );
    },
    toggleEvents,
    retryPending: ({ clientId }) => retry(clientId),
    discardPending: ({ clientId }) => void discard(clientId),
  };
  return acts;
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast({ kind: 'good', text: t('thread:copied'), stayMs: 2000 });
  } catch {
    showToast({ kind: 'bad', text: t('thread:copyFailed') });
  }
}

function picturesOf(message: MessageView) {
  return message.attachments.flatMap((attachment) => {
    const { id, url, name } = attachment;
    if (!isViewable(attachment) || url === null) return [];
    return [{ id, url, name, kind: attachment.kind === 'video' ? ('video' as const) : ('image' as const) }];
  });
}
