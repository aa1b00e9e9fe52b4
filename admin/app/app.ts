import { effect } from '@preact/signals-core';
import { html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { HubElement } from '../components/hub-element.ts';
import { setLoginAgain } from '../data/login-again.ts';
import { startHeads } from '../data/conversations/heads.ts';
import { preferences, startPreferences } from '../data/preferences.ts';
import { startRealtime } from '../data/realtime.ts';
import { startRefreshing } from '../data/refresh.ts';
import { loadSession, NoSeat, session } from '../data/session.ts';
import { startTeam } from '../data/team.ts';
import { showLoginAgain } from '../dialogs/show-login-again.ts';
import { startWords, t } from '../words/words.ts';
import { wordsOf } from './feedback/error-words.ts';
import { startNotices } from './notices.ts';
import { findScreen } from './routing/routes.ts';
import { navigate, place, startRouting } from './routing/route.ts';
import { singleKeysAreOn, startShortcuts } from './commands/shortcuts.ts';
import { startTheme } from './theme.ts';
import './feedback/toasts.ts';
import './screen.ts';
import './shell.ts';
import './app.css';

/** The whole page: the screens before the login by themselves, all others in the shell. */
@customElement('hub-app')
export class HubApp extends HubElement {
  @state() private isReady = false;
  @state() private failure: unknown = null;

  override connectedCallback(): void {
    super.connectedCallback();
    startTheme();
    setLoginAgain(showLoginAgain);
    startRouting();
    startShortcuts();
    startRealtime();
    startRefreshing();
    startTeam();
    startHeads();
    startPreferences();
    startNotices();
    effect(() => {
      singleKeysAreOn.value = preferences.value.shortcuts;
    });
    void this.#start();
  }

  protected override render() {
    if (this.failure) return this.#renderFailure();
    if (!this.isReady) return html``;
    const found = findScreen(place.value.path);
    const isBeforeLogin = found?.screen.area === null;
    return html`${isBeforeLogin ? html`<hub-screen class="alone" .found=${found}></hub-screen>` : session.value ? html`<hub-shell .found=${found}></hub-shell>` : ''}
      <hub-toasts></hub-toasts>`;
  }

  #renderFailure() {
    const isSeatless = this.failure instanceof NoSeat;
    return html`<main class="app-failure">
      <h1>${isSeatless ? t('shell:noSeat') : t('shell:cannotStart')}</h1>
      <p class="quiet">${isSeatless ? t('shell:noSeatHint') : wordsOf(this.failure)}</p>
      <button class="button primary" @click=${() => location.reload()}>${t('common:retry')}</button>
    </main>`;
  }

  async #start(): Promise<void> {
    await startWords();
    try {
      await this.#enter();
      this.isReady = true;
    } catch (error) {
      this.failure = error;
    }
  }

  async #enter(): Promise<void> {
    const found = findScreen(place.peek().path);
    if (found?.screen.area === null && place.peek().path !== '/login') return;
    const signedIn = await loadSession();
    const { path, query } = place.peek();
    if (!signedIn && path !== '/login')
      navigate(`/login?next=${encodeURIComponent(path + (query.size > 0 ? `?${query}` : ''))}`, { replace: true });
    if (signedIn && (path === '/' || path === '/login' || path === '/inbox')) navigate('/inbox/mine', { replace: true });
  }
}
