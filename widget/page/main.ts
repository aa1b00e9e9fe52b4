import type { HelpBoxConfig } from '../../hub/api/widget/help-box.ts';
import type { ChatAction } from '../chat/chat.ts';
import { createCore } from '../data/create-core.ts';
import { applyLook } from '../data/look.ts';
import { unreadIn } from '../data/state.ts';
import { speak } from '../data/words.ts';
import { startApp } from './app.ts';
import { comesFrom, rememberTab } from './comes-from.ts';
import { createAnswerPushes } from './answer-pushes.ts';
import { keepReading } from './kept-reading.ts';
import { drawSide } from './side.ts';
import { sayPage, speakPage } from './words.ts';
import '../frame/frame.css';
import './page.css';

// The hub wrote it into this page.
const page = JSON.parse(find('config').textContent) as HelpBoxConfig;
const { widget, words, title, url } = page;
speak(widget.language, widget.words);
speakPage(words);
applyLook(widget);

const core = createCore({ config: widget, source: 'helpbox' });
const app = startApp(show);
const pushes = createAnswerPushes({ core, key: page.pushKey, worker: app.worker, onChange: () => core.store.change({}) });
const from = comesFrom(widget.widgetKey);
const conversationId = new URLSearchParams(location.search).get('conversation');
keepReading(core, { isFresh: from.code !== undefined || from.token !== undefined });
rememberTab(core);

/** What can be done beside talking, in the menu and, where there is room, beside the chat. */
function actions(): ChatAction[] {
  const { session, conversations } = core.store.get();
  return [
    { label: sayPage('share'), run: () => void import('./share.ts').then(({ sharePage }) => sharePage({ url, title })) },
    ...pushes.actions(),
    ...(app.canInstall() ? [{ label: sayPage('install'), run: app.install }] : []),
    ...(session && conversations.length > 0
      ? [{ label: sayPage('logout'), run: () => void import('./forget.ts').then(({ askToForget }) => askToForget(core)) }]
      : []),
  ];
}

let lastShown = '';

function show(): void {
  const unread = unreadIn(core.store.get().conversations);
  document.title = unread > 0 && document.visibilityState === 'hidden' ? `(${unread}) ${title}` : title;
  const offered = actions();
  const text = offered.map(({ label }) => label).join();
  if (text !== lastShown) drawSide(find('side'), page, offered);
  lastShown = text;
}

show();
core.store.subscribe(show);
document.addEventListener('visibilitychange', show);
core.onMessage(({ id }) => {
  if (!core.store.get().isMuted && document.visibilityState === 'hidden') void import('../chat/chime.ts').then(({ chime }) => chime(id));
});
core.begin({ url, title, referrer: document.referrer, language: navigator.language }, null, from);
void import('../chat/mount-chat.ts').then(({ mountChat }) => {
  const chat = mountChat(find('chat'), core, { mode: 'page', actions, ...(conversationId !== null && { conversationId }) });
  chat.setVisible(true);
  core.setChatOpen(true);
  pushes.onClick(chat.show);
  app.keepFiles();
});

function find(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}
