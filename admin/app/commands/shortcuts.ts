import { signal } from '@preact/signals-core';
import { createKeybindingsHandler } from 'tinykeys';
import { commandsOnScreen, type Command } from './commands.ts';

/** Whether single keys do anything: a person may turn them off (WCAG 2.1.4). Keys with Ctrl, Cmd or Alt always work. */
export const singleKeysAreOn = signal(true);

const handlers = new Map<string, (event: KeyboardEvent) => void>();

/** Runs commands by their keys. One listener for the whole page; what is on screen decides what a key means. */
export function startShortcuts(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || isInDialog(event)) return;
    // Sequences first: the I of "G then I" is not the I that assigns.
    const commands = commandsOnScreen().toSorted((a, b) => Number(b.keys?.includes(' ') ?? false) - Number(a.keys?.includes(' ') ?? false));
    for (const command of commands) {
      if (command.keys !== undefined) handlerOf(command.keys)(event);
      if (event.defaultPrevented) return;
    }
  });
}

/** Sequences such as G then I keep their state between events, so there is one handler for each keys, not for each render. */
function handlerOf(keys: string): (event: KeyboardEvent) => void {
  const known = handlers.get(keys);
  if (known) return known;
  const handler = createKeybindingsHandler({
    [keys]: (event: KeyboardEvent) => {
      const command = commandsOnScreen().find((each) => each.keys === keys);
      if (!command || !mayRun(command, event)) return;
      event.preventDefault();
      command.run();
    },
  });
  handlers.set(keys, handler);
  return handler;
}

function mayRun({ keys = '', inFields = false }: Command, event: KeyboardEvent): boolean {
  const hasModifier = /\$mod|Alt|Control|Meta/.test(keys);
  if (isTyping(event)) return hasModifier && inFields;
  return hasModifier || singleKeysAreOn.peek();
}

/** True while the key goes into a text, or into a control that uses letters itself. */
function isTyping(event: Event): boolean {
  return event.composedPath().some((target) => {
    if (!(target instanceof HTMLElement)) return false;
    if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
    if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'file', 'range'].includes(target.type);
    return target.role === 'combobox' || target.role === 'menu';
  });
}

/** Behind an open dialog nothing is on screen that a key could mean. */
function isInDialog(event: Event): boolean {
  return event
    .composedPath()
    .some((target) => target instanceof HTMLElement && (target.localName === 'dialog' || target.localName === 'wa-dialog'));
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Keys as a person reads them: `$mod+Shift+KeyK` is `Ctrl Shift K`, or `⌘ ⇧ K` on a Mac. One list for each press of a sequence. */
export function keysInWords(keys: string): string[][] {
  return keys.split(' ').map((press) => press.split('+').map(nameOf));
}

function nameOf(key: string): string {
  const named: Record<string, string> = {
    $mod: isMac ? '⌘' : 'Ctrl',
    Shift: isMac ? '⇧' : 'Shift',
    Alt: isMac ? '⌥' : 'Alt',
    Slash: '/',
    Period: '.',
    BracketLeft: '[',
    BracketRight: ']',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Enter: '↵',
    Escape: 'Esc',
  };
  return named[key] ?? key.replace(/^(Key|Digit)/, '');
}
