import { CircleHelp, Eye, Inbox, Search, Settings, Users } from 'lucide';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HubElement } from '../components/hub-element.ts';
import { icon } from '../components/icon.ts';
import { may } from '../data/session.ts';
import type { Permission } from '../../hub/api/permissions.ts';
import type { WordKey } from '../words/catalogue.ts';
import { t } from '../words/words.ts';
import { showPalette } from './commands/show-palette.ts';
import { Commands } from './commands/commands.ts';
import { showShortcutHelp } from './commands/show-shortcut-help.ts';
import { navigate, href } from './routing/route.ts';
import type { Screen } from './routing/routes.ts';
import { toggleTheme } from './theme.ts';
import './offline-bar.ts';
import './screen.ts';
import './user-menu.ts';
import './shell.css';

const entries: { area: NonNullable<Screen['area']>; to: string; title: WordKey; picture: typeof Inbox; key: string; needs?: Permission }[] =
  [
    { area: 'inbox', to: '/inbox/mine', title: 'inbox:title', picture: Inbox, key: 'KeyI', needs: 'conversation.view' },
    { area: 'contacts', to: '/contacts', title: 'shell:contacts', picture: Users, key: 'KeyC', needs: 'contact.view' },
    { area: 'visitors', to: '/visitors', title: 'shell:visitors', picture: Eye, key: 'KeyV', needs: 'visitor.view' },
    { area: 'settings', to: '/settings', title: 'shell:settings', picture: Settings, key: 'KeyS' },
  ];

/** The frame of every screen behind the login: navigation, palette, help, what is offline, who is signed in. */
@customElement('hub-shell')
export class HubShell extends HubElement {
  @property({ attribute: false }) found: { screen: Screen; params: Record<string, string> } | null = null;

  constructor() {
    super();
    new Commands(this, () => [
      {
        id: 'palette',
        title: t('shell:palette'),
        group: t('shell:everywhere'),
        keys: '$mod+KeyK',
        inFields: true,
        isHidden: true,
        run: () => void showPalette(),
      },
      { id: 'help', title: t('shell:shortcuts'), group: t('shell:everywhere'), keys: 'Shift+?', run: () => void showShortcutHelp() },
      // On a Russian layout Shift+7 is the question mark.
      {
        id: 'help.russian',
        title: t('shell:shortcuts'),
        group: t('shell:everywhere'),
        keys: 'Shift+Digit7',
        isHidden: true,
        run: () => void showShortcutHelp(),
      },
      { id: 'theme', title: t('shell:switchTheme'), group: t('shell:everywhere'), keys: '$mod+Period', inFields: true, run: toggleTheme },
      ...this.#shown().map(({ area, to, title, key }) => ({
        id: `go.${area}`,
        title: t(title),
        group: t('shell:goTo'),
        keys: `KeyG ${key}`,
        run: () => navigate(to),
      })),
      { id: 'go.mine', title: t('inbox:tab.mine'), group: t('shell:goTo'), keys: 'KeyG KeyM', run: () => navigate('/inbox/mine') },
    ]);
  }

  protected override render() {
    return html`<a class="skip-link" href="#main">${t('shell:skip')}</a>
      <div class="shell">
        <nav class="rail" aria-label=${t('shell:navigation')}>
          <div class="entries">${this.#shown().map((entry) => this.#renderEntry(entry))}</div>
          <button class="entry tool" title=${t('shell:palette')} @click=${() => showPalette()}>
            ${icon(Search, 18)}<span>${t('shell:search')}</span>
          </button>
          <button class="entry tool" title=${t('shell:shortcuts')} @click=${() => showShortcutHelp()}>
            ${icon(CircleHelp, 18)}<span>${t('shell:help')}</span>
          </button>
          <hub-user-menu></hub-user-menu>
        </nav>
        <div class="stage">
          <hub-offline-bar></hub-offline-bar>
          <main id="main" tabindex="-1"><hub-screen .found=${this.found}></hub-screen></main>
        </div>
      </div>`;
  }

  #shown() {
    return entries.filter(({ needs }) => !needs || may(needs));
  }

  #renderEntry({ area, to, title, picture }: (typeof entries)[number]): TemplateResult {
    const isHere = this.found?.screen.area === area;
    return html`<a class="entry" href=${href(to)} aria-current=${isHere ? 'page' : 'false'} title=${t(title)}
      >${icon(picture, 18)}<span>${t(title)}</span></a
    >`;
  }
}
