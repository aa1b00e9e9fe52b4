import { Eye, EyeOff, RotateCw } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { showIdentitySecret, type WidgetView } from '../../../../../hub/api/widget/settings.ts';
import { showError } from '../../../../app/feedback/toasts.ts';
import '../../../../components/code-block.ts';
import '../../../../components/copy-field.ts';
import { HubElement } from '../../../../components/hub-element.ts';
import { icon } from '../../../../components/icon.ts';
import { api } from '../../../../data/api.ts';
import { may } from '../../../../data/session.ts';
import { fullTime } from '../../../../words/formats.ts';
import { t } from '../../../../words/words.ts';
import { segmentField } from '../look/segment-field.ts';
import { exampleLanguages, exampleOf, languageNames, type ExampleKind, type ExampleLanguage } from './code-examples.ts';
import { showRotate } from './show-rotate.ts';

/** Who a visitor is: the secret that signs it, a new one, and how a site's server uses it. */
@customElement('hub-widget-identity')
export class HubWidgetIdentity extends HubElement {
  @property({ attribute: false }) widget!: WidgetView;
  /** The secret while it is shown. */
  @state() private secret: string | null = null;
  @state() private isReading = false;
  @state() private example: ExampleLanguage = 'node';
  @state() private kind: ExampleKind = 'hash';

  protected override render() {
    return html`<section class="section-part">
        <h2>${t('widget:identity')}</h2>
        <p>${t('widget:identityLead')}</p>
        ${this.#renderSecret()}
      </section>
      <section class="section-part wide">
        <h2>${t('widget:examples')}</h2>
        <p>${t('widget:examplesLead')}</p>
        ${this.#renderExamples()}
      </section>`;
  }

  #renderSecret(): TemplateResult {
    const { identity } = this.widget;
    if (!may('channel.manage')) return html`<p class="callout">${t('widget:secretMayNot')}</p>`;
    return html`<div class="form-parts">
      ${
        this.secret === null
          ? html`<div class="field">
              <span class="label">${t('widget:secret')}</span>
              <span class="row secret-hidden">
                <code aria-hidden="true">••••••••••••••••••••••••</code>
                <button type="button" class="button small" ?disabled=${this.isReading} @click=${this.#show}>
                  ${icon(Eye, 14)} ${t('widget:secretShow')}
                </button>
              </span>
              <span class="hint">${t('widget:secretHint')}</span>
            </div>`
          : html`<div class="stack" style="gap:6px">
              <hub-copy-field label=${t('widget:secret')} value=${this.secret}></hub-copy-field>
              <span class="row"
                ><span class="hint">${t('widget:secretHint')}</span><span class="spacer"></span
                ><button
                  type="button"
                  class="button small plain"
                  @click=${() => {
                    this.secret = null;
                  }}
                >
                  ${icon(EyeOff, 14)} ${t('widget:secretHide')}
                </button></span
              >
            </div>`
      }
      <div class="row rotate">
        <span class="stack" style="gap:2px">
          <span>${t('widget:secretMade', { time: fullTime(identity.madeAt) })}</span>
          ${identity.previousUntil ? html`<span class="quiet">${t('widget:secretBefore', { time: fullTime(identity.previousUntil) })}</span>` : nothing}
        </span>
        <span class="spacer"></span>
        <button type="button" class="button" @click=${this.#rotate}>${icon(RotateCw)} ${t('widget:rotate')}</button>
      </div>
    </div>`;
  }

  #renderExamples(): TemplateResult {
    return html`<div class="stack examples">
      <div class="row" style="flex-wrap:wrap">
        <div class="tabs" role="tablist" aria-label=${t('widget:exampleLanguage')} @keydown=${this.#moveTab}>
          ${exampleLanguages.map(
            (language) =>
              html`<button
                type="button"
                class="tab"
                role="tab"
                id="example-${language}"
                aria-controls="example-panel"
                aria-selected=${language === this.example}
                tabindex=${language === this.example ? 0 : -1}
                @click=${() => {
                  this.example = language;
                }}
              >
                ${languageNames[language]}
              </button>`,
          )}
        </div>
        <span class="spacer"></span>
        ${segmentField({
          name: 'widget-example-kind',
          label: t('widget:exampleKind'),
          isCompact: true,
          value: this.kind,
          options: { hash: t('widget:kind.hash'), token: t('widget:kind.token') },
          onChange: (kind) => {
            this.kind = kind === 'token' ? 'token' : 'hash';
          },
        })}
      </div>
      <p class="hint">${t(`widget:kindHint.${this.kind}`)}</p>
      <div id="example-panel" role="tabpanel" aria-labelledby="example-${this.example}">
        <hub-code-block
          label=${`${languageNames[this.example]}: ${t(`widget:kind.${this.kind}`)}`}
          .code=${exampleOf(this.example, this.kind)}
        ></hub-code-block>
      </div>
      <p class="hint">${t('widget:exampleVariables', { key: this.widget.widgetKey })}</p>
      <h3>${t('widget:onThePage')}</h3>
      <hub-code-block label=${t('widget:onThePage')} .code=${onThePage(this.kind)}></hub-code-block>
    </div>`;
  }

  #moveTab = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const place = exampleLanguages.indexOf(this.example);
    this.example = exampleLanguages[(place + step + exampleLanguages.length) % exampleLanguages.length] ?? 'node';
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`#example-${this.example}`)?.focus());
  };

  #show = async (): Promise<void> => {
    this.isReading = true;
    try {
      this.secret = (await api.call(showIdentitySecret)).secret;
    } catch (error) {
      showError(error);
    } finally {
      this.isReading = false;
    }
  };

  #rotate = async (): Promise<void> => {
    const secret = await showRotate();
    if (secret !== undefined) this.secret = secret;
  };
}

function onThePage(kind: ExampleKind): string {
  return kind === 'hash'
    ? `hub('identify', {\n  userId: '42',\n  userHash: '{{ user_hash }}',\n  name: 'Anna Petrova',\n  email: 'anna@example.com',\n});`
    : `hub('identify', { userToken: '{{ user_token }}' });`;
}
