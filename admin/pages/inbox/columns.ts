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

const middling = matchMedia('(900px <= width < 1200px)');

/** Where there is no room for three columns the panel lies over the conversation, and is shut until somebody asks for it. */
const isDrawer = signal(middling.matches);
middling.addEventListener('change', ({ matches }) => {
  isDrawer.value = matches;
});
const drawerIsOpen = signal(false);

const listIsOpen = signal(localStorage.getItem(listKey) !== 'closed');
const panelIsOpen = signal(localStorage.getItem(panelKey) !== 'closed');

/** Whether the list is on screen beside a conversation. Where columns stack, the address says what is. */
export function isListShown(): boolean {
  return listIsOpen.value;
}

/** Whether the contact's panel is on screen. */
export function isPanelShown(): boolean {
  if (isNarrow.value) return place.value.query.has('panel');
  return isDrawer.value ? drawerIsOpen.value : panelIsOpen.value;
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
  if (isDrawer.peek()) {
    drawerIsOpen.value = !drawerIsOpen.peek();
    return;
  }
  panelIsOpen.value = !panelIsOpen.peek();
  localStorage.setItem(panelKey, panelIsOpen.peek() ? 'open' : 'closed');
}
