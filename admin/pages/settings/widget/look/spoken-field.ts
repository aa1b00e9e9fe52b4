import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { SpokenText } from '../../../../../hub/api/customers/channels.ts';

const languages = { en: 'English', ru: 'Русский' } as const;

/** A text in both languages side by side. What is empty is as its placeholder says; both empty: null. */
export function spokenField({
  id,
  label,
  hint,
  error,
  value,
  placeholders,
  rows = 1,
  isDisabled = false,
  onInput,
}: {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: SpokenText | null;
  placeholders: Readonly<Record<'en' | 'ru', string>>;
  /** More than one: a field that may grow. */
  rows?: number;
  isDisabled?: boolean;
  onInput: (value: SpokenText | null) => void;
}): TemplateResult {
  const change = (language: 'en' | 'ru') => (event: InputEvent) => {
    const field = event.currentTarget;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) onInput(withText(value, language, field.value));
  };
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || nothing;
  const field = (language: 'en' | 'ru'): TemplateResult =>
    html`<div class="field">
      <label for="${id}-${language}"><span class="sr-only">${label}: </span>${languages[language]}</label>
      ${
        rows > 1
          ? html`<textarea
              id="${id}-${language}"
              class="input"
              lang=${language}
              rows=${rows}
              maxlength="1000"
              placeholder=${placeholders[language]}
              aria-describedby=${described}
              aria-invalid=${error ? 'true' : nothing}
              ?disabled=${isDisabled}
              .value=${live(value?.[language] ?? '')}
              @input=${change(language)}
            ></textarea>`
          : html`<input
              id="${id}-${language}"
              class="input"
              lang=${language}
              maxlength="1000"
              placeholder=${placeholders[language]}
              aria-describedby=${described}
              aria-invalid=${error ? 'true' : nothing}
              autocomplete="off"
              ?disabled=${isDisabled}
              .value=${live(value?.[language] ?? '')}
              @input=${change(language)}
            />`
      }
    </div>`;
  return html`<fieldset class="field spoken">
    <legend>${label}</legend>
    ${hint ? html`<span id="${id}-hint" class="hint">${hint}</span>` : nothing}
    <div class="two">${field('en')}${field('ru')}</div>
    ${error ? html`<span id="${id}-error" class="error">${error}</span>` : nothing}
  </fieldset>`;
}

function withText(value: SpokenText | null, language: 'en' | 'ru', typed: string): SpokenText | null {
  const { [language]: _, ...other } = value ?? {};
  if (typed.trim() !== '') return { ...other, [language]: typed };
  return Object.values(other).some((text) => text !== undefined) ? other : null;
}
