/** Puts a popover under its button, inside the window. */
export function placePanel(button: HTMLElement, panel: HTMLElement, width: number): void {
  const { bottom, right, left } = button.getBoundingClientRect();
  const from = right - width >= 8 ? right - width : left;
  panel.style.setProperty('top', `${bottom + 4}px`);
  panel.style.setProperty('left', `${Math.max(8, Math.min(from, innerWidth - width - 8))}px`);
  panel.style.setProperty('max-height', `${Math.max(200, innerHeight - bottom - 16)}px`);
}
