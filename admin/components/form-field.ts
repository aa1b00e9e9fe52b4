import { html, nothing, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';

/** A labelled field of a form; its name is its id within the form. */
export interface FormField {
  /** Unique on the page; label, hint and error are tied to it. */
  id: string;
  label: string;
  name: string;
  value?: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'url' | 'tel' | 'number' | 'time' | 'datetime-local' | 'date';
  hint?: string | TemplateResult;
  /** What is wrong with it; empty: nothing. */
  error?: string | undefined;
  autocomplete?: string;
  placeholder?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  isFocused?: boolean;
  onInput?: (value: string) => void;
}

/** A field with its label above, its hint and what is wrong below, read out together. */
export function formField({
  id,
  label,
  name,
  value = '',
  type = 'text',
  hint,
  error,
  isRequired,
  isDisabled,
  isFocused,
  onInput,
  ...rest
}: FormField): TemplateResult {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      class="input"
      name=${name}
      type=${type}
      .value=${live(value)}
      autocomplete=${ifDefined(rest.autocomplete as AutoFill | undefined)}
      placeholder=${ifDefined(rest.placeholder)}
      ?required=${isRequired}
      ?disabled=${isDisabled}
      ?autofocus=${isFocused}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${described || nothing}
      @input=${(event: InputEvent) => {
        if (event.currentTarget instanceof HTMLInputElement) onInput?.(event.currentTarget.value);
      }}
    />
    ${hint ? html`<span id="${id}-hint" class="hint">${hint}</span>` : nothing}
    ${error ? html`<span id="${id}-error" class="error">${error}</span>` : nothing}
  </div>`;
}

/** The texts of a submitted form, by name. */
export function textsOf(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
}
