import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { updateOwnAgent } from '../../../../hub/api/team/agents.ts';
import { language as languages } from '../../../../hub/api/fields.ts';
import type { PreferencesChange } from '../../../../hub/api/team/preferences.ts';
import { showError } from '../../../app/feedback/toasts.ts';
import { setTheme, theme, type Theme } from '../../../app/theme.ts';
import { HubElement } from '../../../components/hub-element.ts';
import { api } from '../../../data/api.ts';
import { changePreferences, preferences } from '../../../data/preferences.ts';
import { language, setLanguage, t } from '../../../words/words.ts';

/** Theme, language, keys: how the admin looks and behaves for this person. Each choice holds at once. */
@customElement('hub-profile-look')
export class HubProfileLook extends HubElement {
  protected override render() {
    const { shortcuts, sendWith, afterClose, density } = preferences.value;
    return html`<section class="section-part">
      <h2>${t('profile:look')}</h2>
      <div class="stack" style="gap:14px">
        ${choice(
          'look-theme',
          t('profile:theme'),
          theme.value,
          { system: t('profile:themeSystem'), light: t('shell:lightTheme'), dark: t('shell:darkTheme') },
          (value) => {
            // The hub's copy is for the next browser; this one keeps its own for the first paint.
            const wanted: Theme = value === 'light' || value === 'dark' ? value : 'system';
            setTheme(wanted);
            change({ theme: wanted });
          },
        )}
        ${choice('look-language', t('account:language'), language.value, { en: 'English', ru: 'Русский' }, (value) => {
          const wanted = languages.parse(value);
          void setLanguage(wanted);
          // Telegram and pushes speak it too.
          api.call(updateOwnAgent, { body: { language: wanted } }).catch((error: unknown) => showError(error));
        })}
        ${choice(
          'look-density',
          t('profile:density'),
          density,
          { comfortable: t('profile:densityComfortable'), compact: t('profile:densityCompact') },
          (value) => change({ density: value === 'compact' ? 'compact' : 'comfortable' }),
        )}
        ${choice(
          'look-send',
          t('profile:sendWith'),
          sendWith,
          { enter: t('profile:sendEnter'), 'mod-enter': t('profile:sendModEnter') },
          (value) => change({ sendWith: value === 'enter' ? 'enter' : 'mod-enter' }),
        )}
        ${choice(
          'look-close',
          t('profile:afterClose'),
          afterClose,
          { next: t('profile:afterCloseNext'), stay: t('profile:afterCloseStay') },
          (value) => change({ afterClose: value === 'next' ? 'next' : 'stay' }),
        )}
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            aria-checked=${shortcuts}
            .checked=${shortcuts}
            @change=${() => change({ shortcuts: !shortcuts })}
          />
          <span>${t('profile:shortcuts')}</span>
        </label>
      </div>
    </section>`;
  }
}

function change(what: PreferencesChange): void {
  changePreferences(what).catch((error: unknown) => showError(error));
}

function choice(
  id: string,
  label: string,
  value: string,
  options: Record<string, string>,
  choose: (value: string) => void,
): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select
      id=${id}
      class="input"
      @change=${(event: Event) => {
        if (event.currentTarget instanceof HTMLSelectElement) choose(event.currentTarget.value);
      }}
    >
      ${Object.entries(options).map(([name, words]) => html`<option value=${name} .selected=${name === value}>${words}</option>`)}
    </select>
  </div>`;
}
