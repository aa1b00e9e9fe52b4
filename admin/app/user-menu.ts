import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { avatar } from '../components/avatar.ts';
import { HubElement } from '../components/hub-element.ts';
import { logOut, signedIn, switchWorkspace } from '../data/session.ts';
import { language, setLanguage, t } from '../words/words.ts';
import { showError } from './feedback/toasts.ts';
import { navigate } from './routing/route.ts';
import { isDark, toggleTheme } from './theme.ts';

/** Who is signed in, and what concerns only this person: profile, workspace, look, language, the way out. */
@customElement('hub-user-menu')
export class HubUserMenu extends HubElement {
  protected override render() {
    const { agent, seats, workspace } = signedIn();
    return html`<wa-dropdown placement="right-end" @wa-select=${this.#choose}>
      <button slot="trigger" class="icon-button" aria-label=${t('shell:userMenu', { name: agent.displayName })} title=${agent.displayName}>
        ${avatar(agent.displayName, { size: 28 })}
      </button>
      <wa-dropdown-item value="profile">${t('shell:profile')}</wa-dropdown-item>
      <wa-dropdown-item value="theme">${isDark.value ? t('shell:lightTheme') : t('shell:darkTheme')}</wa-dropdown-item>
      <wa-dropdown-item value="language">${language.value === 'en' ? 'На русском' : 'In English'}</wa-dropdown-item>
      ${
        seats.length > 1
          ? html`<wa-divider></wa-divider>${seats.map(
                (seat) =>
                  html`<wa-dropdown-item type="checkbox" ?checked=${seat.workspaceId === workspace.id} value="workspace ${seat.workspaceId}"
                    >${seat.workspaceName}</wa-dropdown-item
                  >`,
              )}`
          : nothing
      }
      <wa-divider></wa-divider>
      <wa-dropdown-item value="logout">${t('shell:logOut')}</wa-dropdown-item>
    </wa-dropdown>`;
  }

  #choose = (event: CustomEvent<{ item: { value: string } }>): void => {
    const [what = '', id = ''] = event.detail.item.value.split(' ');
    const acts: Record<string, () => void> = {
      profile: () => navigate('/settings/profile'),
      theme: toggleTheme,
      language: () => void setLanguage(language.peek() === 'en' ? 'ru' : 'en'),
      workspace: () => void switchWorkspace(id),
      logout: () => void logOut().catch((error: unknown) => showError(error)),
    };
    acts[what]?.();
  };
}
