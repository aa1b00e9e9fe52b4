import { CircleCheck, Radio } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { WidgetView } from '../../../../../hub/api/widget/settings.ts';
import { href } from '../../../../app/routing/route.ts';
import '../../../../components/code-block.ts';
import '../../../../components/copy-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { qr } from '../../../../components/qr.ts';
import { agoShort, fullTime, minuteTick } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { switchField } from '../../form/fields.ts';
import { spokenField } from '../look/spoken-field.ts';
import type { WidgetForm } from '../widget-form.ts';
import { consentExample, identifyExample, policyOf, snippetOf, strictSnippetOf } from './snippet.ts';

const hints = ['policy', 'blocker', 'domain', 'places', 'cache'] as const;

/** How the widget gets onto a site, where it was seen already, and the HelpBox page. */
@customElement('hub-widget-install')
export class HubWidgetInstall extends HubElement {
  @property({ attribute: false }) widget!: WidgetView;
  @property({ attribute: false }) form!: WidgetForm;
  @state() private needsConsent = false;

  protected override render() {
    return html`${this.#renderSnippet()} ${this.#renderSeen()} ${this.#renderFurther()} ${this.#renderHelpBox()}`;
  }

  #renderSnippet(): TemplateResult {
    return html`<section class="section-part wide">
      <h2>${t('widget:snippet')}</h2>
      <p>${t('widget:snippetLead')}</p>
      <div class="form-parts">
        <hub-code-block
          label=${t('widget:snippet')}
          .code=${snippetOf({ ...this.widget, needsConsent: this.needsConsent })}
        ></hub-code-block>
        ${switchField({
          id: 'widget-consent',
          label: t('widget:consent'),
          hint: t('widget:consentHint'),
          isOn: this.needsConsent,
          onChange: (isOn) => {
            this.needsConsent = isOn;
          },
        })}
        ${this.needsConsent ? html`<hub-code-block label=${t('widget:consent')} .code=${consentExample}></hub-code-block>` : nothing}
      </div>
    </section>`;
  }

  #renderSeen(): TemplateResult {
    const { seenOn } = this.widget;
    return html`<section class="section-part wide">
      <h2>${t('widget:seen')}</h2>
      <div role="status" class="seen">
        ${
          seenOn.length === 0
            ? html`<div class="callout waiting"><span class="pulse">${icon(Radio)}</span><span>${t('widget:waiting')}</span></div>`
            : html`<ul>
                ${seenOn.map(
                  ({ host, firstAt, lastAt }) =>
                    html`<li>
                      <span class="good-mark">${icon(CircleCheck)}</span>
                      <span
                        ><b>${t('widget:seenOn', { host })}</b>
                        ${this.#isAllowed(host) ? nothing : html`<span class="chip warn">${t('widget:seenRefused')}</span>`}</span
                      >
                      <span class="quiet" title=${t('widget:seenSince', { time: fullTime(firstAt) })}
                        >${minuteTick.value ? agoShort(lastAt) : nothing}</span
                      >
                    </li>`,
                )}
              </ul>`
        }
      </div>
      <details class="hints" ?open=${seenOn.length === 0}>
        <summary>${t('widget:trouble')}</summary>
        <dl>
          ${hints.map(
            (hint) =>
              html`<div>
                <dt>${t(`widget:trouble.${hint}`)}</dt>
                <dd>
                  ${t(`widget:troubleHint.${hint}`)}
                  ${hint === 'domain' || hint === 'places' ? html`<a href=${href('/settings/widget/places')}>${t('widget:toPlaces')}</a>` : nothing}
                </dd>
              </div>`,
          )}
        </dl>
      </details>
    </section>`;
  }

  #renderFurther(): TemplateResult {
    const { scriptUrl } = this.widget;
    return html`<section class="section-part wide">
      <h2>${t('widget:further')}</h2>
      <div class="form-parts">
        <div class="stack" style="gap:6px">
          <h3>${t('widget:identify')}</h3>
          <p class="hint">${t('widget:identifyHint')} <a href=${href('/settings/widget/identity')}>${t('widget:toIdentity')}</a></p>
          <hub-code-block label=${t('widget:identify')} .code=${identifyExample}></hub-code-block>
        </div>
        <div class="stack" style="gap:6px">
          <h3>${t('widget:strict')}</h3>
          <p class="hint">${t('widget:strictHint')}</p>
          <hub-code-block label=${t('widget:strict')} .code=${policyOf(scriptUrl)}></hub-code-block>
          <hub-code-block
            label=${t('widget:strictTag')}
            .code=${strictSnippetOf({ ...this.widget, needsConsent: this.needsConsent })}
          ></hub-code-block>
        </div>
        <div class="stack" style="gap:6px">
          <h3>${t('widget:ownButton')}</h3>
          <p class="hint">${t('widget:ownButtonHint')}</p>
          <hub-code-block
            label=${t('widget:ownButton')}
            .code=${`<button data-hub-open>${t('widget:ownButtonWord')}</button>`}
          ></hub-code-block>
        </div>
      </div>
    </section>`;
  }

  #renderHelpBox(): TemplateResult {
    const { values, set, isDisabled, problems } = this.form;
    const { helpBox } = values;
    const { helpBoxUrl } = this.widget;
    const isLive = this.widget.settings.helpBox.isOn;
    return html`<section class="section-part wide">
      <h2>${t('widget:helpBox')}</h2>
      <p>${t('widget:helpBoxLead')}</p>
      <div class="form-parts">
        ${switchField({
          id: 'widget-helpbox',
          label: t('widget:helpBoxOn'),
          isOn: helpBox.isOn,
          isDisabled,
          onChange: (isOn) => set('helpBox', { ...helpBox, isOn }),
        })}
        ${
          helpBox.isOn
            ? html`${spokenField({
                id: 'widget-helpbox-title',
                label: t('widget:helpBoxTitle'),
                hint: t('widget:helpBoxTitleHint'),
                value: helpBox.title,
                placeholders: { en: this.form.words.en['title'] ?? '', ru: this.form.words.ru['title'] ?? '' },
                isDisabled,
                error: problems['helpBox.title'],
                onInput: (title) => set('helpBox', { ...helpBox, title }),
              })}
              ${
                isLive
                  ? html`<div class="helpbox-link">
                      <span class="qr">${qr(helpBoxUrl, t('widget:helpBoxQr'), 148)}</span>
                      <div class="stack">
                        <hub-copy-field label=${t('widget:helpBoxLink')} value=${helpBoxUrl}></hub-copy-field>
                        <a class="button small" style="justify-self:start" href=${helpBoxUrl} target="_blank" rel="noopener"
                          >${t('widget:helpBoxOpen')}</a
                        >
                      </div>
                    </div>`
                  : html`<p class="callout">${t('widget:helpBoxSaveFirst')}</p>`
              }`
            : nothing
        }
      </div>
    </section>`;
  }

  /** As the saved domains have it: the hub refuses the others. */
  #isAllowed(host: string): boolean {
    const { allowedDomains } = this.widget.settings;
    if (allowedDomains.length === 0 || host === location.host) return true;
    return allowedDomains.some((domain) => (domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : host === domain));
  }
}
