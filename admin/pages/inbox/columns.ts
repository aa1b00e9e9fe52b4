import { signal } from '@preact/signals-core';
import { place, setQuery } from '../../app/routing/route.ts';

const listKey = 'hub.inbox.list';
const panelKey = 'hub.inbox.panel';
const narrow = matchMedia('(width < 900px)');

/** Below 900 px one column is shown at a time: list, conversation, panel. */
export const isNarrow = signal(narrow.matches);
narrow.addEventListener('change', ({ matches }) => {
  isNarrow.value = matches;
});

const listIsOpen = signal(localStorage.getItem(listKey) !== 'closed');
const panelIsOpen = signal(localStorage.getItem(panelKey) !== 'closed');

/** Whether the list is on screen beside a conversation. Where columns stack, the address says what is. */
export function isListShown(): boolean {
  return listIsOpen.value;
}

/** Whether the contact's panel is on screen. */
export function isPanelShown(): boolean {
  return isNarrow.value ? place.value.query.has('panel') : panelIsOpen.value;
}

/** Shows or hides the list, kept for the next visit of this browser. */
export function toggleList(): void {
  listIsOpen.value = !listIsOpen.peek();
  localStorage.setItem(listKey, listIsOpen.peek() ? 'open' : 'closed');
}

/** Shows or hides the panel; where columns stack it is a step that the browser's back takes back. */
export function togglePanel(): void {
  if (isNarrow.peek()) {
    const isShown = place.peek().query.has('panel');
    setQuery({ panel: isShown ? null : '1' }, { replace: isShown });
    return;
  }
  panelIsOpen.value = !panelIsOpen.peek();
  localStorage.setItem(panelKey, panelIsOpen.peek() ? 'open' : 'closed');
}
