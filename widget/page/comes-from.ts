import type { Core } from '../data/core.ts';
import type { ComesFrom } from '../data/session.ts';

const tabMark = (widgetKey: string) => `hub:${widgetKey}:tab`;

/** As whom the page was opened: by a code of the widget's, which leaves the address at once, or by what this tab knew before a reload. */
export function comesFrom(widgetKey: string): ComesFrom {
  const code = new URLSearchParams(location.hash.slice(1)).get('as');
  if (code !== null) {
    history.replaceState(history.state, '', location.pathname + location.search);
    return { code };
  }
  const token = attempt(() => sessionStorage.getItem(tabMark(widgetKey)));
  return token ? { token } : {};
}

/** A verified user stays so over a reload of this tab, and in no other: nothing of them outlives it. */
export function rememberTab({ store, config }: Core): void {
  const name = tabMark(config.widgetKey);
  store.subscribe(() => {
    const { session } = store.get();
    attempt(() => {
      if (session?.isVerified) sessionStorage.setItem(name, session.token);
      else sessionStorage.removeItem(name);
    });
  });
}

function attempt<Value>(use: () => Value): Value | null {
  try {
    return use();
  } catch {
    return null; // storage is refused: a reload begins as a stranger
  }
}
