import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { number as writeNumber } from '../../../words/formats.ts';
import './fields.css';

interface Labelled {
  id: string;
  label: string;
  hint?: string | TemplateResult | undefined;
  error?: string | undefined;
  isDisabled?: boolean | undefined;
}

/** A choice among few, in a native list. `options` are words by value, in their order. */
export function selectField({
  id,
  label,
  hint,
  error,
  isDisabled = false,
  value,
  options,
  onChange,
}: Labelled & { value: string; options: Readonly<Record<string, string>>; onChange: (value: string) => void }): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <select
      id=${id}
      class="input"
      ?disabled=${isDisabled}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy(id, hint, error)}
      .value=${live(value)}
      @change=${(event: Event) => {
        if (event.currentTarget instanceof HTMLSelectElement) onChange(event.currentTarget.value);
      }}
    >
      ${Object.entries(options).map(([key, words]) => html`<option value=${key} ?selected=${key === value}>${words}</option>`)}
    </select>
    ${below(id, hint, error)}
  </div>`;
}

/** A longer text. */
export function areaField({
  id,
  label,
  hint,
  error,
  isDisabled = false,
  value,
  rows = 3,
  onInput,
}: Labelled & { value: string; rows?: number; onInput: (value: string) => void }): TemplateResult {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <textarea
      id=${id}
      class="input"
      rows=${rows}
      ?disabled=${isDisabled}
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${describedBy(id, hint, error)}
      .value=${live(value)}
      @input=${(event: InputEvent) => {
        if (event.currentTarget instanceof HTMLTextAreaElement) onInput(event.currentTarget.value);
      }}
    ></textarea>
    ${below(id, hint, error)}
  </div>`;
}

/** A whole number; an empty field is null. What is no number at all is told as NaN, for the form to refuse. */
export function numberField({
  id,
  label,
  hint,
  error,
  isDisabled = false,
  value,
  min,
  max,
  placeholder = '',
  onInput,
}: Labelled & {
  value: number | null;
  min: number;
  max: number;
  placeholder?: string;
  onInput: (value: number | null) => void;
}): TemplateResult {
  const isOff = value !== null && !(Number.isInteger(value) && value >= min && value <= max);
  const problem = error ?? (isOff ? `${writeNumber(min)} – ${writeNumber(max)}` : undefined);
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      class="input short"
      type="number"
      inputmode="numeric"
      min=${min}
      max=${max}
      placeholder=${placeholder}
      ?disabled=${isDisabled}
      aria-invalid=${problem ? 'true' : nothing}
      aria-describedby=${describedBy(id, hint, problem)}
      .value=${live(value === null || Number.isNaN(value) ? '' : String(value))}
      @input=${(event: InputEvent) => {
        const field = event.currentTarget;
        if (!(field instanceof HTMLInputElement)) return;
        onInput(field.validity.badInput ? Number.NaN : field.value === '' ? null : Number(field.value));
      }}
    />
    ${below(id, hint, problem)}
  </div>`;
}

/** One of few, each with a sentence on when to choose it. */
export interface Card {
  value: string;
  label: string;
  text?: string;
  isDisabled?: boolean;
}

/** Radio buttons that say what each choice means. */
export function cardsField({
  name,
  label,
  value,
  cards,
  hint,
  error,
  isDisabled = false,
  onChange,
}: {
  name: string;
  label: string;
  value: string;
  cards: readonly Card[];
  hint?: string | undefined;
  error?: string | undefined;
  isDisabled?: boolean;
  onChange: (value: string) => void;
}): TemplateResult {
  return html`<fieldset class="field cards">
    <legend>${label}</legend>
    ${hint ? html`<span class="hint">${hint}</span>` : nothing}
    ${cards.map(
      (card) =>
        html`<label class="choice-card">
          <input
            type="radio"
            name=${name}
            value=${card.value}
            .checked=${live(card.value === value)}
            ?disabled=${isDisabled || card.isDisabled === true}
            @change=${() => onChange(card.value)}
          />
          <span><b>${card.label}</b>${card.text ? html`<span class="hint">${card.text}</span>` : nothing}</span>
        </label>`,
    )}
    ${error ? html`<span class="error">${error}</span>` : nothing}
  </fieldset>`;
}

/** On or off, with a sentence below. */
export function switchField({
  id,
  label,
  hint,
  isOn,
  isDisabled = false,
  onChange,
}: Omit<Labelled, 'error'> & { isOn: boolean; onChange: (isOn: boolean) => void }): TemplateResult {
  return html`<div class="field">
    <label class="switch">
      <input
        id=${id}
        type="checkbox"
        role="switch"
        aria-checked=${isOn}
        aria-describedby=${describedBy(id, hint, undefined)}
        .checked=${live(isOn)}
        ?disabled=${isDisabled}
        @change=${() => onChange(!isOn)}
      />
      <span>${label}</span>
    </label>
    ${hint ? html`<span id="${id}-hint" class="hint">${hint}</span>` : nothing}
  </div>`;
}

function describedBy(id: string, hint: unknown, error: unknown): string | typeof nothing {
  return [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || nothing;
}

function below(id: string, hint: string | TemplateResult | undefined, error: string | undefined): TemplateResult {
  return html`${hint ? html`<span id="${id}-hint" class="hint">${hint}</span>` : nothing}
  ${error ? html`<span id="${id}-error" class="error">${error}</span>` : nothing}`;
}
