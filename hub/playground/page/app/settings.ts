/** What a person chose on this page, kept in the browser. */
export interface Settings {
  /** Absent: as the system. */
  theme?: 'light' | 'dark';
  /** Absent: as the browser. */
  language?: 'en' | 'ru';
  /** Only phones, all four; absent: two of them beside the web admin. */
  view?: 'phones';
}

const key = 'hubbub-playground';

/** The kept choices; a browser that keeps nothing, or something else, has none. */
export function readSettings(): Settings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return {
      ...('theme' in kept && (kept.theme === 'light' || kept.theme === 'dark') ? { theme: kept.theme } : {}),
      ...('view' in kept && kept.view === 'phones' ? { view: kept.view } : {}),
      ...('language' in kept && (kept.language === 'en' || kept.language === 'ru') ? { language: kept.language } : {}),
    };
  } catch {
    return {}; // storage may be switched off; the page works without it
  }
}

/** Keeps the choices where the browser lets us. */
export function keepSettings(settings: Settings): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings));
  } catch {
    // storage may be switched off: the choice then lasts as long as the page
  }
}

/** Lets the page follow its theme: the chosen one, or the system's. */
export function applyTheme({ theme }: Settings): void {
  document.documentElement.style.colorScheme = theme ?? 'light dark';
}

/** Whether the page is dark now. */
export function isDark({ theme }: Settings): boolean {
  return theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}
