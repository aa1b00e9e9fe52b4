import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { HubElement } from '../../../../components/hub-element.ts';
import { t } from '../../../../words/words.ts';
import type { Provider } from '../channel-queries.ts';
import { noRefusal, refusalOf } from './refusal.ts';
import { parseSettingFields, type SettingField } from './schema-fields.ts';
import { settingField } from './setting-field.ts';
import { settingsFrom } from './settings-from.ts';

/** The form of a provider's settings, made from its JSON Schema; what the provider refuses is shown by its words, and nothing typed is lost. */
@customElement('hub-channel-settings-form')
export class HubChannelSettingsForm extends HubElement {
  @property({ attribute: false }) provider!: Provider;
  /** The words of the button. */
  @property() action = '';
  /** Settings exist: an empty field leaves its own as it is. */
  @property({ type: Boolean, attribute: 'is-change' }) isChange = false;
  /** Sends the settings; what it throws is shown here. */
  @property({ attribute: false }) send: (settings: Record<string, unknown>) => Promise<void> = () => Promise.resolve();
  @state() private texts: Readonly<Record<string, string>> = {};
  @state() private problems: Readonly<Record<string, string>> = {};
  @state() private refusal = noRefusal;
  @state() private isSending = false;
  #fields: readonly SettingField[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('provider') || changed.get('provider')?.provider === this.provider.provider) return;
    this.#fields = parseSettingFields(this.provider.settings, this.provider.secretSettings);
    this.texts = this.isChange ? {} : Object.fromEntries(this.#fields.map(({ name, initial }) => [name, initial]));
    this.problems = {};
    this.refusal = noRefusal;
  }

  protected override render() {
    const needed = this.#fields.filter(({ isRequired }) => isRequired);
    const more = this.#fields.filter(({ isRequired }) => !isRequired);
    const isOpen = needed.length === 0 || more.some(({ name }) => this.problems[name] !== undefined || this.#refusalAt(name) !== '');
    return html`<form class="form-parts" novalidate @submit=${this.#submit}>
      ${needed.map((field) => this.#renderField(field))}
      ${
        more.length > 0
          ? html`<details class="more-settings" ?open=${isOpen}>
              <summary>${t('channels:moreSettings')}</summary>
              <div class="form-parts">${more.map((field) => this.#renderField(field))}</div>
            </details>`
          : nothing
      }
      ${this.#renderRefusal()}
      <div class="row">
        <button class="button primary" ?disabled=${this.isSending}>${this.isSending ? t('channels:checking') : this.action}</button>
        <span class="quiet" role="status">${this.isSending ? t('channels:asking', { title: this.provider.title }) : ''}</span>
      </div>
    </form>`;
  }

  #renderField(field: SettingField): TemplateResult {
    return settingField({
      provider: this.provider.provider,
      field,
      value: this.texts[field.name] ?? '',
      problem: this.problems[field.name],
      refusal: this.#refusalAt(field.name),
      isChange: this.isChange,
      onInput: (value) => {
        this.texts = { ...this.texts, [field.name]: value };
        this.problems = Object.fromEntries(Object.entries(this.problems).filter(([name]) => name !== field.name));
        // Other words are in it than those that were refused.
        if (this.refusal.setting === field.name) this.refusal = noRefusal;
      },
    });
  }

  /** What the provider says of this setting; empty where it said nothing. */
  #refusalAt(name: string): string {
    const { text, quote, setting } = this.refusal;
    return setting === name ? `${text} ${quote}`.trim() : '';
  }

  #renderRefusal(): TemplateResult | typeof nothing {
    const { text, quote, setting } = this.refusal;
    if (!text || this.#fields.some(({ name }) => name === setting)) return nothing;
    return html`<div class="callout bad" role="alert">
      <div class="stack" style="gap:2px">
        <span>${text}</span>
        ${quote ? html`<q lang="en">${quote}</q>` : nothing}
      </div>
    </div>`;
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.isSending) return;
    const { settings, problems } = settingsFrom(this.#fields, this.texts, { isChange: this.isChange });
    this.problems = problems;
    this.refusal = noRefusal;
    if (Object.keys(problems).length > 0) return this.#focusProblem();
    if (this.isChange && Object.keys(settings).length === 0) {
      this.refusal = { ...noRefusal, text: t('channels:nothingToChange') };
      return;
    }
    this.isSending = true;
    try {
      await this.send(settings);
    } catch (error) {
      this.refusal = refusalOf(error, this.provider.title);
      this.problems = this.refusal.fields;
      this.#focusProblem();
    } finally {
      this.isSending = false;
    }
  };

  #focusProblem(): void {
    void this.updateComplete
      .then(() => new Promise(requestAnimationFrame))
      .then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }
}
