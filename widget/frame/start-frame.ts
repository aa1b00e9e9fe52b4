import type { WidgetConfig } from '../../hub/api/widget/views.ts';
import type { ToFrame, ToLoader } from '../bridge.ts';
import type { MountedChat } from '../chat/mount-chat.ts';
import { createCore } from '../data/create-core.ts';
import type { IdentifyInput } from '../profile.ts';
import { unreadIn } from '../data/state.ts';
import { say } from '../data/words.ts';
import { connectPage } from './page-bridge.ts';
import { isShownOn } from './places.ts';
import { createQuiet, quietOf } from './quiet.ts';
import { stageStyle } from './stage-style.ts';

const openMark = 'hub:open';

/** Runs the widget inside its frame: connects, tells the page's launcher, shows previews, brings the chat when it is opened. */
export function startFrame(config: WidgetConfig, chatRoot: HTMLElement): void {
  const core = createCore({ config, source: 'widget', onRefused: (code) => post({ hub: 1, type: 'refused', code }) });
  const { store } = core;
  const style = stageStyle(config.look);
  let page: Extract<ToFrame, { type: 'page' }> | null = null;
  let identity: IdentifyInput | null = null;
  const early: (() => void)[] = [];
  let isOpen = false;
  let chat: Promise<MountedChat> | null = null;
  let lastLauncher = '';
  let lastUnread = -1;
  let lastQuiet = '';
  const arrived = new Set<string>();

  const post = connectPage({
    identify({ first }) {
      identity = first;
      if (page) core.identify(first);
    },
    setMetadata: ({ first }) => onceBegun(() => core.setProfile(first)),
    track: ({ first, second = {} }) => onceBegun(() => core.track(first, second)),
    page(next) {
      const isFirst = page === null;
      page = next;
      if (isFirst) {
        core.begin(next, identity);
        for (const call of early.splice(0)) call();
        if (wasOpen() && !next.isPhone) open();
      } else {
        core.setPage(next);
      }
      show();
    },
    open,
    close,
    prepare: () => void loadChat(),
    send: ({ first }) => void loadChat().then((mounted) => mounted.send(first)),
    logout({ first: isLast }) {
      close();
      identity = null;
      // Told of no page yet, nobody is here: what this browser kept goes, and the page begins anew.
      void (isLast || !page ? core.forget() : core.logout()).then(() => post({ hub: 1, type: 'gone' }));
    },
  });
  /** Calls of the site may come before it tells of its page, with which the session begins. */
  const onceBegun = (call: () => void) => {
    if (page) call();
    else early.push(call);
  };
  const quiet = createQuiet({
    onOpen(conversation) {
      open();
      void loadChat().then((mounted) => mounted.show(conversation.id));
    },
    onDismiss({ id, seq }) {
      core.dismiss(id, seq);
      show();
    },
  });

  function loadChat(): Promise<MountedChat> {
    chat ??= import('../chat/mount-chat.ts').then(({ mountChat }) => mountChat(chatRoot, core, { mode: 'widget', onClose: close }));
    chat.catch(() => {
      chat = null; // offline, or the hub was updated: the next time it is asked for again
    });
    return chat;
  }
  function open(): void {
    if (isOpen) return;
    isOpen = true;
    mark(true);
    arrived.clear();
    quiet.hide();
    lastQuiet = '';
    chatRoot.hidden = false;
    post({ hub: 1, type: 'size', state: 'open' });
    core.setChatOpen(true);
    show();
    loadChat().then(
      (mounted) => mounted.setVisible(isOpen),
      () => close(),
    );
  }
  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    mark(false);
    chatRoot.hidden = true;
    post({ hub: 1, type: 'size', state: 'closed' });
    post({ hub: 1, type: 'closed' });
    core.setChatOpen(false);
    void chat?.then((mounted) => mounted.setVisible(isOpen));
    show();
  }
  /** Brings what the page shows up to date. */
  function show(): void {
    if (!page) return;
    const { conversations, team, connection } = store.get();
    const unread = unreadIn(conversations);
    const { look, launcherLabel } = config;
    const launcher: ToLoader = {
      hub: 1,
      type: 'launcher',
      isShown: look.launcher !== 'none' && connection !== 'blocked' && isShownOn(config.places, page, team.isOpen),
      words: look.launcher === 'label' ? launcherLabel : '',
      title: `${say(isOpen ? 'close' : 'open')}${unread > 0 ? `, ${say('unread', { count: unread })}` : ''}`,
      name: launcherLabel || config.title,
      style,
    };
    const text = JSON.stringify(launcher);
    if (text !== lastLauncher) post(launcher);
    lastLauncher = text;
    if (unread !== lastUnread) post({ hub: 1, type: 'unread', value: unread });
    lastUnread = unread;
    if (!isOpen) showQuiet();
  }
  function showQuiet(): void {
    const conversation = quietOf(store.get().conversations, arrived, core.dismissed());
    const text = conversation ? `${conversation.id} ${conversation.preview}` : '';
    if (text === lastQuiet) return;
    lastQuiet = text;
    if (conversation) post({ hub: 1, type: 'size', state: 'quiet', height: quiet.show(conversation) });
    else {
      quiet.hide();
      post({ hub: 1, type: 'size', state: 'closed' });
    }
  }

  store.subscribe(show);
  core.onMessage(({ id, conversationId, text, author }) => {
    post({ hub: 1, type: 'message', value: { id, conversationId, text, author: author.name } });
    if (!isOpen) arrived.add(conversationId);
    show();
    if (!store.get().isMuted && (!isOpen || document.visibilityState === 'hidden'))
      void import('../chat/chime.ts').then(({ chime }) => chime(id));
  });
}

/** So that the chat is still open on the site's next page. */
function mark(isOpen: boolean): void {
  try {
    if (isOpen) sessionStorage.setItem(openMark, '1');
    else sessionStorage.removeItem(openMark);
  } catch {
    // Storage is refused: it begins closed on every page.
  }
}

function wasOpen(): boolean {
  try {
    return sessionStorage.getItem(openMark) !== null;
  } catch {
    return false; // as above
  }
}
