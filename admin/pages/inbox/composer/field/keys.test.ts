import { describe, expect, it } from 'vitest';
import { keyMeans } from './keys.ts';

const plain = { isComposing: false, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, keyCode: 0 };
const usual = { sendWith: 'enter', isTouch: false, hasList: false, isEmpty: false } as const;

describe('a key in the field', () => {
  it('sends with Enter, and makes a line with Shift', () => {
    expect(keyMeans({ ...plain, key: 'Enter' }, usual)).toBe('send');
    expect(keyMeans({ ...plain, key: 'Enter', shiftKey: true }, usual)).toBeNull();
  });

  it('sends with Ctrl or Cmd and Enter only, where the agent chose that', () => {
    const chosen = { ...usual, sendWith: 'mod-enter' } as const;
    expect(keyMeans({ ...plain, key: 'Enter' }, chosen)).toBeNull();
    expect(keyMeans({ ...plain, key: 'Enter', ctrlKey: true }, chosen)).toBe('send');
    expect(keyMeans({ ...plain, key: 'Enter', metaKey: true }, chosen)).toBe('send');
  });

  it('does nothing while an input method composes a word', () => {
    expect(keyMeans({ ...plain, key: 'Enter', isComposing: true }, usual)).toBeNull();
    expect(keyMeans({ ...plain, key: 'Enter', keyCode: 229 }, usual)).toBeNull();
    expect(keyMeans({ ...plain, key: 'Escape', isComposing: true }, { ...usual, hasList: true })).toBeNull();
  });

  it('makes a line on a phone', () => {
    expect(keyMeans({ ...plain, key: 'Enter' }, { ...usual, isTouch: true })).toBeNull();
  });

  it('belongs to the list while one is open', () => {
    const open = { ...usual, hasList: true };
    expect(['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape'].map((key) => keyMeans({ ...plain, key }, open))).toEqual([
      'next',
      'previous',
      'pick',
      'pick',
      'close-list',
    ]);
    expect(keyMeans({ ...plain, key: 'Enter', ctrlKey: true }, open)).toBe('send');
  });

  it('changes the last message by Up only where nothing is typed', () => {
    expect(keyMeans({ ...plain, key: 'ArrowUp' }, { ...usual, isEmpty: true })).toBe('edit-last');
    expect(keyMeans({ ...plain, key: 'ArrowUp' }, usual)).toBeNull();
    expect(keyMeans({ ...plain, key: 'Escape' }, usual)).toBe('leave');
  });
});
