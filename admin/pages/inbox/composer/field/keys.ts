import type { Preferences } from '../../../../../hub/api/team/preferences.ts';

/** What a key does in the field; null: what it always does. */
export type KeyMeaning = 'send' | 'pick' | 'next' | 'previous' | 'close-list' | 'leave' | 'edit-last';

interface Situation {
  sendWith: Preferences['sendWith'];
  /** A phone's keyboard has no Shift to hold: Enter is a new line there. */
  isTouch: boolean;
  hasList: boolean;
  isEmpty: boolean;
}

type Press = Pick<KeyboardEvent, 'key' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'keyCode'>;

/** What a key means. While an input method composes a word, every key is its own. */
export function keyMeans(press: Press, { sendWith, isTouch, hasList, isEmpty }: Situation): KeyMeaning | null {
  // Safari ends the composition before the Enter that confirms it: 229 tells.
  if (press.isComposing || press.keyCode === 229) return null;
  const isPlain = !press.shiftKey && !press.ctrlKey && !press.metaKey && !press.altKey;
  if (hasList && isPlain) {
    const inList: Record<string, KeyMeaning> = { ArrowDown: 'next', ArrowUp: 'previous', Enter: 'pick', Tab: 'pick', Escape: 'close-list' };
    const meaning = inList[press.key];
    if (meaning) return meaning;
  }
  if (press.key === 'Enter') {
    if ((press.ctrlKey || press.metaKey) && !press.altKey) return 'send';
    return isPlain && sendWith === 'enter' && !isTouch ? 'send' : null;
  }
  if (press.key === 'Escape' && isPlain) return 'leave';
  return press.key === 'ArrowUp' && isPlain && isEmpty ? 'edit-last' : null;
}
