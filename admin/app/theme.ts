import { effect, signal } from '@preact/signals-core';

export type Theme = 'light' | 'dark' | 'system';

const storageKey = 'hub.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** What the person chose. */
export const theme = signal<Theme>(readTheme());
/** Whether it is dark right now. */
export const isDark = signal(document.documentElement.classList.contains('wa-dark'));

/** Chooses a theme, kept for the next visit of this browser. */
export function setTheme(wanted: Theme): void {
  if (wanted === 'system') localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, wanted);
  theme.value = wanted;
}

/** Light, dark, light: what a key does. */
export function toggleTheme(): void {
  setTheme(isDark.peek() ? 'light' : 'dark');
}

/** Keeps the page in the theme that was chosen, or in the system's as it changes. */
export function startTheme(): void {
  const systemIsDark = signal(system.matches);
  system.addEventListener('change', (event) => {
    systemIsDark.value = event.matches;
  });
  effect(() => {
    isDark.value = theme.value === 'dark' || (theme.value === 'system' && systemIsDark.value);
    document.documentElement.classList.toggle('wa-dark', isDark.value);
    document.documentElement.classList.toggle('wa-light', !isDark.value);
  });
}

function readTheme(): Theme {
  const kept = localStorage.getItem(storageKey);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}
