import { signal } from '@preact/signals-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Something a person can do here: found in the palette, run by its keys, listed in the help. */
export interface Command {
  /** `conversation.close`: stable, once on screen. */
  id: string;
  /** In words, in the language on screen. */
  title: string;
  /** The heading it stands under in palette and help. */
  group: string;
  /** By `event.code`, tinykeys' way: `KeyE`, `Shift+KeyE`, `$mod+KeyK`, `KeyG KeyI`. Single keys do nothing while somebody types. */
  keys?: string;
  /** Works in text fields too, as Alt+J does; only for keys with $mod or Alt. */
  inFields?: boolean;
  run: () => void;
  /** Absent: always. A command that can't be run now is not offered. */
  isEnabled?: () => boolean;
  /** What tells it from others of the same title: behind it in the palette, quietly. */
  hint?: string;
  /** Found in the palette by these words too. */
  words?: string;
  /** In the help and by its keys only: moving up and down has no place in a palette. */
  isHidden?: boolean;
}

const sources = signal<readonly (() => readonly Command[])[]>([]);

/** Every command that can be run on this screen, the innermost element's first. */
export function commandsOnScreen(): Command[] {
  const seen = new Set<string>();
  return sources.value
    .toReversed()
    .flatMap((read) => read())
    .filter(({ id, isEnabled }) => {
      if (seen.has(id) || isEnabled?.() === false) return false;
      seen.add(id);
      return true;
    });
}

/** Offers an element's commands while it is on screen: `new Commands(this, () => [...])`. The list is read anew each time. */
export class Commands implements ReactiveController {
  readonly #read: () => readonly Command[];

  constructor(host: ReactiveControllerHost, read: () => readonly Command[]) {
    this.#read = read;
    host.addController(this);
  }

  hostConnected(): void {
    sources.value = [...sources.peek(), this.#read];
  }

  hostDisconnected(): void {
    sources.value = sources.peek().filter((read) => read !== this.#read);
  }
}
