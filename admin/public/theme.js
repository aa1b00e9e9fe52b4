// The theme of the last visit, before anything is painted. app/theme.ts keeps it from there on.
(() => {
  const chosen = localStorage.getItem('hub.theme');
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.classList.add(isDark ? 'wa-dark' : 'wa-light');
})();
