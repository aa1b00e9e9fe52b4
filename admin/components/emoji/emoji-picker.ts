import { autoUpdate, computePosition, flip, offset, shift } from '@floating-ui/dom';
import Picker from 'emoji-picker-element/picker';
import english from 'emoji-picker-element/i18n/en';
import russian from 'emoji-picker-element/i18n/ru_RU';
import { isDark } from '../../app/theme.ts';
import { language } from '../../words/words.ts';
import { emojiDataOf } from './emoji-data.ts';
import './emoji-picker.css';

/** Puts the picker beside an element and calls once, with what was picked or null. Returns its closing. For everybody: `pickEmoji`, which loads this only when asked. */
export function openEmojiPicker(anchor: HTMLElement, label: string, done: (emoji: string | null) => void): () => void {
  const box = document.createElement('div');
  box.className = 'emoji-popover';
  box.role = 'dialog';
  box.ariaLabel = label;
  box.popover = 'manual';
  // Inside an open dialog only what is inside it can be reached.
  (anchor.closest('wa-dialog, dialog') ?? document.body).append(box);
  box.showPopover();
  anchor.setAttribute('aria-expanded', 'true');
  const stopPlacing = autoUpdate(anchor, box, () => void place(anchor, box));

  let isOver = false;
  const finish = (emoji: string | null): void => {
    if (isOver) return;
    isOver = true;
    stopPlacing();
    document.removeEventListener('pointerdown', closeOutside, true);
    const hadFocus = box.contains(document.activeElement);
    box.remove();
    anchor.setAttribute('aria-expanded', 'false');
    if (hadFocus) anchor.focus();
    done(emoji);
  };
  const closeOutside = (event: Event): void => {
    const path = event.composedPath();
    if (!path.includes(box) && !path.includes(anchor)) finish(null);
  };
  document.addEventListener('pointerdown', closeOutside, true);
  box.addEventListener('keydown', (event) => {
    // What is typed into its search is nobody's shortcut.
    event.stopPropagation();
    if (event.key === 'Escape') finish(null);
  });
  void fill(box, finish);
  return () => finish(null);
}

async function fill(box: HTMLElement, finish: (emoji: string | null) => void): Promise<void> {
  const locale = language.peek();
  try {
    const picker = new Picker({ dataSource: await emojiDataOf(locale), locale, i18n: locale === 'ru' ? russian : english });
    picker.classList.add(isDark.peek() ? 'dark' : 'light');
    picker.addEventListener('emoji-click', ({ detail }) => finish(detail.unicode ?? null));
    if (!box.isConnected) return;
    box.append(picker);
    requestAnimationFrame(() => picker.shadowRoot?.querySelector<HTMLElement>('input[type=search]')?.focus());
  } catch {
    finish(null); // offline and never loaded: emoji can still be typed
  }
}

async function place(anchor: HTMLElement, box: HTMLElement): Promise<void> {
  const { x, y } = await computePosition(anchor, box, {
    placement: 'top-start',
    strategy: 'fixed',
    middleware: [offset(6), flip({ padding: 8 }), shift({ padding: 8 })],
  });
  Object.assign(box.style, { left: `${x}px`, top: `${y}px` });
}
