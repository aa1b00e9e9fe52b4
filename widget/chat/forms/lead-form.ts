import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormField } from '../../../hub/api/widget/views.ts';
import { say } from '../../data/words.ts';
import { ChatPart } from '../parts/chat-part.ts';
import './card.css';

const inputs: Partial<Record<FormField['type'], string>> = { email: 'email', phone: 'tel', number: 'number', date: 'date', url: 'url' };
const completions: Record<string, AutoFill> = { name: 'name', email: 'email', phone: 'tel' };

/** Asks who the visitor is: before the first message it stands where one writes, while nobody is there it can be put aside. */
class HubwLeadForm extends ChatPart {
  /** Keys of fields that are not as they must be. */
  #wrong: readonly string[] = [];

  protected template(): TemplateResult {
    const { leadForm } = this.chat.core.config;
    return html`<form class="card" novalidate @submit=${this.#submit}>
      <h2>${leadForm.title || say('leadTitle')}</h2>
      <p>${say('leadWhy')}</p>
      ${leadForm.fields.map((field, index) => this.#field(field, index === 0))}
      <div class="choices">
        <button class="main">${say('leadSend')}</button>
        ${
          leadForm.when === 'away'
            ? html`<button type="button" class="choice" @click=${() => this.chat.core.setLeadDone()}>${say('leadLater')}</button>`
            : nothing
        }
      </div>
    </form>`;
  }

  #field(field: FormField, isFirst: boolean): TemplateResult {
    const { key, label, type, options = [], isRequired } = field;
    const isWrong = this.#wrong.includes(key);
    const id = `lead-${key}`;
    const { session } = this.chat.state();
    const known = key === 'name' || key === 'email' || key === 'phone' ? (session?.profile[key] ?? '') : '';
    const note = isWrong
      ? html`<small class="wrong" id="${id}-wrong">${say(this.#valueOf(key) === '' ? 'fieldRequired' : 'fieldWrong')}</small>`
      : nothing;
    const described = isWrong ? `${id}-wrong` : nothing;
    if (type === 'boolean') return html`<label class="check"><input type="checkbox" name=${key} /> ${label}</label>`;
    if (type === 'choice')
      return html`<label for=${id}>${label}${isRequired ? ' *' : ''}</label>
        <select id=${id} name=${key} ?required=${isRequired} aria-describedby=${described} ?data-first=${isFirst}>
          <option value="">${say('fieldChoose')}</option>
          ${options.map((option) => html`<option>${option}</option>`)}</select
        >${note}`;
    return html`<label for=${id}>${label}${isRequired ? ' *' : ''}</label>
      <input
        id=${id}
        name=${key}
        type=${inputs[type] ?? 'text'}
        value=${known}
        maxlength="1000"
        autocomplete=${completions[key] ?? 'off'}
        ?required=${isRequired}
        aria-invalid=${isWrong ? 'true' : 'false'}
        aria-describedby=${described}
        ?data-first=${isFirst}
      />${note}`;
  }

  #valueOf(key: string): string {
    const control = this.querySelector<HTMLInputElement>(`[name="${CSS.escape(key)}"]`);
    return control?.value.trim() ?? '';
  }

  #submit = (event: Event): void => {
    event.preventDefault();
    const { chat } = this;
    const controls = [...this.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[name]')];
    this.#wrong = controls.filter((control) => !control.checkValidity()).map(({ name }) => name);
    void this.redraw();
    if (this.#wrong.length > 0) {
      controls.find((control) => !control.checkValidity())?.focus();
      return;
    }
    const values: Record<string, string | number | boolean> = {};
    for (const control of controls) {
      const value = control.value.trim();
      if (control instanceof HTMLInputElement && control.type === 'checkbox') values[control.name] = control.checked;
      else if (value !== '') values[control.name] = control.type === 'number' ? Number(value) : value;
    }
    void chat.attempt(chat.core.fillLead(values)).then((isDone) => {
      if (!isDone) return;
      chat.core.setLeadDone();
      chat.set({ spoken: say('leadThanks') });
      const root = this.closest('hubw-chat');
      requestAnimationFrame(() => root?.querySelector<HTMLElement>('textarea')?.focus());
    });
  };
}

customElements.define('hubw-lead-form', HubwLeadForm);
