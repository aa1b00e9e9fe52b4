import { showPartAway } from '../../app/feedback/toasts.ts';

let close: (() => void) | null = null;

/** Opens the emoji picker, named by `label`, beside an element; resolves with what was picked, or null when it was closed. A second call for the same element closes it. */
export async function pickEmoji(anchor: HTMLElement, label: string): Promise<string | null> {
  const isOpenHere = anchor.getAttribute('aria-expanded') === 'true';
  close?.();
  if (isOpenHere) return null;
  const loaded = await import('./emoji-picker.ts').catch(() => null);
  // Who is told that it could not be loaded may try again, and then gets what was asked for.
  if (!loaded) return new Promise((resolve) => void showPartAway(() => resolve(pickEmoji(anchor, label))));
  const { openEmojiPicker } = loaded;
  return new Promise((resolve) => {
    const shut = openEmojiPicker(anchor, label, (emoji) => {
      if (close === shut) close = null;
      resolve(emoji);
    });
    close = shut;
  });
}
