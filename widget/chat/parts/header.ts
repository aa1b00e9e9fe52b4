import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { TeamState } from '../../../hub/api/widget/views.ts';
import { say } from '../../data/words.ts';
import type { Chat } from '../chat.ts';
import { face } from './face.ts';
import { listOf, whenOf } from './formats.ts';
import { icon } from './icon.ts';

/** Who is there, and what else can be done. */
export function header(chat: Chat): TemplateResult {
  const { config } = chat.core;
  const { isListShown } = chat.view();
  const { team, conversations } = chat.state();
  const assignee = isListShown ? null : (chat.conversation()?.assignee ?? null);
  const faces = assignee ? [assignee] : config.look.avatarUrl ? [{ name: config.name, avatarUrl: config.look.avatarUrl }] : team.members;
  const canList = config.manyConversations && conversations.length > 0 && !isListShown;
  return html`<header>
    ${
      canList
        ? html`<button class="round" aria-label=${say('conversations')} @click=${() => chat.set({ isListShown: true, activeId: null })}>
            ${icon('back')}
          </button>`
        : nothing
    }
    <span class="faces">${(faces.length > 0 ? faces : [{ name: config.name, avatarUrl: null }]).slice(0, 3).map(face)}</span>
    <div class="who">
      <h1>${isListShown ? say('conversations') : (assignee?.name ?? config.title)}</h1>
      <p>${presence(chat)}</p>
    </div>
    ${menu(chat)}
    ${
      chat.mode === 'widget'
        ? html`<button class="round" aria-label=${say('close')} @click=${chat.close}>${icon('close')}</button>`
        : nothing
    }
  </header>`;
}

function presence(chat: Chat): string {
  const { team, present } = chat.state();
  const here = present[chat.thread()] ?? [];
  if (here.length > 0) return hereWords(here.map(({ name }) => name));
  const assignee = chat.conversation()?.assignee;
  if (assignee && team.members.some(({ id }) => id === assignee.id)) return say('isHere', { name: assignee.name });
  return teamWords(team);
}

function hereWords(names: readonly string[]): string {
  return names.length === 1 ? say('isHere', { name: names[0] ?? '' }) : say('areHere', { names: listOf(names) });
}

/** How soon an answer comes, or when somebody is there again. */
export function teamWords({ isOpen, opensAt, replyTime }: TeamState): string {
  if (!isOpen && opensAt) return say('backAt', { when: whenOf(opensAt) });
  const keys = { minutes: 'replyTimeMinutes', hours: 'replyTimeHours', day: 'replyTimeDay' } as const;
  return replyTime ? say(keys[replyTime]) : '';
}

function menu(chat: Chat): TemplateResult {
  const { config, setMuted } = chat.core;
  const { isMuted } = chat.state();
  const conversation = chat.conversation();
  const act = (run: () => void) => (event: Event) => {
    (event.currentTarget as HTMLElement).closest<HTMLElement>('[popover]')?.hidePopover();
    run();
  };
  const carryOn = async () => {
    if (!conversation) return;
    // Opened before the answer: afterwards the browser would take it for a pop-up nobody asked for.
    const tab = window.open('', '_blank');
    const isDone = await chat.attempt(
      chat.core.carryOn(conversation.id).then(({ url }) => {
        if (tab) tab.location.href = url;
      }),
    );
    if (!isDone) tab?.close();
  };
  // Opened as above; as whom, the page learns by a code after the `#`, which no server sees.
  const openPage = (event: Event) => {
    const tab = window.open('', '_blank');
    if (!tab) return;
    event.preventDefault();
    const address = `${config.helpBoxUrl ?? ''}${conversation ? `?conversation=${conversation.id}` : ''}`;
    const go = (hash: string) => (tab.location.href = address + hash);
    chat.core.handOver().then(
      (code) => go(`#as=${code}`),
      () => go(''),
    );
  };
  return html`<button class="round" aria-label=${say('menu')} popovertarget="hubw-menu">${icon('more')}</button>
    <div id="hubw-menu" popover>
      <button @click=${act(() => setMuted(!isMuted))}>${say(isMuted ? 'unmute' : 'mute')}</button>
      ${config.manyConversations && conversation ? html`<button @click=${act(chat.begin)}>${say('newConversation')}</button>` : nothing}
      ${
        config.canCarryOn && conversation && !conversation.carriedOnTo
          ? html`<button @click=${act(() => void carryOn())}>${say('carryOn')}</button>`
          : nothing
      }
      ${
        config.helpBoxUrl && chat.mode === 'widget'
          ? html`<a href=${config.helpBoxUrl} target="_blank" @click=${openPage}>${say('fullPage')}</a>`
          : nothing
      }
      ${chat.actions().map(({ label, run }) => html`<button @click=${act(run)}>${label}</button>`)}
    </div>`;
}
