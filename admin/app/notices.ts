import type { ServerData } from '../../hub/api/realtime.ts';
import { onEvent } from '../data/realtime.ts';
import { preferences } from '../data/preferences.ts';
import { workspaceId } from '../data/workspace-id.ts';
import { t } from '../words/words.ts';
import { workerMessage } from '../worker/messages.ts';
import { showToast } from './feedback/toasts.ts';
import { navigate, place } from './routing/route.ts';

type Notice = ServerData<'inbox.notice'>;

const preferenceOf = { mention: 'mention', assigned: 'assigned', reply: 'reply', new: 'newConversation' } as const;

/** Tells what concerns this agent while a page is open: a toast in the window one looks at, a sound in one window of all. */
export function startNotices(): void {
  onEvent('inbox.notice', (notice) => void tell(notice));
  navigator.serviceWorker?.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) => {
    const message = workerMessage.safeParse(data).data;
    if (message?.type === 'open') follow(new URL(message.url, location.origin));
    if (message?.type === 'is-on-screen') ports[0]?.postMessage(isLookedAt(message.conversationId));
  });
}

function isLookedAt(conversationId: string): boolean {
  return place.peek().path.endsWith(conversationId) && document.hasFocus();
}

/** A click on a notification: here, or by a fresh page where it is of another workspace. */
function follow(url: URL): void {
  const workspace = url.searchParams.get('workspace');
  if (workspace && workspace !== workspaceId.peek()) location.assign(url);
  else navigate(url.pathname.slice('/admin'.length) || '/inbox/mine');
}

async function tell(notice: Notice): Promise<void> {
  const { kind, conversation } = notice;
  const isOpen = place.peek().path.endsWith(conversation.id);
  if (document.visibilityState === 'visible' && !isOpen && (kind === 'mention' || kind === 'assigned')) {
    showToast({
      text: t(`shell:notice.${kind}`, { name: conversation.contact.name }),
      actions: [{ label: t('shell:open'), run: () => navigate(`/inbox/all/${conversation.id}`) }],
      stayMs: 8000,
    });
  }
  const { sounds, notifications } = preferences.peek();
  if (!sounds || !notifications[preferenceOf[kind]].sound || isLookedAt(conversation.id)) return;
  if (!(await isFirstWindow(notice.id))) return;
  const { playChime } = await import('./chime.ts');
  playChime();
}

/** Several windows of one browser hear of the same thing: the first to get the lock makes the sound, and holds it long enough for the others to come late. */
function isFirstWindow(noticeId: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(`hub.notice ${noticeId}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise((done) => setTimeout(done, 3000)) : undefined;
    });
  });
}
