import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** One of two or three, side by side: radio buttons that look like one control. */
export function segmentField({
  name,
  label,
  hint,
  value,
  options,
  isCompact = false,
  isDisabled = false,
  onChange,
}: {
  name: string;
  label: string;
  hint?: string;
  value: string;
  options: Readonly<Record<string, string>>;
  /** The label is only read out. */
  isCompact?: boolean;
  isDisabled?: boolean;
  onChange: (value: string) => void;
}): TemplateResult {
  return html`<fieldset class="field segments-field">
    <legend class=${isCompact ? 'sr-only' : ''}>${label}</legend>
    <div class="segments">
      ${Object.entries(options).map(
        ([key, words]) =>
          html`<label
            ><input
              type="radio"
              name=${name}
              value=${key}
              .checked=${live(key === value)}
              ?disabled=${isDisabled}
              @change=${() => onChange(key)}
            /><span>${words}</span></label
          >`,
      )}
    </div>
    ${hint ? html`<span class="hint">${hint}</span>` : nothing}
  </fieldset>`;
}
