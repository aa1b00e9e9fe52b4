import { Copy, CornerUpLeft, Link, Pencil, SmilePlus, Trash2 } from 'lucide';
import { html } from 'lit';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { showFloating, type FloatingPlace } from './floating.ts';
import type { MessageAction } from './possible.ts';

const pictures = { reply: CornerUpLeft, react: SmilePlus, copyText: Copy, copyLink: Link, edit: Pencil, delete: Trash2 } as const;

/** The menu of one message; resolves with what was chosen, null when nothing was. */
export async function showMessageMenu(actions: readonly MessageAction[], place: FloatingPlace): Promise<MessageAction | null> {
  let chosen: MessageAction | null = null;
  await showFloating(
    place,
    (close) =>
      html`<div class="menu" role="menu" aria-label=${t('thread:actions')} @keydown=${moveInMenu}>
        ${actions.map(
          (action) =>
            html`<button
              role="menuitem"
              tabindex="-1"
              class=${action === 'delete' ? 'bad' : ''}
              @click=${() => {
                chosen = action;
                close();
              }}
            >
              ${icon(pictures[action], 15)} ${t(`thread:${action}`)}
            </button>`,
        )}
      </div>`,
    t('thread:actions'),
  );
  return chosen;
}

/** Arrows, Home and End move through a menu, and Tab leaves it. */
function moveInMenu(event: KeyboardEvent): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[
    event.key
  ];
  if (event.key === 'Tab') event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
  if (to === undefined && event.key !== 'Tab') return;
  event.preventDefault();
  if (to !== undefined) items[to]?.focus();
}
