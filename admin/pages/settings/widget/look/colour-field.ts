import { CircleAlert, CircleCheck } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../../../../components/icon.ts';
import { t } from '../../../../words/words.ts';
import { judge } from './contrast.ts';

const offered = ['#2563eb', '#4457d6', '#7c3aed', '#c026a3', '#d02b3f', '#b45309', '#15803d', '#0f766e', '#0e7490', '#1f2937'];

/** A colour by a picker, by its digits or from a row of good ones, with a word on how readable it is and a better one where it is not. */
export function colourField({
  value,
  error,
  isDisabled,
  onInput,
}: {
  value: string;
  error?: string | undefined;
  isDisabled: boolean;
  onInput: (colour: string) => void;
}): TemplateResult {
  const isColour = /^#[0-9a-f]{6}$/i.test(value);
  const typed = (event: InputEvent): void => {
    if (event.currentTarget instanceof HTMLInputElement) onInput(event.currentTarget.value.trim().toLowerCase());
  };
  const problem = isColour ? error : t('widget:colourWrong');
  return html`<div class="field">
    <label for="widget-colour">${t('widget:colour')}</label>
    <div class="row colour">
      <input
        type="color"
        aria-label=${t('widget:colourPick')}
        title=${t('widget:colourPick')}
        ?disabled=${isDisabled}
        .value=${live(isColour ? value : '#000000')}
        @input=${typed}
      />
      <input
        id="widget-colour"
        class="input digits"
        maxlength="7"
        spellcheck="false"
        autocomplete="off"
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby="widget-colour-verdict"
        ?disabled=${isDisabled}
        .value=${live(value)}
        @input=${typed}
      />
      <span class="swatches">
        ${offered.map(
          (colour) =>
            html`<button
              type="button"
              class="swatch"
              style="background:${colour}"
              aria-label=${t('widget:colourUse', { colour })}
              title=${colour}
              aria-pressed=${colour === value}
              ?disabled=${isDisabled}
              @click=${() => onInput(colour)}
            ></button>`,
        )}
      </span>
    </div>
    <div id="widget-colour-verdict" class="verdict" role="status">
      ${problem ? html`<span class="error">${problem}</span>` : verdict(value, isDisabled, onInput)}
    </div>
  </div>`;
}

function verdict(value: string, isDisabled: boolean, onInput: (colour: string) => void): TemplateResult | typeof nothing {
  const contrast = judge(value);
  if (!contrast) return nothing;
  const { verdict: said, suggestion, onColour } = contrast;
  const text = contrast.text.toFixed(1);
  const words = t(`widget:contrast.${said}`, { text, page: contrast.page.toFixed(1) });
  return html`<span class="sample" style="background:${value};color:${onColour}" aria-hidden="true">Aa</span>
    <span class="words ${said === 'good' ? 'is-good' : 'is-poor'}"
      >${icon(said === 'good' ? CircleCheck : CircleAlert, 15)}<span>${words}</span></span
    >
    ${
      suggestion === null || isDisabled
        ? nothing
        : html`<button type="button" class="button small" @click=${() => onInput(suggestion)}>
            <span class="dot" style="background:${suggestion}"></span>${t('widget:colourUse', { colour: suggestion })}
          </button>`
    }`;
}
