import { render, type TemplateResult } from 'lit';
import './floating.css';

/** Where something opens: beside an element, or where the pointer is. */
export type FloatingPlace = Element | { x: number; y: number };

let closeOpen: (() => void) | undefined;

/**
 * Opens something small over the page beside a place; only one at a time. It closes by Escape, by a press elsewhere and by `close`, and the
 * focus goes back to where it was. The first thing in it that takes the focus gets it.
 */
export async function showFloating(place: FloatingPlace, draw: (close: () => void) => TemplateResult | Node, label: string): Promise<void> {
  closeOpen?.();
  // Taken now: what it opens beside may be gone as soon as the focus is in here.
  const at = place instanceof Element ? place.getBoundingClientRect() : new DOMRect(place.x, place.y, 0, 0);
  const opener = document.activeElement;
  // A message's tools are gone with the pointer: then the message itself gets the focus back.
  const behind = opener?.closest('.item');
  const box = document.createElement('div');
  box.className = 'thread-floating';
  box.popover = 'auto';
  box.ariaLabel = label;
  box.role = 'group';
  const close = (): void => box.hidePopover();
  closeOpen = close;
  const drawn = draw(close);
  if (drawn instanceof Node) box.append(drawn);
  else render(drawn, box);
  document.body.append(box);
  await new Promise<void>((resolve) => {
    box.addEventListener('toggle', (event) => {
      if (!(event instanceof ToggleEvent) || event.newState !== 'closed') return;
      const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
      box.remove();
      if (closeOpen === close) closeOpen = undefined;
      const back = opener?.isConnected && opener !== document.body ? opener : behind;
      if (hadFocus && back instanceof HTMLElement) back.focus({ preventScroll: true });
      resolve();
    });
    box.showPopover();
    void put(box, at);
    box.querySelector<HTMLElement>('[autofocus], button, a, input')?.focus({ preventScroll: true });
  });
}

/** Puts it where it fits beside its place. */
async function put(box: HTMLElement, at: DOMRect): Promise<void> {
  const { computePosition, flip, offset, shift } = await import('@floating-ui/dom');
  const { x, y } = await computePosition({ getBoundingClientRect: () => at }, box, {
    strategy: 'fixed',
    placement: 'bottom-start',
    middleware: [offset(4), flip(), shift({ padding: 8, crossAxis: true })],
  });
  box.style.left = `${x}px`;
  box.style.top = `${y}px`;
}
