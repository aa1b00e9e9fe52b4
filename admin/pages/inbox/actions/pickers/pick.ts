import { HubPicker, openPicker, type PickEvent } from '../../../../components/picker.ts';
import './marks.css';
import './pick.css';

/** What an action hangs its picker under: a button of the open conversation's header. */
export type AnchorName = 'assign' | 'snooze' | 'tags' | 'priority';

/**
 * Opens a picker where it was asked for, else at the header's own button, else in the middle of the page. Who had the focus gets it back when
 * it closes.
 */
export function pick(
  { name, at }: { name: AnchorName; at: HTMLElement | undefined },
  options: Parameters<typeof openPicker>[1],
  onPick: (event: PickEvent, picker: HubPicker) => void,
): void {
  const opener = document.activeElement;
  const anchor = at ?? findInHeader(name) ?? inTheMiddle();
  const isOver = new AbortController();
  const restore = (): void => {
    isOver.abort();
    const isBack = document.activeElement === anchor || document.activeElement === document.body;
    if (isBack && opener instanceof HTMLElement && opener !== document.body && opener.isConnected) opener.focus();
  };
  openPicker(anchor, options, (event, picker) => {
    if (!options.isMany) restore();
    onPick(event, picker);
  });
  document.addEventListener('hub-picker-close', restore, { signal: isOver.signal });
  sayAsDialog(options.label);
}

/** Tells assistive technology that an open picker stands over the page: it lies outside of every landmark. */
export function sayAsDialog(label: string): void {
  const picker = pickerOnScreen(label);
  if (picker) Object.assign(picker, { role: 'dialog', ariaLabel: label });
}

/** The picker that is open, for choices that come later; null when it was closed meanwhile. */
export function pickerOnScreen(label: string): HubPicker | null {
  const picker = document.querySelector('hub-picker');
  return picker instanceof HubPicker && picker.label === label ? picker : null;
}

function findInHeader(name: AnchorName): HTMLElement | null {
  const button = document.querySelector<HTMLElement>(`hub-conversation-header [data-anchor='${name}']`);
  return button && button.getClientRects().length > 0 ? button : null;
}

/** A point at which pickers open that belong to nothing on screen. */
function inTheMiddle(): HTMLElement {
  const id = 'picker-anchor';
  const known = document.getElementById(id);
  if (known) return known;
  const made = Object.assign(document.createElement('div'), { id, tabIndex: -1 });
  document.body.append(made);
  return made;
}
