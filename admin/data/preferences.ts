import { signal } from '@preact/signals-core';
import {
  defaultPreferences,
  getPreferences,
  updatePreferences,
  type Preferences,
  type PreferencesChange,
} from '../../hub/api/team/preferences.ts';
import { api } from './api.ts';
import { onEveryConnect } from './realtime.ts';
import { session } from './session.ts';

/** What the agent chose, or the defaults while it is not known yet. */
export const preferences = signal<Preferences>(defaultPreferences);

/** Reads them after every connect: another device may have changed them. */
export function startPreferences(): void {
  onEveryConnect(() => {
    if (session.peek()) void load();
  });
}

/** Changes some of them: seen at once, taken back (and thrown) when the hub refuses. */
export async function changePreferences(change: PreferencesChange): Promise<void> {
  const before = preferences.peek();
  preferences.value = {
    ...before,
    ...change,
    notifications: mergeEach(before.notifications, change.notifications),
    quietHours: { ...before.quietHours, ...withoutUndefined(change.quietHours ?? {}) },
  } as Preferences; // the spread of a partial never leaves a part out
  try {
    preferences.value = await api.call(updatePreferences, { body: change });
  } catch (error) {
    preferences.value = before;
    throw error;
  }
}

async function load(): Promise<void> {
  const found = await api.call(getPreferences).catch(() => null); // cut again: the next connect reads them
  if (found) preferences.value = found;
}

function mergeEach(before: Preferences['notifications'], change: PreferencesChange['notifications'] = {}): Preferences['notifications'] {
  return {
    newConversation: { ...before.newConversation, ...withoutUndefined(change.newConversation ?? {}) },
    assigned: { ...before.assigned, ...withoutUndefined(change.assigned ?? {}) },
    mention: { ...before.mention, ...withoutUndefined(change.mention ?? {}) },
    reply: { ...before.reply, ...withoutUndefined(change.reply ?? {}) },
  };
}

function withoutUndefined<Part extends object>(part: Part): { [Key in keyof Part]: Exclude<Part[Key], undefined> } {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Part]: Exclude<Part[Key], undefined>;
  }; // the undefined ones are gone
}
